"""The facts of one file as one line of text, and back.

It is JSON in cells: one for each import statement, so that equal ones are read but once, after one for all else.
"""

import json
from collections.abc import Callable
from enum import StrEnum
from functools import cache, lru_cache
from sys import intern
from types import UnionType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from importlint.model.facts import MODULE_LEVEL, Alias, Context, FileFacts, ImportStatement
from importlint.model.location import shared_span

_SEPARATOR = "\t"
_new = tuple.__new__
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_decode = json.JSONDecoder().raw_decode
# The fields after path, reader and imports: few files have anything in them.
_FIRST = 3
_NOTHING = FileFacts(path="")[_FIRST:]
# Most import statements of a large tree stand in the same way and place in several files.
_KEPT = 50_000


def write_row(facts: FileFacts) -> str:
    """Return the facts of a file, but for its path, in one line."""
    contexts = [statement.context for statement in facts.imports]
    listed = [] if all(context == MODULE_LEVEL for context in contexts) else list(dict.fromkeys(contexts))
    rest = facts[_FIRST:]
    first = (
        facts.reader,
        listed,
        [listed.index(context) for context in contexts] if listed else [],
        None if rest == _NOTHING else rest,
    )
    return _SEPARATOR.join((_encode(first), *[_write_import(statement[:-1]) for statement in facts.imports]))


def read_row(path: str, row: str) -> FileFacts:
    """Return the facts of a file from what `write_row` made of them."""
    first, *written = row.split(_SEPARATOR)
    (reader, listed, indexes, rest), _ = _decode(first)
    imports = tuple(map(_read_import, written))
    if listed:
        contexts = [_reader(Context)(each) for each in listed]
        imports = tuple([each._replace(context=contexts[index]) for each, index in zip(imports, indexes, strict=True)])
    facts = FileFacts(path, reader, imports)
    return facts if rest is None else _with_rest(facts, rest)


@lru_cache(_KEPT)
def _write_import(fields: tuple[Any, ...]) -> str:
    return _encode(fields)


@lru_cache(_KEPT)
def _read_import(written: str) -> ImportStatement:
    (span, is_from, module, level, names, lazy), _ = _decode(written)
    aliases = tuple([_new(Alias, (intern(name), asname, shared_span(*place))) for name, asname, place in names])
    return _new(ImportStatement, (shared_span(*span), is_from, intern(module), level, aliases, lazy, MODULE_LEVEL))


def _with_rest(facts: FileFacts, rest: list[Any]) -> FileFacts:
    return _new(FileFacts, (*facts[:_FIRST], *[read(value) for read, value in zip(_rest_readers(), rest, strict=True)]))


@cache
def _rest_readers() -> tuple[Callable[[Any], Any], ...]:
    """Return what reads each field after the first ones."""
    return tuple(_reader(hint) for hint in get_type_hints(FileFacts).values())[_FIRST:]


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
