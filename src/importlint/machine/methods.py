"""Methods of builtin types that the machine models, and iteration."""

import ast
from typing import Any, Final

from importlint.machine import paths
from importlint.machine.container_methods import call_mapping, call_sequence
from importlint.machine.externals import builtin_class
from importlint.machine.frames import Frame
from importlint.machine.services import call_services
from importlint.machine.specs import execute_spec
from importlint.machine.table_methods import call_module_table, call_namespace
from importlint.machine.values import (
    UNKNOWN,
    Class,
    Error,
    External,
    Generator,
    Mapping,
    Maybe,
    ModuleTable,
    Namespace,
    Path,
    Sequence,
    Service,
    Services,
    Spec,
    Value,
    Wrapped,
    is_constant,
)
from importlint.machine.vm import Arguments, Vm, argument_of, without_order

_TEXT_METHODS_TEXT = """
    capitalize casefold endswith startswith find format index isdigit isidentifier join lower lstrip partition
    removeprefix removesuffix replace rfind rpartition rsplit rstrip split splitlines strip title upper count
    encode decode
"""
_WITHOUT_INITIALISER: Final = frozenset({"abc.ABC", "typing.Generic", "typing.Protocol"})
_TEXT_METHODS: Final = frozenset(_TEXT_METHODS_TEXT.split())


def call_method(vm: Vm, owner: Value, name: str, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Call a modelled method, `owner.name(...)`."""
    if not arguments.complete:
        arguments = without_order(arguments)
    match owner:
        case Sequence():
            return call_sequence(vm, owner, name, arguments, node, frame)
        case Mapping():
            return call_mapping(vm, owner, name, arguments, node, frame)
        case Path():
            return paths.call_path_method(vm, owner, name, arguments.positional)
        case ModuleTable():
            return call_module_table(vm, name, arguments, node, frame)
        case Namespace():
            return call_namespace(vm, owner, name, arguments)
        case Services() | Service():
            return call_services(vm, owner, name, arguments, node, frame)
        case Spec() if name == "exec_module" and arguments.positional:
            return execute_spec(vm, owner, arguments.positional[0], node, frame)
        case Wrapped(kind="property") if name == "setter":
            return Wrapped("property", owner.function, argument_of(arguments, 0, "fset"))
        case Error() if name == "__init__":
            known = arguments.complete and not _has_foreign_base(owner)
            vm.journal.put(owner.attributes, "args", arguments.positional if known else UNKNOWN)
            return None
        case str() | bytes() | tuple() | int():
            return _call_constant(vm, owner, name, arguments, node, frame)
        case _:
            return UNKNOWN


def _has_foreign_base(error: Error) -> bool:
    """Return whether a class that is neither the project's nor builtin may initialise an exception its own way."""
    order = error.of.order if isinstance(error.of, Class) else ()
    bases = [base for owner in order for base in owner.bases if not isinstance(base, Class)]
    return not all(isinstance(base, External) and _is_known_base(base) for base in bases)


def _is_known_base(base: External) -> bool:
    return base.name in _WITHOUT_INITIALISER or builtin_class(base.name) is not None


def _call_constant(vm: Vm, owner: Any, name: str, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    positional = [item.text if isinstance(item, Path) else item for item in arguments.positional]
    if name == "join" and positional and not is_constant(positional[0]):
        items = vm.iterate(positional[0], node, frame)
        positional = [tuple(items) if items is not None else UNKNOWN]
    known = all(is_constant(item) for item in (*positional, *arguments.keywords.values()))
    if name not in _TEXT_METHODS or not isinstance(owner, (str, bytes)) or not known or not arguments.complete:
        return UNKNOWN
    try:
        value = getattr(owner, name)(*positional, **arguments.keywords)
    except (TypeError, ValueError, LookupError, AttributeError):
        return UNKNOWN
    return Sequence(tuple(value)) if isinstance(value, list) else value


def iterate(vm: Vm, value: Value, node: ast.AST, frame: Frame) -> "tuple[Value, ...] | None":
    """Return the items of an iterable, None if they are not known, or some of them may be missing."""
    items = possible_items(vm, value, node, frame)
    return None if items is None or any(isinstance(item, Maybe) for item in items) else items


def possible_items(vm: Vm, value: Value, node: ast.AST, frame: Frame) -> "tuple[Value, ...] | None":
    """Return the items of an iterable, a Maybe for one that may be missing, None if they are not known."""
    match value:
        case tuple() | str():
            return tuple(value)
        case Sequence() | Mapping():
            items = value.cell["items"]
            if items is UNKNOWN:
                return None
            return tuple(items)
        case Generator():
            return value.consume() if value.consume is not None else None
        case ModuleTable():
            return tuple(vm.modules)
        case None | bool() | int() | float():
            return vm.fail("TypeError", f"'{type(value).__name__}' object is not iterable", node, frame)
        case _:
            return None
