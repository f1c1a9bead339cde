"""What is read, and how the parser reads it."""

import os
import sysconfig
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

from importlint.model.facts import ImportStatement
from importlint.scan.gather import gather_imports
from importlint.scan.parser import parse
from importlint.scan.positions import Positions
from importlint.scan.walk import statements


def parsed_imports(text: str) -> tuple[ImportStatement, ...]:
    """Return what the parser finds; raises NotPythonError."""
    positions = Positions(text)
    return tuple(sorted(gather_imports(statements(parse(text), positions), positions), key=itemgetter(0)))


def files_of_this_interpreter() -> Iterator[Path]:
    """Yield some hundred files of the standard library and of installed packages; a step of 1 yields all."""
    step = int(os.environ.get("IMPORTLINT_DIFFERENTIAL_STEP", "37"))
    for folder in sorted({sysconfig.get_path("stdlib"), sysconfig.get_path("purelib")}):
        yield from sorted(Path(folder).rglob("*.py"))[::step]
