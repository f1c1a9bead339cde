"""Two ways to read the import statements of a text."""

from operator import itemgetter

from importlint.model.facts import ImportStatement
from importlint.scan.gather import gather_imports
from importlint.scan.parser import parse
from importlint.scan.positions import Positions
from importlint.scan.walk import statements


def parsed_imports(text: str) -> tuple[ImportStatement, ...]:
    """Return what the parser finds; raises NotPythonError."""
    positions = Positions(text)
    return tuple(sorted(gather_imports(statements(parse(text), positions), positions), key=itemgetter(0)))
