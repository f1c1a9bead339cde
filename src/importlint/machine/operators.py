"""Binary operators over values."""

import ast
import operator
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from importlint.machine import paths
from importlint.machine.frames import Frame
from importlint.machine.values import UNKNOWN, Path, Sequence, Value, is_constant
from importlint.machine.vm import Vm

_MAX_TEXT: Final = 10_000

_BINARY: Final[dict[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.FloorDiv: operator.floordiv,
    ast.Div: operator.truediv,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
    ast.Mod: operator.mod,
    ast.Mult: operator.mul,
}

# What is said of integers, and of others (Objects/longobject.c, Objects/floatobject.c); from 3.14 on all say the same.
_BY_ZERO: Final = {
    ast.Div: ("division by zero", "float division by zero"),
    ast.FloorDiv: ("integer division or modulo by zero", "float floor division by zero"),
    ast.Mod: ("integer modulo by zero", "float modulo"),
}


def operation(op: ast.operator) -> Callable[[Vm, Value, Value, ast.AST, Frame], Value]:
    """Return what computes `left op right`, UNKNOWN unless it can be computed safely; it raises ZeroDivisionError."""
    function = _BINARY.get(type(op))
    if function is None:
        return lambda _vm, _left, _right, _node, _frame: UNKNOWN
    compute = _SPECIAL.get(type(op)) or partial(_compute, function)
    words = _BY_ZERO.get(type(op))
    if words is None:
        return lambda _vm, left, right, _node, _frame: compute(left, right)

    def divide(vm: Vm, left: Value, right: Value, node: ast.AST, frame: Frame) -> Value:
        if isinstance(left, (int, float)) and isinstance(right, (int, float)) and not right:
            is_float = isinstance(left, float) or isinstance(right, float)
            return vm.fail("ZeroDivisionError", _division_message(words[is_float], vm.settings.target), node, frame)
        return compute(left, right)

    return divide


def _division_message(words: str, target: tuple[int, int]) -> str:
    if target >= (3, 14):
        return "division by zero"
    return "float modulo by zero" if words == "float modulo" and target >= (3, 13) else words


def _compute(function: Callable[[Any, Any], Any], left: Value, right: Value) -> Value:
    if not (is_constant(left) and is_constant(right)):
        return UNKNOWN
    try:
        value = function(left, right)
    except (TypeError, ValueError, ArithmeticError, KeyError):
        return UNKNOWN
    return UNKNOWN if isinstance(value, (str, bytes)) and len(value) > _MAX_TEXT else value


def _divide(left: Value, right: Value) -> Value:
    if isinstance(left, Path):
        return paths.join_path(left, right)
    if isinstance(left, str) and isinstance(right, Path):
        return paths.join_path(Path(left), right)
    return _compute(operator.truediv, left, right)


def _add(left: Value, right: Value) -> Value:
    if isinstance(left, Sequence) and left.kind == "list":
        return _concatenate(left, right)
    if isinstance(left, tuple) and isinstance(right, tuple):
        return left + right
    return _compute(operator.add, left, right)


def _concatenate(left: Sequence, right: Value) -> Value:
    mine = left.cell["items"]
    if not isinstance(right, Sequence):
        return UNKNOWN
    theirs = right.cell["items"]
    return Sequence(mine + theirs if isinstance(mine, tuple) and isinstance(theirs, tuple) else UNKNOWN)


def _remainder(left: Value, right: Value) -> Value:
    return _compute(operator.mod, left, right.text if isinstance(left, str) and isinstance(right, Path) else right)


def _multiply(left: Value, right: Value) -> Value:
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return _compute(operator.mul, left, right)
    return _repeat(left, right)


def _repeat(left: Value, right: Value) -> Value:
    """Return `items * times` in either order, UNKNOWN if it would be long."""
    items, times = (right, left) if isinstance(left, int) else (left, right)
    plain = items.cell["items"] if isinstance(items, Sequence) else items
    if not isinstance(times, int) or not isinstance(plain, (str, bytes, tuple)) or len(plain) * times > _MAX_TEXT:
        return UNKNOWN
    if isinstance(items, Sequence) and isinstance(plain, tuple):
        return Sequence(plain * times, items.kind)
    return plain * times


_SPECIAL: Final[dict[type[ast.operator], Callable[[Value, Value], Value]]] = {
    ast.Div: _divide,
    ast.Add: _add,
    ast.Mod: _remainder,
    ast.Mult: _multiply,
}
