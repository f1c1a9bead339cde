"""What the makers of facts are given besides a node: the names of its file and its text."""

import ast
from collections.abc import Callable, Iterable

from importlint.model.location import Span
from importlint.scan.names import Names
from importlint.scan.places import one_line
from importlint.scan.positions import Positions

_LONGEST_TEXT = 200


class Reading:
    """One file while facts are made of it."""

    def __init__(self, nodes_with: Callable[[str], Iterable[ast.AST]], positions: Positions, names: Names) -> None:
        """Take what is known of the file; nodes_with: yields all nodes that bind a name, and perhaps others."""
        self.positions = positions
        self.names = names
        self._nodes_with = nodes_with
        self._bindings: dict[str, _Bindings] = {}

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
        bindings = self._bindings_of(name)
        return bindings.values if len(bindings.values) == 1 and not bindings.is_parameter else []

    def entered(self, name: str) -> ast.expr | None:
        """Return the context manager that a name is bound to by `with ... as name`, if one only."""
        managers = self._bindings_of(name).managers
        return managers[0] if len(managers) == 1 else None

    def is_parameter(self, name: str) -> bool:
        """Return whether a function of the file has a parameter of this name."""
        return self._bindings_of(name).is_parameter

    def _bindings_of(self, name: str) -> "_Bindings":
        if name not in self._bindings:
            self._bindings[name] = _Bindings(name, self._nodes_with(name))
        return self._bindings[name]


class _Bindings:
    """How a file binds one name.

    values: what is assigned to it, or looped over. managers: the context managers that enter it. is_parameter: of some
    function.
    """

    def __init__(self, name: str, nodes: Iterable[ast.AST]) -> None:
        self.values: list[ast.expr] = []
        self.managers: list[ast.expr] = []
        self.is_parameter = False
        for node in nodes:
            match node:
                case ast.Assign(targets=targets, value=value):
                    self.values += [value for target in targets if isinstance(target, ast.Name) and target.id == name]
                case (
                    ast.AnnAssign(target=ast.Name(id=bound), value=ast.expr() as value)
                    | ast.For(target=ast.Name(id=bound), iter=value)
                    | ast.AugAssign(target=ast.Name(id=bound), value=value)
                ) if bound == name:
                    self.values.append(value)
                case ast.withitem(context_expr=manager, optional_vars=ast.Name(id=bound)) if bound == name:
                    self.managers.append(manager)
                case ast.arg(arg=bound) if bound == name:
                    self.is_parameter = True
