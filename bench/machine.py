"""Time first imports of every module of a generated package that is one big cycle, by the number of modules.

python bench/machine.py [MODULES...]; the last column is the exponent of the growth since the row above.
"""

import math
import random
import sys
import time
from collections.abc import Sequence

from importlint.machine.beginnings import Beginnings
from importlint.machine.entries import run_modules
from importlint.machine.programs import settings_of
from importlint.model.trace import Verdict
from importlint.resolve.search_path import PathIndex
from importlint.scan.files import tree_from_mapping

SIZES = (31, 62, 125, 250)
IMPORTS = 5


def main(arguments: Sequence[str]) -> int:
    """Print a row for each size; fail when an entry is not said to import."""
    sizes = tuple(map(int, arguments)) or SIZES
    print(f"{'modules':>8} {'seconds':>8} {'us a body':>10} {'growth':>7}")
    before: tuple[int, float] | None = None
    failures = 0
    for size in sizes:
        seconds, imported = measure(size)
        failures += size - imported
        growth = "" if before is None else f"{math.log(seconds / before[1]) / math.log(size / before[0]):.2f}"
        print(f"{size:>8} {seconds:>8.2f} {seconds / size**2 * 1e6:>10.0f} {growth:>7}")
        before = size, seconds
    return int(failures > 0)


def measure(size: int) -> tuple[float, int]:
    """Import each module of a package first; return the processor time and how many are said to import."""
    tree = tree_from_mapping(generate_cycle(size))
    settings = settings_of(tree, PathIndex(tree.files), (3, 11))
    began = time.process_time()
    names = [f"package.m{number}" for number in range(size)]
    verdicts = [trace.verdict for trace in run_modules(Beginnings(settings), names, search_path=["."])]
    return time.process_time() - began, verdicts.count(Verdict.OK)


def generate_cycle(size: int) -> dict[str, str]:
    """Return a package with an empty `__init__` whose modules import each other and use the names late."""
    rng = random.Random(size)  # noqa: S311 - a seeded generator, not a secret
    files = {"package/__init__.py": ""}
    for number in range(size):
        others = sorted({(number + 1) % size, *rng.sample(range(size), IMPORTS - 1)} - {number})
        imports = "".join(f"import package.m{other}\n" for other in others)
        uses = "".join(f"def call_{other}(value):\n    return package.m{other}.NAME\n" for other in others)
        files[f"package/m{number}.py"] = f"{imports}{uses}NAME = {number}\n"
    return files


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
