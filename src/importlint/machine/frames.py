"""Scopes of the scanned code: frames, which names are local to a function, and the signals of control flow."""

from typing import Any

from importlint.machine.values import UNKNOWN, Class, Error, External, Function, Module, Value


class Raised(Exception):  # noqa: N818 - a signal, no error of ours
    """An exception of the scanned code on its way up.

    path, line: the innermost line of scanned code. certain: it is raised on every way that leads here.
    structural: it comes from the import system, a missing global or a missing name of a module; any other exception on
    a way that may not be taken says nothing.
    """

    def __init__(self, error: Error, path: str, line: int, *, structural: bool = False, certain: bool = True) -> None:
        super().__init__()
        self.error = error
        self.path = path
        self.line = line
        self.structural = structural
        self.certain = certain


class OutOfBudget(Exception):  # noqa: N818 - a signal
    """The machine has done more work than one entry may cost; the message is the reason."""


class Completion:
    """How a block ended other than by running to its end: `return`, `break` or `continue`."""

    __slots__ = ("kind", "value")

    def __init__(self, kind: str, value: Value = None) -> None:
        self.kind = kind
        self.value = value


class Frame:
    """One scope at run time.

    names: its variables; for a module the module's own dict. local: the names that are local to a function, None where
    every name looked up may be global (module, class body). outer: the frame around it. owner: for a method, its class.
    maybe_returned: values of `return` statements that may or may not have run. undecided: how many tests that cannot be
    decided may have ended the frame before it came to where it is. may_have_broken: a `break` of the innermost loop may
    have run.
    """

    __slots__ = (
        "function",
        "globals_declared",
        "handling",
        "kind",
        "local",
        "may_have_broken",
        "maybe_returned",
        "module",
        "names",
        "on_yield",
        "outer",
        "qualified_name",
        "undecided",
    )

    def __init__(
        self,
        kind: str,
        module: Module,
        names: dict[str, Value],
        *,
        outer: "Frame | None" = None,
        local: frozenset[str] | None = None,
        globals_declared: frozenset[str] = frozenset(),
        function: Function | None = None,
        qualified_name: str = "",
    ) -> None:
        self.kind = kind
        self.module = module
        self.names = names
        self.outer = outer
        self.local = local
        self.globals_declared = globals_declared
        self.function = function
        self.qualified_name = qualified_name
        self.handling: Raised | None = None
        self.maybe_returned: list[Value] = []
        self.undecided = 0
        self.may_have_broken = False
        self.on_yield: Any = None


def enclosing_class(frame: Frame) -> Class | None:
    """Return the class in whose body the running function was defined, None for a plain function."""
    walk: Frame | None = frame
    while walk is not None:
        if walk.function is not None:
            owner = walk.function.attributes.get("__class__")
            if isinstance(owner, Class):
                return owner
        walk = walk.outer
    return None


def builtin_error(name: str, message: str) -> Error:
    """Return an exception object of a builtin class."""
    return Error(External(f"builtins.{name}"), (message,))


def error_name(error: Error) -> str:
    """Return the name of an exception's class."""
    if isinstance(error.of, External):
        return error.of.name.rpartition(".")[2]
    return error.of.name if isinstance(error.of, Class) else "Exception"


def is_missing_attribute(error: Error) -> bool:
    """Return whether `hasattr` and the like take an exception for an attribute that is not there.

    A lazy import that is being carried out is none yet (Objects/moduleobject.c, _Py_module_getattro_impl).
    """
    return error_name(error) in ("AttributeError", "ImportCycleError")


def error_message(error: Error) -> str:
    """Return `str(error)` as far as it is known."""
    if not error.arguments:
        return ""
    first = error.arguments[0]
    if error_name(error) == "KeyError" and len(error.arguments) == 1:
        return repr(first) if first is not UNKNOWN else ""
    if len(error.arguments) > 1:
        return str(tuple("?" if item is UNKNOWN else item for item in error.arguments))
    return first if isinstance(first, str) else "" if first is UNKNOWN else str(first)
