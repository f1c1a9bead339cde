"""The paths that expressions of one file stand for, as far as they are computed from the file's own place."""

import ast
from collections.abc import Iterable, Iterator
from posixpath import dirname, join, normpath
from typing import NamedTuple

_SAME_CALLS = frozenset({"Path", "PurePath", "abspath", "realpath", "normpath", "str", "fspath", "expanduser"})
_SAME_METHODS = frozenset({"resolve", "absolute", "as_posix", "expanduser"})


class Step(NamedTuple):
    """One operation on a path: what it starts from, where it leads, and the text in it that says where, if any."""

    base: str
    result: str
    operand: ast.Constant | None = None


class PathValues:
    """Follows path expressions; values are relative to the project, "." for the project itself."""

    def __init__(self, path: str, nodes: Iterable[ast.AST]) -> None:
        """Take a file and the nodes of its syntax tree."""
        self._path = path
        self._assigned: dict[str, list[ast.expr | None]] = {}
        for node in nodes:
            for name, value in _bindings(node):
                self._assigned.setdefault(name, []).append(value)
        self._open: set[str] = set()

    def of(self, node: ast.expr) -> str | None:
        """Return the path that an expression stands for, None if it is not known."""
        match node:
            case ast.Name(id="__file__"):
                return self._path
            case ast.Name(id=name):
                return self._named(name)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[inner]) if name in _SAME_CALLS:
                return self.of(inner)
            case ast.Call(func=ast.Attribute(value=inner, attr=name)) if name in _SAME_METHODS:
                return self.of(inner)
        steps = self.steps(node)
        return steps[-1].result if steps and self._is_whole(node, steps) else None

    def steps(self, node: ast.expr) -> tuple[Step, ...]:
        """Return the operations that an expression itself does, in order; those of its parts are their own."""
        match node:
            case ast.Attribute(value=inner, attr="parent"):
                return self._up(inner, 1)
            case ast.Subscript(
                value=ast.Attribute(value=inner, attr="parents"), slice=ast.Constant(value=int() as index)
            ) if index >= 0:
                return self._up(inner, index + 1)
            case ast.Call(func=ast.Name(id="dirname") | ast.Attribute(attr="dirname"), args=[inner]):
                return self._up(inner, 1)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return tuple(self._down(self.of(left), [right]))
            case ast.Call(func=ast.Attribute(value=inner, attr="joinpath"), args=operands):
                return tuple(self._down(self.of(inner), operands))
            case ast.Call(func=ast.Name(id="join") | ast.Attribute(attr="join"), args=[inner, *operands]):
                return tuple(self._down(self.of(inner), operands))
        return ()

    def _named(self, name: str) -> str | None:
        if name in self._open:
            return None
        self._open.add(name)
        values = {self.of(value) if value is not None else None for value in self._assigned.get(name, [None])}
        self._open.discard(name)
        return values.pop() if len(values) == 1 else None

    def _up(self, inner: ast.expr, levels: int) -> tuple[Step, ...]:
        base = self.of(inner)
        if base is None or len(base.split("/")) < levels or base == ".":
            return ()
        result = base
        for _ in range(levels):
            result = dirname(result)
        return (Step(base, result or "."),)

    @staticmethod
    def _down(base: str | None, operands: list[ast.expr]) -> Iterator[Step]:
        for operand in operands:
            if base is None or not isinstance(operand, ast.Constant) or not isinstance(operand.value, str):
                return
            result = normpath(join(base, operand.value))
            if result.startswith(("..", "/")):
                return
            yield Step(base, result, operand)
            base = result

    @staticmethod
    def _is_whole(node: ast.expr, steps: tuple[Step, ...]) -> bool:
        """Return whether the steps are all that an expression does: no operand was left out."""
        operands = len(node.args) - (getattr(node.func, "attr", "") != "joinpath") if isinstance(node, ast.Call) else 1
        return len(steps) >= operands or steps[0].operand is None


def _bindings(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield what a node binds: a name with its value, None for one that is not known."""
    match node:
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=value)
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
        ):
            yield name, value
        case ast.Assign(targets=targets):
            yield from (
                (each.id, None) for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)
            )
        case ast.For(target=target) | ast.AugAssign(target=target) | ast.comprehension(target=target):
            yield from ((each.id, None) for each in ast.walk(target) if isinstance(each, ast.Name))
        case ast.arg(arg=name):
            yield name, None
