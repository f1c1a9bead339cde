"""A stand-in for an object of a service that is loaded when it is first used."""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping
from typing import Any, Callable

_Operation = Callable[..., Any]

# What Python looks up on the type, not the object (Doc/reference/datamodel.rst, special method lookup).
_UNARY: Mapping[str, _Operation] = {
    "abs": abs, "aiter": lambda it: it.__aiter__(), "anext": lambda it: it.__anext__(),
    "await": lambda it: it.__await__(),
    "bool": bool, "bytes": bytes, "ceil": math.ceil, "complex": complex, "float": float, "floor": math.floor,
    "hash": hash, "index": operator.index, "int": int, "invert": operator.invert, "iter": iter, "len": len,
    "length_hint": operator.length_hint, "neg": operator.neg, "next": next, "pos": operator.pos, "reversed": reversed,
    "str": str, "trunc": math.trunc, "enter": lambda it: it.__enter__(), "aenter": lambda it: it.__aenter__(),
}  # fmt: skip
_BINARY: Mapping[str, _Operation] = {
    "add": operator.add, "and": operator.and_, "divmod": divmod, "floordiv": operator.floordiv,
    "lshift": operator.lshift, "matmul": operator.matmul, "mod": operator.mod, "mul": operator.mul,
    "or": operator.or_, "pow": pow, "rshift": operator.rshift, "sub": operator.sub, "truediv": operator.truediv,
    "xor": operator.xor,
}  # fmt: skip
_OTHER: Mapping[str, _Operation] = {
    "aexit": lambda it, *error: it.__aexit__(*error), "contains": operator.contains, "delitem": operator.delitem,
    "eq": operator.eq, "exit": lambda it, *error: it.__exit__(*error), "format": format, "ge": operator.ge,
    "getitem": operator.getitem, "gt": operator.gt, "le": operator.le, "lt": operator.lt, "ne": operator.ne,
    "round": round, "setitem": operator.setitem,
}  # fmt: skip
# Asked of the object, and yet not of what it stands for.
_OF_ITSELF = frozenset({"__mro_entries__", "__reduce_ex__"})


def _forwarding(cls: type[LazyObject]) -> type[LazyObject]:
    """Give a class the special methods that go to the loaded object."""
    for name, operation in {**_UNARY, **_BINARY, **_OTHER}.items():
        setattr(cls, f"__{name}__", _forward(operation))
    for name, operation in _BINARY.items():
        setattr(cls, f"__r{name}__", _forward(lambda it, other, _operation=operation: _operation(other, it)))
    return cls


def _forward(operation: _Operation) -> Callable[..., Any]:
    return lambda stand_in, *arguments: operation(_load(stand_in), *arguments)


def _load(stand_in: LazyObject) -> Any:
    return object.__getattribute__(stand_in, "_importlint_load")()


def _itself(loaded: Any) -> Any:
    """Return the object that a pickled stand-in stood for."""
    return loaded


@_forwarding
class LazyObject:
    """Stands in for one object; every use goes to it. A failure to load it is raised at each use, and never kept."""

    __slots__ = ("_importlint_load", "_importlint_what")

    def __init__(self, load: Callable[[], Any], what: str) -> None:
        object.__setattr__(self, "_importlint_load", load)
        object.__setattr__(self, "_importlint_what", what)

    def __repr__(self) -> str:
        return f"<lazy {object.__getattribute__(self, '_importlint_what')}>"

    def __getattribute__(self, name: str) -> Any:
        if name in _OF_ITSELF:
            return object.__getattribute__(self, name)
        return getattr(_load(self), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(_load(self), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(_load(self), name)

    def __dir__(self) -> list[str]:
        return dir(_load(self))

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return _load(self)(*arguments, **keywords)

    def __instancecheck__(self, instance: object) -> bool:
        return isinstance(instance, _load(self))

    def __subclasscheck__(self, subclass: type) -> bool:
        return issubclass(subclass, _load(self))

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[Any, ...]:
        """Be the base class that it stands for (PEP 560)."""
        return (_load(self),)

    def __reduce_ex__(self, protocol: object) -> Any:
        return _itself, (_load(self),)
