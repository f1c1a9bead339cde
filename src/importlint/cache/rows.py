"""The facts of one file as one line of JSON, and back."""

import json
from typing import Any

from importlint.model.facts import (
    MODULE_LEVEL,
    Alias,
    CachedLoader,
    Context,
    DynamicImport,
    FileFacts,
    Ignore,
    ImportStatement,
    Patch,
    PathEdit,
    Problem,
    Scope,
    Spawn,
    TableEdit,
)
from importlint.model.location import Span

_new = tuple.__new__
_SCOPES = {scope.value: scope for scope in Scope}
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_decode = json.JSONDecoder().decode


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
    rest = facts[3:]
    return _encode((facts.reader, list(contexts), imports, None if rest == _NOTHING else rest))


def read_row(path: str, row: str) -> FileFacts:
    """Return the facts of a file from what `write_row` made of them."""
    reader, listed, imports, rest = _decode(row)
    contexts = [_context(each) for each in listed]
    statements = tuple([_statement(each, contexts) for each in imports])
    facts = FileFacts(path, reader, statements)
    return facts if rest is None else _with_rest(facts, rest)


_NOTHING = FileFacts(path="")[3:]


def _statement(row: list[Any], contexts: list[Context]) -> ImportStatement:
    span, is_from, module, level, aliases, lazy, context = row
    names = tuple([_new(Alias, (name, asname, _new(Span, place))) for name, asname, place in aliases])
    fields = (_new(Span, span), is_from == 1, module, level, names, lazy == 1, contexts[context])
    return _new(ImportStatement, fields)


def _context(row: list[Any]) -> Context:
    scope, owner, catches, handles, type_only, main_guard, branch = row
    context = Context(_SCOPES[scope], owner, tuple(catches), tuple(handles), type_only, main_guard, branch)
    return MODULE_LEVEL if context == MODULE_LEVEL else context


def _in_context(row: list[Any]) -> tuple[Any, ...]:
    """Return the fields of a fact that begins with its place in the file and ends with the blocks around it."""
    return Span(*row[0]), *row[1:-1], _context(row[-1])


def _with_rest(facts: FileFacts, rest: list[Any]) -> FileFacts:
    dynamic, edits, tables, loaders, patches, spawns, ignores, lazy_modules, getattr_, extends, guard, shebang, bad = (
        rest
    )
    return facts._replace(
        dynamic_imports=tuple(_new(DynamicImport, _in_context(row)) for row in dynamic),
        path_edits=tuple(_new(PathEdit, _in_context(row)) for row in edits),
        table_edits=tuple(_new(TableEdit, _in_context(row)) for row in tables),
        cached_loaders=tuple(_new(CachedLoader, (Span(*span), *own)) for span, *own in loaders),
        patches=tuple(_new(Patch, _in_context(row)) for row in patches),
        spawns=tuple(_new(Spawn, _in_context(row)) for row in spawns),
        ignores=tuple(
            Ignore(Span(*span), tuple(rules), whole, (covers[0], covers[1])) for span, rules, whole, covers in ignores
        ),
        lazy_modules=tuple(lazy_modules),
        has_getattr=getattr_,
        extends_path=extends,
        main_guard=Span(*guard) if guard else None,
        shebang=shebang,
        problem=Problem(Span(*bad[0]), bad[1]) if bad else None,
    )
