"""Calls of the standard library, the builtins and third parties: what each of them does to the machine."""

import ast
from functools import WRAPPER_ASSIGNMENTS
from typing import Final

from importlint.machine import paths
from importlint.machine.container_calls import CONTAINER_CALLS
from importlint.machine.externals import builtin_class
from importlint.machine.frames import Frame
from importlint.machine.hooks import note_import_hook
from importlint.machine.import_calls import IMPORT_CALLS
from importlint.machine.object_calls import OBJECT_CALLS
from importlint.machine.process_calls import PROCESS_CALLS
from importlint.machine.services import SERVICE_CALLS
from importlint.machine.values import UNKNOWN, Class, Error, External, Function, Namespace, Value, Wrapped
from importlint.machine.vm import Arguments, Handler, Vm, without_order

# Decorators (and decorator factories) that hand back what they decorate, as far as imports can tell.
_TRANSPARENT_TEXT = """
    functools.lru_cache functools.cache functools.wraps functools.total_ordering
    abc.abstractmethod typing.overload typing.final typing.runtime_checkable typing.no_type_check
    typing.override typing_extensions.override typing_extensions.final typing_extensions.runtime_checkable
    typing_extensions.deprecated dataclasses.dataclass enum.unique atexit.register warnings.deprecated
    typing.dataclass_transform typing_extensions.dataclass_transform contextlib.asynccontextmanager
    types.coroutine typing.type_check_only
"""
_TRANSPARENT: Final = frozenset(_TRANSPARENT_TEXT.split())


_HANDLERS: Final[dict[str, Handler]] = {
    **IMPORT_CALLS,
    **PROCESS_CALLS,
    **CONTAINER_CALLS,
    **OBJECT_CALLS,
    **SERVICE_CALLS,
}


def call_external(vm: Vm, function: External, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Call something of the standard library or of a third party."""
    name, given = function.name, arguments
    if not arguments.complete:
        arguments = without_order(arguments)
    handler = _HANDLERS.get(name)
    if handler is not None:
        return handler(vm, arguments, node, frame)
    if not name.startswith("builtins."):
        hand_over(vm, given, frame)
    if name.startswith(("os.path.", "posixpath.")):
        return paths.call_os_path(vm, name.rpartition(".")[2], arguments.positional)
    if name in _TRANSPARENT or name.removesuffix("()") in _TRANSPARENT:
        return _decorate(vm, name, arguments)
    if name.startswith(("sys.meta_path.", "sys.path_hooks.")):
        note_import_hook(vm, frame.module.name)
        return UNKNOWN
    host = builtin_class(name)
    if host is not None and issubclass(host, BaseException):
        return Error(function, arguments.positional)
    return UNKNOWN


def _decorate(vm: Vm, name: str, arguments: Arguments) -> Value:
    first = arguments.positional[0] if arguments.positional else UNKNOWN
    is_applied = name.endswith("()") or (name != "functools.wraps" and isinstance(first, (Function, Class, Wrapped)))
    if not is_applied:
        return External(f"{name}()")
    if isinstance(first, Function):
        first.is_open = True
        for copied in WRAPPER_ASSIGNMENTS if name == "functools.wraps()" else ():
            vm.journal.put(first.attributes, copied, UNKNOWN)
    return first


def hand_over(vm: Vm, arguments: Arguments, frame: Frame) -> None:
    """Note a call of code which we do not see: it may bind names in a namespace that it is given."""
    vm.unfollowed += 1
    for value in (*arguments.positional, *arguments.keywords.values()):
        if isinstance(value, Namespace):
            vm.journal.put(value.module.cell, "open", value=True)
        elif value is frame.module:
            vm.journal.put(frame.module.cell, "open", value=True)
