"""Builtins that look at or make objects: `getattr`, `setattr`, `globals`, `type`, `super`, descriptors."""

import ast
from typing import Final

from importlint.machine.attributes import delete_attribute, super_of
from importlint.machine.externals import builtin_class
from importlint.machine.frames import Frame, Raised, is_missing_attribute
from importlint.machine.instances import assign, release
from importlint.machine.values import (
    CONSTANTS,
    MISSING,
    PLAIN,
    UNKNOWN,
    Bound,
    Class,
    External,
    Function,
    HostFrame,
    Instance,
    Mapping,
    Module,
    Namespace,
    Sequence,
    Value,
    Wrapped,
    is_constant,
)
from importlint.machine.vm import Arguments, Handler, Vm, argument_of


def _has_attribute(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    found = _get_attribute_or(vm, arguments, node, frame, MISSING)
    return UNKNOWN if found is UNKNOWN or isinstance(found, External) else found is not MISSING


def _get_attribute(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    if len(arguments.positional) == 2 and isinstance(arguments.positional[1], str):
        return vm.get_attribute(arguments.positional[0], arguments.positional[1], node, frame)
    return _get_attribute_or(vm, arguments, node, frame, argument_of(arguments, 2, "default"))


def _get_attribute_or(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame, default: Value) -> Value:
    if len(arguments.positional) < 2 or not isinstance(arguments.positional[1], str):
        return UNKNOWN
    try:
        found = vm.get_attribute(arguments.positional[0], arguments.positional[1], node, frame)
    except Raised as raised:
        if is_missing_attribute(raised.error):
            return default
        raise
    # An attribute of something that we do not know may be missing.
    return UNKNOWN if isinstance(found, External) and not found.is_module else found


def _set_attribute(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    if len(arguments.positional) != 3:
        return None
    holder, name, value = arguments.positional
    if isinstance(name, str):
        assign(vm, holder, name, value, node, frame)
    elif isinstance(holder, Instance):
        release(vm, holder)
    elif isinstance(holder, Module):
        vm.journal.put(holder.cell, "open", value=True)
    elif isinstance(holder, Class):
        holder.is_open = True
    return None


def _set_own_attribute(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    """Carry out `object.__setattr__`, which asks no other `__setattr__`."""
    holder, name, value = arguments.positional if len(arguments.positional) == 3 else (UNKNOWN, UNKNOWN, UNKNOWN)
    if isinstance(name, str):
        vm.set_attribute(holder, name, value)
    else:
        release(vm, holder)
    return None


def _delete_attribute(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    if len(arguments.positional) == 2 and isinstance(arguments.positional[1], str):
        delete_attribute(vm, *arguments.positional)
    return None


def _globals(_vm: Vm, _arguments: Arguments, _node: ast.AST, frame: Frame) -> Value:
    return Namespace(frame.module)


def _variables(vm: Vm, arguments: Arguments, _node: ast.AST, frame: Frame) -> Value:
    if not arguments.positional:
        return Namespace(frame.module) if frame.kind == "module" else UNKNOWN
    release(vm, arguments.positional[0])
    return Namespace(arguments.positional[0]) if isinstance(arguments.positional[0], Module) else UNKNOWN


def _current_frame(vm: Vm, arguments: Arguments, _node: ast.AST, frame: Frame) -> Value:
    """Return what `sys._getframe(depth)` and `inspect.currentframe()` do."""
    depth = argument_of(arguments, 0, "depth", 0)
    modules = vm.calls.modules_from(frame)[depth:] if isinstance(depth, int) and depth >= 0 else ()
    return HostFrame(modules) if modules else UNKNOWN


def _execute_text(vm: Vm, arguments: Arguments, _node: ast.AST, frame: Frame) -> Value:
    """Note that `exec` of a text that we do not follow may bind any name of the module."""
    if len(arguments.positional) < 2 or isinstance(arguments.positional[1], (Namespace, Mapping)):
        vm.journal.put(frame.module.cell, "open", value=True)
    return UNKNOWN


def _wrap(kind: str) -> Handler:
    def handler(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
        return Wrapped(kind, argument_of(arguments, 0, "fget"), argument_of(arguments, 1, "fset"))

    return handler


def _super(_vm: Vm, arguments: Arguments, _node: ast.AST, frame: Frame) -> Value:
    return super_of(frame) if len(arguments.positional) in (0, 2) else UNKNOWN


def _type(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    value = argument_of(arguments, 0, "object")
    if len(arguments.positional) != 1:
        return UNKNOWN
    if isinstance(value, Instance):
        return value.of
    return External(f"builtins.{type(value).__name__}") if isinstance(value, CONSTANTS) else UNKNOWN


def _is_instance(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    if len(arguments.positional) != 2:
        return UNKNOWN
    value, wanted = arguments.positional
    kinds = wanted if isinstance(wanted, tuple) else (wanted,)
    hosts = [builtin_class(kind.name) for kind in kinds if isinstance(kind, External)]
    if isinstance(value, PLAIN) and len(hosts) == len(kinds) and all(hosts):
        return isinstance(value, tuple(host for host in hosts if host is not None))
    if isinstance(value, Instance) and any(kind in value.of.order for kind in kinds if isinstance(kind, Class)):
        return True
    return UNKNOWN


def _callable(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    value = argument_of(arguments, 0, "object")
    if isinstance(value, (Function, Class, Bound)):
        return True
    return False if is_constant(value) else UNKNOWN


def _context_manager(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    function = argument_of(arguments, 0, "func")
    if isinstance(function, Function):
        function.is_context_manager = True
    return function


def _suppress(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    return Sequence(arguments.positional, "suppress")


def _cast(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    return argument_of(arguments, 1, "val")


OBJECT_CALLS: Final[dict[str, Handler]] = {
    "builtins.hasattr": _has_attribute,
    "builtins.getattr": _get_attribute,
    "builtins.setattr": _set_attribute,
    "builtins.object.__setattr__": _set_own_attribute,
    "builtins.delattr": _delete_attribute,
    "builtins.globals": _globals,
    "builtins.vars": _variables,
    "builtins.locals": _variables,
    "builtins.exec": _execute_text,
    "inspect.currentframe": _current_frame,
    "sys._getframe": _current_frame,
    "builtins.property": _wrap("property"),
    "functools.cached_property": _wrap("cached_property"),
    "builtins.staticmethod": _wrap("staticmethod"),
    "builtins.classmethod": _wrap("classmethod"),
    "builtins.super": _super,
    "builtins.type": _type,
    "builtins.isinstance": _is_instance,
    "builtins.callable": _callable,
    "contextlib.contextmanager": _context_manager,
    "contextlib.suppress": _suppress,
    "typing.cast": _cast,
}
