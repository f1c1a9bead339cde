"""Three-valued truth: tests and comparisons that may be undecidable."""

import ast
import operator
from collections.abc import Callable
from typing import Any, Final

from importlint.machine.values import (
    CONSTANTS,
    PLAIN,
    UNKNOWN,
    Bound,
    Class,
    Error,
    External,
    Function,
    Generator,
    HostFrame,
    Instance,
    Mapping,
    Maybe,
    Module,
    ModuleTable,
    Namespace,
    Path,
    Sequence,
    Spec,
    Value,
    Wrapped,
    is_constant,
)
from importlint.machine.vm import Vm

_ALWAYS_TRUE: Final = (
    Module, Function, Bound, Path, ModuleTable, Namespace, Spec, Error, Wrapped, Generator, HostFrame,
)  # fmt: skip


def truth_of(value: Value) -> bool | None:
    """Return whether a value is true, None if that cannot be known."""
    if value is UNKNOWN:
        return None
    if isinstance(value, PLAIN):
        return bool(value)
    if isinstance(value, _ALWAYS_TRUE):
        return True
    if isinstance(value, Sequence) and value.kind == "iterator":
        return True
    if isinstance(value, (Sequence, Mapping)):
        items = value.cell["items"]
        if items is UNKNOWN or (items and all(isinstance(item, Maybe) for item in items)):
            return None
        return bool(items)
    if isinstance(value, External):
        return True if value.is_module else None
    if isinstance(value, Class):
        return None if value.is_open or value.metaclass is not None else True
    if isinstance(value, Instance):
        plain = not any(name in owner.names for owner in value.of.order for name in ("__bool__", "__len__"))
        return True if plain and not value.of.is_open else None
    return None


# What is neither None nor True nor False.
_NO_SINGLETON: Final = (*_ALWAYS_TRUE, Sequence, Mapping, Class, Instance, tuple)


def _is_no_singleton(value: Value) -> bool:
    return isinstance(value, _NO_SINGLETON) or (isinstance(value, External) and value.is_module)


_ORDER: Final[dict[type[ast.cmpop], Callable[[Any, Any], Any]]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def comparison(op: ast.cmpop) -> Callable[[Vm, Value, Value], bool | None]:
    """Return what says whether `left op right` is true, None if that cannot be known."""
    match op:
        case ast.Is():
            return lambda _vm, left, right: _is(left, right)
        case ast.IsNot():
            return lambda _vm, left, right: _negated(_is(left, right))
        case ast.In():
            return lambda vm, left, right: _contains(vm, right, left)
        case ast.NotIn():
            return lambda vm, left, right: _negated(_contains(vm, right, left))
        case _:
            order = _ORDER[type(op)]
            return lambda _vm, left, right: _compare(order, left, right)


def _negated(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _compare(order: Callable[[Any, Any], Any], left: Value, right: Value) -> bool | None:
    if isinstance(left, Path) and isinstance(right, Path):
        left, right = left.text, right.text
    if not (is_constant(left) and is_constant(right)):
        if isinstance(left, tuple) and isinstance(right, tuple):
            return _compare_tuples(order, left, right)
        if left is right and isinstance(left, (Module, Function, Class)) and order in (operator.eq, operator.ne):
            return order is operator.eq
        return None
    try:
        return bool(order(left, right))
    except TypeError:
        return None


def _is(left: Value, right: Value) -> bool | None:
    if left is UNKNOWN or right is UNKNOWN:
        return None
    for one, other in ((left, right), (right, left)):
        if one is None:
            return True if other is None else False if _is_no_singleton(other) or isinstance(other, CONSTANTS) else None
        if isinstance(one, bool):
            return one is other if isinstance(other, CONSTANTS) else False if _is_no_singleton(other) else None
    if isinstance(left, (Module, Class, Function, Instance)):
        return left is right
    if isinstance(left, External) and isinstance(right, External):
        return True if left.name == right.name else None
    return None


def _compare_tuples(order: Callable[[Any, Any], Any], left: tuple[Value, ...], right: tuple[Value, ...]) -> bool | None:
    """Compare item by item until a difference decides; an unknown item before that leaves it open."""
    for one, other in zip(left, right, strict=False):
        if not (is_constant(one) and is_constant(other)):
            return None
        if one != other:
            try:
                return bool(order(one, other))
            except TypeError:
                return None
    return bool(order(len(left), len(right)))


def _contains(vm: Vm, container: Value, item: Value) -> bool | None:
    if isinstance(item, Path):
        item = object()  # a Path is never equal to a str, and no container of ours holds equal Path objects
        if not isinstance(container, (Sequence, tuple)):
            return None
    if isinstance(container, ModuleTable):
        return _has_module(vm, item)
    items: Any = container
    if isinstance(container, (Sequence, Mapping)):
        items = container.cell["items"]
    elif isinstance(container, Namespace):
        items = container.module.names
        if container.module.cell["open"] and not (isinstance(item, str) and item in items):
            return None
    if isinstance(items, str):
        return item in items if isinstance(item, str) else None
    if not isinstance(items, (tuple, dict)) or (not is_constant(item) and type(item) is not object):
        return None
    found = [entry for entry in items if is_constant(entry) and entry == item]
    if found:
        return True
    return None if any(not is_constant(entry) and not isinstance(entry, Path) for entry in items) else False


def _has_module(vm: Vm, name: Value) -> bool | None:
    if not isinstance(name, str):
        return None
    if name in vm.modules:
        return None if isinstance(vm.modules[name], Maybe) else True
    return False if vm.provider(name.partition(".")[0]) == "nobody" else None
