"""Statements and calls that remove or replace entries of `sys.modules`."""

import ast
from collections.abc import Iterator

from importlint.model.facts import Context, TableEdit
from importlint.scan.reading import Reading

_OPERATIONS = {"pop": "pop", "popitem": "pop", "clear": "clear", "update": "update", "setdefault": "assign"}


def table_edit_of_call(node: ast.Call, context: Context, reading: Reading) -> TableEdit | None:
    """Make the fact of a call that changes `sys.modules`, None if it is another."""
    target, _, method = reading.names.dotted(node.func).rpartition(".")
    if target != "sys.modules" or method not in _OPERATIONS:
        return None
    key = reading.text(*node.args[:1]) if method in ("pop", "setdefault") else ""
    return TableEdit(reading.span(node), _OPERATIONS[method], key, context)


def table_edits_of_statement(node: ast.stmt, context: Context, reading: Reading) -> Iterator[TableEdit]:
    """Yield the facts of assignments to `sys.modules` or its entries, and of deletions."""
    for operation, target in _targets(node):
        if isinstance(target, ast.Subscript) and reading.names.dotted(target.value) == "sys.modules":
            yield TableEdit(reading.span(node), operation, reading.text(target.slice), context)
        elif isinstance(target, ast.Attribute) and reading.names.dotted(target) == "sys.modules":
            whole = "update" if isinstance(node, ast.AugAssign) else "replace"
            yield TableEdit(reading.span(node), whole, "", context)


def _targets(node: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Assign(targets=targets):
            for target in targets:
                yield from (("assign", part) for part in _parts(target))
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target, value=ast.expr()):
            yield "assign", target
        case ast.Delete(targets=targets):
            for target in targets:
                yield from (("delete", part) for part in _parts(target))


def _parts(target: ast.expr) -> list[ast.expr]:
    return target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
