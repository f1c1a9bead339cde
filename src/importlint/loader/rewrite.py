"""A service's own absolute imports, redirected to the unique names of its modules.

`app` of the service `pillars` is the module `pillars.app`, so `from app.core import x` is compiled as
`from pillars.app.core import x`. Nodes keep their positions: tracebacks, debuggers and coverage show the real file.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Container, Iterator
from typing import cast

# What else may hold statements: imports are statements, so expressions need no visit.
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
_EXPLICIT = "__import__"


def redirect_imports(source: bytes, path: str, service: str, owned: Container[str]) -> ast.Module:
    """Parse a module and redirect the imports of owned names to the service's package; raises SyntaxError."""
    tree = cast(ast.Module, compile(source, path, "exec", ast.PyCF_ONLY_AST, dont_inherit=True))
    if _EXPLICIT.encode() in source:
        tree = _ExplicitImports().visit(tree)
    _redirect_block(tree, service, owned)
    return tree


def _redirect_block(node: ast.AST, service: str, owned: Container[str]) -> None:
    for field in _BLOCKS:
        block = getattr(node, field, None)
        if isinstance(block, list):
            block[:] = [new for statement in block for new in _redirect(statement, service, owned)]


def _redirect(node: ast.AST, service: str, owned: Container[str]) -> Iterator[ast.AST]:
    if isinstance(node, ast.Import):
        yield from _redirect_import(node, service, owned)
        return
    if isinstance(node, ast.ImportFrom):
        if not node.level and node.module and _top(node.module) in owned:
            node.module = f"{service}.{node.module}"
    else:
        _redirect_block(node, service, owned)
    yield node


def _redirect_import(node: ast.Import, service: str, owned: Container[str]) -> Iterator[ast.stmt]:
    """Split a statement into one for each module if any of them is owned, in their order."""
    if not any(_top(alias.name) in owned for alias in node.names):
        yield node
        return
    for alias in node.names:
        top = _top(alias.name)
        if top in owned and not alias.asname and top != alias.name:
            yield _bind_package(node, f"{service}.{alias.name}", top)
            continue
        if top in owned:
            alias.asname = alias.asname or top
            alias.name = f"{service}.{alias.name}"
        single = copy.copy(node)
        single.names = [alias]
        yield single


def _bind_package(node: ast.Import, name: str, top: str) -> ast.stmt:
    """Return what `import app.x` does: load the module, bind the package.

    It becomes `app = __import__("pillars.app.x").app`, because no import statement binds the middle of a dotted name.
    """
    call = ast.Call(ast.Name(_EXPLICIT, ast.Load()), [ast.Constant(name)], [])
    bound: ast.stmt = ast.Assign([ast.Name(top, ast.Store())], ast.Attribute(call, top, ast.Load()))
    for each in ast.walk(bound):
        ast.copy_location(each, node)
    return bound


class _ExplicitImports(ast.NodeTransformer):
    """Hands `__import__("app.x")` to the module's own loader, which redirects the name when it is known."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id != _EXPLICIT or not isinstance(node.ctx, ast.Load):
            return node
        loader = ast.Attribute(ast.Name("__spec__", ast.Load()), "loader", ast.Load())
        redirected = ast.Attribute(loader, "import_", ast.Load())
        for each in ast.walk(redirected):
            ast.copy_location(each, node)
        return redirected


def _top(name: str) -> str:
    return name.partition(".")[0]
