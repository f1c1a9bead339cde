"""What the makers of facts are given besides a node: the names of its file and its text."""

import ast
from collections.abc import Iterator

from importlint.model.location import Span
from importlint.scan.names import Names
from importlint.scan.places import one_line
from importlint.scan.positions import Positions

_LONGEST_TEXT = 200


class Reading:
    """One file while facts are made of it."""

    def __init__(self, module: ast.Module, positions: Positions, names: Names) -> None:
        """Take what is known of the file."""
        self.positions = positions
        self.names = names
        self._module = module
        self._assigned: dict[str, list[ast.expr | None]] | None = None
        self._entered: dict[str, list[ast.expr]] | None = None

    def span(self, node: ast.stmt | ast.expr) -> Span:
        """Return the place of a node."""
        return self.positions.span(node)

    def text(self, *nodes: ast.expr | ast.keyword) -> str:
        """Return the source from the first node to the last in one line, cut off where it is long."""
        if not nodes:
            return ""
        spans = [self.positions.span(node) for node in nodes]
        first, last = min(spans), max(spans, key=lambda span: (span.end_line, span.end_column))
        place = Span(first.line, first.column, last.end_line, last.end_column)
        return one_line(self.positions.slice(place))[:_LONGEST_TEXT]

    def assigned(self, name: str) -> list[ast.expr]:
        """Return the expression that a name is bound to, if the file binds it in one place only; else []."""
        values = self._bindings().get(name, [])
        return [value for value in values if value is not None] if len(values) == 1 else []

    def entered(self, name: str) -> ast.expr | None:
        """Return the context manager that a name is bound to by `with ... as name`, if one only."""
        if self._entered is None:
            self._entered = {}
            for item in ast.walk(self._module):
                if isinstance(item, ast.withitem) and isinstance(item.optional_vars, ast.Name):
                    self._entered.setdefault(item.optional_vars.id, []).append(item.context_expr)
        found = self._entered.get(name, [])
        return found[0] if len(found) == 1 else None

    def is_parameter(self, name: str) -> bool:
        """Return whether a function of the file has a parameter of this name."""
        return None in self._bindings().get(name, [])

    def _bindings(self) -> dict[str, list[ast.expr | None]]:
        if self._assigned is None:
            self._assigned = {}
            for name, value in _bindings(self._module):
                self._assigned.setdefault(name, []).append(value)
        return self._assigned


def _bindings(module: ast.Module) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield each name with an expression that it is bound to, None for a parameter."""
    for node in ast.walk(module):
        match node:
            case ast.Assign(targets=targets, value=value):
                yield from ((target.id, value) for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value
            case ast.For(target=ast.Name(id=name), iter=value):
                yield name, value
            case ast.AugAssign(target=ast.Name(id=name), value=value):
                yield name, value
            case ast.arg(arg=name):
                yield name, None
