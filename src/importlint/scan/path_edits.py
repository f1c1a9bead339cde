"""Statements and calls that change `sys.path`."""

import ast
from collections.abc import Iterator

from importlint.model.facts import Context, PathEdit
from importlint.scan.path_bases import find_base
from importlint.scan.reading import Reading

_METHODS = frozenset({"insert", "append", "extend", "remove", "pop", "clear"})
_ADDING = frozenset({"insert", "append", "extend", "remove", "assign", "augment", "addsitedir"})


def path_edit_of_call(node: ast.Call, context: Context, reading: Reading) -> PathEdit | None:
    """Make the fact of a call that changes `sys.path`, None if it is another."""
    dotted = reading.names.dotted(node.func)
    target, _, method = dotted.rpartition(".")
    if dotted == "site.addsitedir":
        return _edit(node, method, node.args, context, reading)
    if target != "sys.path" or method not in _METHODS:
        return None
    return _edit(node, method, node.args[1:] if method == "insert" else node.args, context, reading)


def path_edits_of_statement(node: ast.stmt, context: Context, reading: Reading) -> Iterator[PathEdit]:
    """Yield the facts of an assignment to `sys.path` or to a part of it, and of a deletion."""
    match node:
        case ast.Assign():
            for target in node.targets:
                for value, part in _pairs(target, node.value):
                    if _is_path(part, reading):
                        yield _edit(node, "assign", [value], context, reading)
        case ast.AnnAssign() if node.value and _is_path(node.target, reading):
            yield _edit(node, "assign", [node.value], context, reading)
        case ast.AugAssign() if _is_path(node.target, reading, names_too=True):
            yield _edit(node, "augment", [node.value], context, reading)
        case ast.Delete():
            for target in node.targets:
                if _is_path(target, reading):
                    yield _edit(node, "delete", [target], context, reading)


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield each single target of an assignment with what is assigned to it, as far as the text tells."""
    if not isinstance(target, ast.Tuple | ast.List):
        yield value, target
    elif isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
        yield from ((inner, part) for part, inner in zip(target.elts, value.elts, strict=True))
    else:
        yield from ((value, part) for part in target.elts)


def _is_path(node: ast.expr, reading: Reading, *, names_too: bool = False) -> bool:
    """Return whether a target is `sys.path` or a part of it; binding a plain name leaves the list as it is."""
    if isinstance(node, ast.Subscript):
        return reading.names.dotted(node.value) == "sys.path"
    return (names_too or isinstance(node, ast.Attribute)) and reading.names.dotted(node) == "sys.path"


def _edit(
    node: ast.stmt | ast.expr, operation: str, arguments: list[ast.expr], context: Context, reading: Reading
) -> PathEdit:
    base = find_base(arguments, reading) if operation in _ADDING else "unknown"
    return PathEdit(reading.span(node), operation, reading.text(*arguments), base, context)
