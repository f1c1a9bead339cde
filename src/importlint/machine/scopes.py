"""Which names the text of one scope binds."""

import ast
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

_LEAVES: Final = (ast.Constant, ast.Name, ast.expr_context, ast.operator, ast.cmpop, ast.alias)


class Scope:
    """The names that nodes of one scope bind and declare global or nonlocal, without those of scopes within it."""

    __slots__ = ("bound", "declared", "yields")

    def __init__(self, nodes: Iterable[ast.AST]) -> None:
        """Walk over the nodes."""
        self.bound: set[str] = set()
        self.declared: set[str] = set()
        self.yields = False
        for node in walk(nodes):
            note = _NOTES.get(type(node))
            if note is not None:
                note(self, node)


def walk(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yield nodes and all in them but what scopes of their own hold: bodies of functions may have been left out."""
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, _CLOSED):
            waiting.extend(_children(node))


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for value in vars(node).values():
        if isinstance(value, ast.AST):
            yield value
        elif isinstance(value, list):
            yield from (item for item in value if isinstance(item, ast.AST))


def _name(scope: Scope, node: ast.Name) -> None:
    if not isinstance(node.ctx, ast.Load):
        scope.bound.add(node.id)


def _named(scope: Scope, node: Any) -> None:
    if node.name is not None:
        scope.bound.add(node.name)


def _mapping_pattern(scope: Scope, node: ast.MatchMapping) -> None:
    if node.rest is not None:
        scope.bound.add(node.rest)


def _import(scope: Scope, node: ast.Import | ast.ImportFrom) -> None:
    scope.bound.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)


def _declaration(scope: Scope, node: ast.Global | ast.Nonlocal) -> None:
    scope.declared.update(node.names)


def _comprehension(scope: Scope, node: ast.AST) -> None:
    """Note the names that assignment expressions bind around a comprehension (PEP 572)."""
    scope.bound.update(part.target.id for part in ast.walk(node) if isinstance(part, ast.NamedExpr))


def _yield(scope: Scope, _node: ast.AST) -> None:
    scope.yields = True


_INNER: Final = {
    ast.FunctionDef: _named,
    ast.AsyncFunctionDef: _named,
    ast.ClassDef: _named,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.DictComp: _comprehension,
    ast.GeneratorExp: _comprehension,
}
_CLOSED: Final = (*_INNER, ast.Lambda, *_LEAVES)
_NOTES: Final[dict[type[ast.AST], Callable[[Scope, Any], None]]] = {
    **_INNER,
    ast.Name: _name,
    ast.Import: _import,
    ast.ImportFrom: _import,
    ast.ExceptHandler: _named,
    ast.MatchAs: _named,
    ast.MatchStar: _named,
    ast.MatchMapping: _mapping_pattern,
    ast.Global: _declaration,
    ast.Nonlocal: _declaration,
    ast.Yield: _yield,
    ast.YieldFrom: _yield,
}
