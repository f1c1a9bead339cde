"""Import statements written as formatters write them, which nearly all are: in one line, or with one name a line."""

import re
from collections.abc import Iterator
from functools import lru_cache
from sys import intern

from importlint.model.facts import MODULE_LEVEL, Alias, ImportStatement
from importlint.model.location import shared_span
from importlint.patterns import regex

_NAME = r"[a-zA-Z_]\w*+"
_DOTTED = rf"{_NAME}(?:\.{_NAME})*+"
_ALIAS = rf"{_NAME}(?: as {_NAME})?+"
_MODULE = rf"{_DOTTED}(?: as {_NAME})?+"
_BEGINNINGS = ("\nimport ", "\nfrom ")
_END = r"(?=[ \t]*+(?:#|\Z))"
_IN_ONE_LINE = regex(
    rf"(?:import ({_MODULE}(?:, {_MODULE})*+)|from (\.*+)({_DOTTED})?+ import ({_ALIAS}(?:, {_ALIAS})*+)){_END}",
    re.ASCII,
)
_IN_ROWS = regex(rf"from (\.*+)({_DOTTED})?+ import \(\n((?: *+{_ALIAS},\n)++)( *+)\)(?=[ \t]*+[\n#]|\Z)", re.ASCII)
# In a large tree most statements stand several times in the same line of some file, and have the same facts then.
_KEPT = 50_000
# Half of the time would go by in the constructors that a named tuple has.
_new = tuple.__new__


def simple_imports(text: str, start: int, line: int, column: int) -> tuple[list[ImportStatement], int]:
    """Read the import statement at an offset and, at module level, those in the lines after it.

    line, column: the place of the first one. Return them, up to the first that is not written plainly, and the offset
    where the line of the last one ends, or `start`.
    """
    found: list[ImportStatement] = []
    end = start
    while statement := _simple_import(text, start, line, column):
        found.append(statement)
        line = statement.span.end_line + 1
        end = text.find("\n", start if line == statement.span.line + 1 else text.index(")", start))
        end = len(text) if end < 0 else end
        if column > 1 or not text.startswith(_BEGINNINGS, end):
            break
        start = end + 1
    return found, end


def _simple_import(text: str, start: int, line: int, column: int) -> ImportStatement | None:
    end = text.find("\n", start)
    if text.endswith("(", start, end):
        return _in_rows(text, start, line, column)
    return _in_one_line(text[start:end] if end >= 0 else text[start:], line, column)


@lru_cache(_KEPT)
def _in_one_line(written: str, line: int, column: int) -> ImportStatement | None:
    match = _IN_ONE_LINE.match(written)
    if match is None:
        return None
    modules, dots, module, names = match.groups()
    end = column + match.end()
    aliases = tuple(_names_in_row(modules or names, line, end - len(modules or names)))
    fields = (shared_span(line, column, line, end), not modules, intern(module or ""), len(dots or ""), aliases)
    return _new(ImportStatement, (*fields, False, MODULE_LEVEL))


def _names_in_row(names: str, line: int, column: int) -> Iterator[Alias]:
    for written in names.split(", "):
        end = column + len(written)
        name, _, asname = written.partition(" as ")
        yield _new(Alias, (intern(name), intern(asname), shared_span(line, column, line, end)))
        column = end + 2


def _in_rows(text: str, start: int, line: int, column: int) -> ImportStatement | None:
    match = _IN_ROWS.match(text, start)
    if match is None:
        return None
    dots, module, rows, indentation = match.groups()
    aliases = tuple([_name_in_row(row, at) for at, row in enumerate(rows[:-2].split(",\n"), line + 1)])
    span = shared_span(line, column, line + len(aliases) + 1, len(indentation) + 2)
    return _new(ImportStatement, (span, True, intern(module or ""), len(dots), aliases, False, MODULE_LEVEL))


@lru_cache(_KEPT)
def _name_in_row(row: str, line: int) -> Alias:
    written = row.lstrip(" ")
    name, _, asname = written.partition(" as ")
    span = shared_span(line, len(row) - len(written) + 1, line, len(row) + 1)
    return _new(Alias, (intern(name), intern(asname), span))
