"""The facts of one file as one line of JSON, and back."""

import json
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from importlint.model.facts import MODULE_LEVEL, Alias, Context, FileFacts, ImportStatement
from importlint.model.location import Span

_new = tuple.__new__
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_decode = json.JSONDecoder().decode
# The fields after path, reader and imports: few files have anything in them.
_FIRST = 3
_NOTHING = FileFacts(path="")[_FIRST:]


def write_row(facts: FileFacts) -> str:
    """Return the facts of a file, but for its path, as JSON in one line."""
    contexts: dict[Context, int] = {}
    imports = [
        (
            statement.span,
            int(statement.is_from),
            statement.module,
            statement.level,
            statement.names,
            int(statement.lazy),
            contexts.setdefault(statement.context, len(contexts)),
        )
        for statement in facts.imports
    ]
    rest = facts[_FIRST:]
    return _encode((facts.reader, list(contexts), imports, None if rest == _NOTHING else rest))


def read_row(path: str, row: str) -> FileFacts:
    """Return the facts of a file from what `write_row` made of them."""
    reader, listed, imports, rest = _decode(row)
    contexts = [_context(each) for each in listed]
    statements = tuple([_statement(each, contexts) for each in imports])
    facts = FileFacts(path, reader, statements)
    return facts if rest is None else _with_rest(facts, rest)


def _statement(row: list[Any], contexts: list[Context]) -> ImportStatement:
    span, is_from, module, level, aliases, lazy, context = row
    names = tuple([_new(Alias, (name, asname, _new(Span, place))) for name, asname, place in aliases])
    fields = (_new(Span, span), is_from == 1, module, level, names, lazy == 1, contexts[context])
    return _new(ImportStatement, fields)


def _context(row: list[Any]) -> Context:
    context: Context = _reader(Context)(row)
    return MODULE_LEVEL if context == MODULE_LEVEL else context


def _with_rest(facts: FileFacts, rest: list[Any]) -> FileFacts:
    hints = get_type_hints(FileFacts)
    names = FileFacts._fields[_FIRST:]
    return facts._replace(**{name: _reader(hints[name])(value) for name, value in zip(names, rest, strict=True)})


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Return what makes a value of a type of the model from what JSON has in its place."""
    arguments = get_args(kind)
    if get_origin(kind) is UnionType:
        present = _reader(arguments[0])
        return lambda value: None if value is None else present(value)
    if get_origin(kind) is tuple:
        items = _reader(arguments[0])
        return lambda value: tuple(map(items, value))
    if issubclass(kind, tuple):
        return _read_named(kind)
    return kind if issubclass(kind, StrEnum) else _same


def _read_named(kind: type[NamedTuple]) -> Callable[[Any], Any]:
    readers = [_reader(hint) for hint in get_type_hints(kind).values()]
    return lambda row: _new(kind, [read(value) for read, value in zip(readers, row, strict=True)])


def _same(value: Any) -> Any:
    return value
