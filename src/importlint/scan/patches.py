"""Assignments to attributes of imported modules."""

import ast
from collections.abc import Iterator

from importlint.model.facts import Context, Patch
from importlint.scan.reading import Reading


def patches_of_statement(node: ast.stmt, context: Context, reading: Reading) -> Iterator[Patch]:
    """Yield the facts of a statement that assigns to attributes of imported modules."""
    match node:
        case ast.Assign(targets=targets):
            parts = [part for target in targets for part in _parts(target)]
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target, value=ast.expr()):
            parts = [target]
        case _:
            return
    for part in parts:
        if isinstance(part, ast.Attribute) and _is_of_module(part.value, reading):
            yield Patch(reading.span(node), reading.text(part), context)


def patch_of_call(node: ast.Call, context: Context, reading: Reading) -> Patch | None:
    """Make the fact of `setattr(module, "name", value)`, None if it is another call."""
    if not (isinstance(node.func, ast.Name) and node.func.id == "setattr" and len(node.args) == 3):
        return None
    module, name, _ = node.args
    if not _is_of_module(module, reading):
        return None
    return Patch(reading.span(node), f"{reading.text(module)}{_attribute(name, reading)}", context)


def _attribute(name: ast.expr, reading: Reading) -> str:
    """Write an attribute that is named by an expression: with a dot, or in brackets if the name is computed."""
    match name:
        case ast.Constant(value=str(attribute)) if attribute.isidentifier():
            return f".{attribute}"
    return f"[{reading.text(name)}]"


def _parts(target: ast.expr) -> list[ast.expr]:
    return target.elts if isinstance(target, ast.Tuple | ast.List) else [target]


def _is_of_module(node: ast.expr, reading: Reading) -> bool:
    """Return whether an expression is an imported name, or an attribute of one, and no parameter hides it."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and reading.names.is_imported(node.id) and not reading.is_parameter(node.id)
