"""Import statements written as formatters write them, which nearly all are: in one line, or with one name a line."""

import re
from collections.abc import Iterator
from sys import intern

from importlint.model.facts import MODULE_LEVEL, Alias, ImportStatement
from importlint.model.location import Span

_NAME = r"[a-zA-Z_]\w*+"
_DOTTED = rf"{_NAME}(?:\.{_NAME})*+"
_ALIAS = rf"{_NAME}(?: as {_NAME})?+"
_MODULE = rf"{_DOTTED}(?: as {_NAME})?+"
_STATEMENT = re.compile(
    rf"(?:import ({_MODULE}(?:, {_MODULE})*+)"
    rf"|from (\.*+)({_DOTTED})?+ import (?:({_ALIAS}(?:, {_ALIAS})*+)|\(\n((?: *+{_ALIAS},\n)++)( *+)\)))"
    r"(?=[ \t]*+[\n#]|\Z)",
    re.ASCII,
)
# Half of the time would go by in the constructors that a named tuple has.
_new = tuple.__new__


def simple_import(text: str, start: int, line: int, column: int) -> ImportStatement | None:
    """Read the import statement at an offset, which is at a line and column; None if it is not written plainly."""
    match = _STATEMENT.match(text, start)
    if match is None:
        return None
    modules, dots, module, row, rows, indentation = match.groups()
    if rows:
        names = tuple(_names_in_rows(rows, line))
        end_line, end_column = line + len(names) + 1, len(indentation) + 2
    else:
        written = modules or row
        end_line, end_column = line, column + match.end() - start
        names = tuple(_names_in_row(written, line, end_column - len(written)))
    span = _new(Span, (line, column, end_line, end_column))
    level, module = len(dots or ""), intern(module) if module else ""
    return _new(ImportStatement, (span, not modules, module, level, names, False, MODULE_LEVEL))


def _names_in_row(names: str, line: int, column: int) -> Iterator[Alias]:
    for written in names.split(", "):
        end = column + len(written)
        name, _, asname = written.partition(" as ")
        yield _new(Alias, (intern(name), asname, _new(Span, (line, column, line, end))))
        column = end + 2


def _names_in_rows(rows: str, line: int) -> Iterator[Alias]:
    for row in rows[:-2].split(",\n"):
        line += 1
        written = row.lstrip(" ")
        name, _, asname = written.partition(" as ")
        yield _new(Alias, (intern(name), asname, _new(Span, (line, len(row) - len(written) + 1, line, len(row) + 1))))
