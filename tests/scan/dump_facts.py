"""Print the facts of files, so that those of several interpreters can be compared: `dump_facts.py DIRECTORY...`.

Of a file that is not valid only that it is not is printed: the wording is the parser's.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from importlint.scan.reader import read_facts

for directory in map(Path, sys.argv[1:]):
    for path in sorted(directory.rglob("*.py")):
        facts = read_facts(path.relative_to(directory).as_posix(), path.read_bytes())
        print(facts._replace(problem=None), facts.problem is not None)
