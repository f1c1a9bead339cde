"""The values that the import machine computes with.

A constant (`str`, `bytes`, `int`, `float`, `complex`, `bool`, `None`, `...`) stands for itself, a `tuple` for a tuple
of values. Everything else is one of the classes below. `UNKNOWN` is the third truth: it may be anything, and nothing
that hangs on it is ever certain.
"""

import ast
from collections.abc import Callable
from typing import Any, Final

from importlint.machine.cells import Underway

# A value is one of the classes of this module or a plain constant; mypy cannot say "any immutable constant" usefully.
Value = Any


class Unknown:
    """A value about which nothing is known; there is one instance, UNKNOWN."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


# Stands for no value at all where a look-up finds nothing.
MISSING: Final[Any] = object()


class Maybe:
    """In a namespace: bound to `value` on some of the ways that lead here, unbound on others."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value


class External:
    """Something of the standard library or of a third-party package, by its dotted name: `os.path.join`.

    is_module: an import statement bound it, so that it is surely true and not None.
    """

    __slots__ = ("is_module", "name")

    def __init__(self, name: str, *, is_module: bool = False) -> None:
        self.name = name
        self.is_module = is_module

    def __repr__(self) -> str:
        return f"<{self.name}>"


class Sequence:
    """A list, set or other mutable sequence; `cell["items"]` is a tuple of values, or UNKNOWN."""

    __slots__ = ("cell", "kind")

    def __init__(self, items: tuple[Value, ...] | Unknown, kind: str = "list") -> None:
        self.cell: dict[str, Value] = {"items": items}
        self.kind = kind


class Mapping:
    """A dict; `cell["items"]` maps constants to values, or is UNKNOWN."""

    __slots__ = ("cell",)

    def __init__(self, items: dict[Value, Value] | Unknown) -> None:
        self.cell: dict[str, Value] = {"items": items}


class Module:
    """A first-party module object.

    name: its `__name__`. path: its file, "" for a namespace package. names: its `__dict__`.
    cell: "initializing" (the import system runs its body), "locations" (directories of its submodules, None if it is no
    package), "children" (its spec's "names" of submodules whose import is under way), "open" (names may be bound that
    we cannot see), "extended" (other distributions may have portions of it: `pkgutil.extend_path`).
    """

    __slots__ = ("cell", "is_namespace", "name", "names", "path")

    def __init__(self, name: str, path: str, locations: tuple[str, ...] | None, *, is_namespace: bool = False) -> None:
        self.name = name
        self.path = path
        self.is_namespace = is_namespace
        self.names: dict[str, Value] = {}
        self.cell: dict[str, Value] = {
            "initializing": False,
            "locations": locations,
            "children": Underway(names=()),
            "open": False,
            "extended": False,
        }

    def __repr__(self) -> str:
        return f"<module {self.name} {self.path}>"


class Function:
    """A function or lambda of the scanned code, with what its definition evaluated.

    frame: the frame around the definition (its closure). defaults: parameter name -> value. is_open: a decorator may
    have given it attributes that we cannot see.
    """

    __slots__ = (
        "attributes", "defaults", "frame", "is_context_manager", "is_open", "module", "name", "node", "qualified_name",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        qualified_name: str,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
        module: Module,
        frame: Any,
        defaults: dict[str, Value],
    ) -> None:
        self.name = name
        self.qualified_name = qualified_name
        self.node = node
        self.module = module
        self.frame = frame
        self.defaults = defaults
        self.attributes: dict[str, Value] = {}
        self.is_context_manager = False
        self.is_open = False


class Class:
    """A class of the scanned code; `is_open` when a base, metaclass or decorator may add what we cannot see.

    order: itself and its first-party bases in method resolution order.
    """

    __slots__ = ("bases", "is_open", "metaclass", "module", "name", "names", "order")

    def __init__(
        self,
        name: str,
        bases: tuple[Value, ...],
        names: dict[str, Value],
        module: Module,
        order: "tuple[Class, ...]",
        metaclass: Value,
        *,
        is_open: bool,
    ) -> None:
        self.name = name
        self.bases = bases
        self.names = names
        self.module = module
        self.order = (self, *order)
        self.metaclass = metaclass
        self.is_open = is_open


class Instance:
    """An instance of a class of the scanned code."""

    __slots__ = ("attributes", "of")

    def __init__(self, of: Class) -> None:
        self.of = of
        self.attributes: dict[str, Value] = {}


class Bound:
    """A method with its `self`; of a value whose method the machine models, `function` is the method's name."""

    __slots__ = ("function", "of")

    def __init__(self, function: Value, of: Value) -> None:
        self.function = function
        self.of = of


class Wrapped:
    """A function under `property`, `staticmethod`, `classmethod` or `cached_property`; setter: that of a property."""

    __slots__ = ("function", "kind", "setter")

    def __init__(self, kind: str, function: Value, setter: Value = None) -> None:
        self.kind = kind
        self.function = function
        self.setter = setter


class Path:
    """A `pathlib.Path` with a known text."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class PathParents:
    """`Path.parents`."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class Services:
    """A `ServiceLoader` of importlint.loader: the source roots of each service; None where they cannot be known."""

    __slots__ = ("roots",)

    def __init__(self, roots: dict[str, tuple[str, ...]] | None) -> None:
        self.roots = roots


class Service:
    """One service of a `ServiceLoader`, with its source roots."""

    __slots__ = ("name", "roots")

    def __init__(self, name: str, roots: tuple[str, ...]) -> None:
        self.name = name
        self.roots = roots


class Error:
    """An exception object: its class (an External of `builtins`, or a Class) and attributes, `args` among them."""

    __slots__ = ("attributes", "of")

    def __init__(self, of: Value, arguments: tuple[Value, ...]) -> None:
        self.of = of
        self.attributes: dict[str, Value] = {"args": arguments}

    @property
    def arguments(self) -> tuple[Value, ...]:
        """Return what `args` is: what the object was made of, unless an initialiser has said something else."""
        found = self.attributes["args"]
        return found if isinstance(found, tuple) else (UNKNOWN,)


class Spec:
    """A module spec made by `spec_from_file_location`, or its loader."""

    __slots__ = ("name", "path")

    def __init__(self, name: str, path: str) -> None:
        self.name = name
        self.path = path


class Generator:
    """A generator expression that has not run, or a call of a generator function.

    consume: runs a generator expression to its end and returns its items, None if they are not known.
    """

    __slots__ = ("arguments", "consume", "function")

    def __init__(
        self,
        consume: Callable[[], "tuple[Value, ...] | None"] | None = None,
        function: Function | None = None,
        arguments: dict[str, Value] | None = None,
    ) -> None:
        self.consume = consume
        self.function = function
        self.arguments = arguments or {}


class ModuleTable:
    """`sys.modules`."""

    __slots__ = ()


class Namespace:
    """`globals()`, `vars(module)` or `module.__dict__`."""

    __slots__ = ("module",)

    def __init__(self, module: Module) -> None:
        self.module = module


class HostFrame:
    """A frame object (`sys._getframe()`): the modules of the frame and of its known callers."""

    __slots__ = ("modules",)

    def __init__(self, modules: tuple[Module, ...]) -> None:
        self.modules = modules


class LazyImport:
    """PEP 810: a name bound by a lazy import that has not run yet."""

    __slots__ = ("frame", "level", "module", "name", "node")

    def __init__(self, node: ast.stmt, module: str, level: int, name: str, frame: Any) -> None:
        self.node = node
        self.module = module
        self.level = level
        self.name = name
        self.frame = frame


class VersionInfo(tuple[Value, ...]):
    """`sys.version_info` of the target version: (3, minor, UNKNOWN, "final", 0)."""

    __slots__ = ()


class Super:
    """`super()` in a method: attribute look-up starts after `after` in the order of `of`."""

    __slots__ = ("after", "of", "self_value")

    def __init__(self, of: Class, after: Class, self_value: Value) -> None:
        self.of = of
        self.after = after
        self.self_value = self_value


CONSTANTS = (str, bytes, int, float, complex, bool, type(None), type(...))
# What stands for itself: constants, and tuples of values.
PLAIN = (*CONSTANTS, tuple)


def is_constant(value: Value) -> bool:
    """Return whether a value stands for itself: a constant, or a tuple of constants."""
    if isinstance(value, tuple):
        return all(map(is_constant, value))
    return isinstance(value, CONSTANTS)
