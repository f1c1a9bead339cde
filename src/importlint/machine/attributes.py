"""Attribute access: what `value.name` is, and which AttributeError CPython raises when it is nothing.

Sources: Objects/moduleobject.c (_Py_module_getattro_impl), Objects/typeobject.c (type_getattro), Objects/object.c.
"""

import ast
import types
from collections.abc import Callable
from typing import Any, Final

from importlint.machine import paths
from importlint.machine.externals import external_value
from importlint.machine.frames import Frame, enclosing_class
from importlint.machine.hooks import note_import_hook
from importlint.machine.instances import ask_descriptor, is_descriptor, lookup, may_differ, of_instance
from importlint.machine.messages import missing_attribute
from importlint.machine.values import (
    MISSING,
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
    LazyImport,
    Mapping,
    Maybe,
    Module,
    ModuleTable,
    Namespace,
    Path,
    PathParents,
    Sequence,
    Service,
    Services,
    Spec,
    Super,
    Value,
    VersionInfo,
    Wrapped,
)
from importlint.machine.vm import Arguments, Vm

_FUNCTION_NAMES: Final = frozenset(dir(types.FunctionType)) | {"__wrapped__", "__type_params__"}
_CLASS_NAMES: Final = frozenset(dir(type)) | {"__annotations__", "__dict__", "__type_params__", "__orig_bases__"}
_OBJECT_NAMES: Final = frozenset(dir(object)) | {"__dict__", "__weakref__", "__module__"}
_KNOWN_TYPES: Final[dict[str, type]] = {
    "list": list, "set": set, "frozenset": frozenset, "dict": dict, "deque": list, "range": range,
}  # fmt: skip


def get_attribute(vm: Vm, value: Value, name: str, node: ast.AST, frame: Frame) -> Value:
    """Return `value.name`, UNKNOWN if it cannot be known; raise the AttributeError that CPython would."""
    getter = _GETTERS.get(type(value))
    if getter is not None:
        return getter(vm, value, name, node, frame)
    if isinstance(value, PLAIN):
        return _of_constant(vm, value, name, node, frame)
    return UNKNOWN


def _fail(vm: Vm, message: str, node: ast.AST, frame: Frame) -> Value:
    return vm.fail("AttributeError", message, node, frame)


def _of_module(vm: Vm, module: Module, name: str, node: ast.AST, frame: Frame) -> Value:
    value = module.names.get(name, vm)
    if value is not vm:
        if isinstance(value, Module):
            vm.sharing.ask(value.name)
        return settle(vm, module.names, name, node, frame)
    vm.sharing.ask(f"{module.name}.{name}")
    if name == "__dict__":
        return Namespace(module)
    if name in _OBJECT_NAMES or (name in ("__file__", "__path__", "__cached__") and module.cell["open"]):
        return UNKNOWN
    submodule = vm.lazy.find_submodule(module, name, node, frame)
    if submodule is not MISSING:
        return submodule
    hook = module.names.get("__getattr__")
    if isinstance(hook, Maybe):
        return UNKNOWN
    if hook is not None:
        return vm.call(hook, Arguments((name,)), node, frame)
    if module.cell["open"] or _may_be_extended(vm, module, name):
        return UNKNOWN
    return vm.fail("AttributeError", missing_attribute(vm, module, name), node, frame, structural=True)


def _may_be_extended(vm: Vm, module: Module, name: str) -> bool:
    """Return whether an extension module of the same package may have added a name to a finished module."""
    prefix = module.name.partition(".")[0] + "."
    is_submodule = f"{module.name}.{name}" in vm.modules
    if (
        is_submodule
        or module.cell["initializing"]
        or not any(
            key.startswith(prefix) and isinstance(value, Module) and value.path.endswith((".so", ".pyd"))
            for key, value in vm.modules.items()
        )
    ):
        return False
    vm.wonder(f"an extension module may have given {module.name} the name {name}")
    return True


def settle(vm: Vm, names: dict[str, Value], name: str, node: ast.AST, frame: Frame) -> Value:
    """Return the value that a name is bound to, resolving a lazy import (PEP 810) at its first use."""
    value = names[name]
    if isinstance(value, Maybe):
        value = value.value
    if isinstance(value, LazyImport):
        value = vm.lazy.resolve(value, node, frame)
        vm.journal.put(names, name, value)
    return value


def _of_constant(vm: Vm, value: Any, name: str, node: ast.AST, frame: Frame) -> Value:
    if isinstance(value, VersionInfo) and name in ("major", "minor"):
        return value[0 if name == "major" else 1]
    if isinstance(value, VersionInfo):
        return UNKNOWN
    if hasattr(type(value), name):
        return Bound(name, value)
    return _fail(vm, f"'{type(value).__name__}' object has no attribute '{name}'", node, frame)


def _of_external(vm: Vm, value: External, name: str, _node: ast.AST, _frame: Frame) -> Value:
    return external_value(vm, f"{value.name}.{name}")


def _of_function(vm: Vm, value: Function, name: str, node: ast.AST, frame: Frame) -> Value:
    if name in value.attributes and name != "__class__":
        return value.attributes[name]
    if name in ("__name__", "__qualname__"):
        return value.name if name == "__name__" else value.qualified_name
    if name == "__globals__":
        return Namespace(value.module)
    if name in _FUNCTION_NAMES or value.is_open:
        return UNKNOWN
    return _fail(vm, f"'function' object has no attribute '{name}'", node, frame)


def _of_class(vm: Vm, value: Class, name: str, node: ast.AST, frame: Frame) -> Value:
    found = lookup(value.order, name)
    if isinstance(found, Instance) and is_descriptor(found):
        return ask_descriptor(vm, found, None, value, node, frame)
    if found is not MISSING:
        return _bind_to_class(found, value) if not may_differ(value, found) else UNKNOWN
    if name == "__name__":
        return value.name
    if name == "__bases__" and UNKNOWN not in value.bases:
        return value.bases or (External("builtins.object"),)
    if name in ("__module__", "__qualname__", "__mro__") or name in _CLASS_NAMES:
        return UNKNOWN
    if isinstance(value.metaclass, Class) and not value.metaclass.is_open:
        inherited = lookup(value.metaclass.order, name)
        if inherited is not MISSING:
            return Bound(inherited, value) if isinstance(inherited, Function) else UNKNOWN
    if value.is_open or value.metaclass is not None:
        return UNKNOWN
    return _fail(vm, f"type object '{value.name}' has no attribute '{name}'", node, frame)


def _bind_to_class(found: Value, owner: Class) -> Value:
    if isinstance(found, Wrapped):
        if found.kind == "classmethod":
            return Bound(found.function, owner)
        return found.function if found.kind == "staticmethod" else found
    return found


def _of_super(_vm: Vm, value: Super, name: str, _node: ast.AST, _frame: Frame) -> Value:
    order = value.of.order
    after = order.index(value.after) + 1 if value.after in order else len(order)
    found = lookup(order[after:], name)
    if found is MISSING:
        is_of_host = name == "__init__" and isinstance(value.self_value, Error)
        return Bound(name, value.self_value) if is_of_host else UNKNOWN
    if isinstance(found, Wrapped):
        return Bound(found.function, value.of) if found.kind == "classmethod" else UNKNOWN
    if isinstance(found, Function):
        return found if name == "__new__" else Bound(found, value.self_value)
    return found


def _of_bound(vm: Vm, value: Bound, name: str, node: ast.AST, frame: Frame) -> Value:
    if isinstance(value.function, Function) and name in value.function.attributes:
        return get_attribute(vm, value.function, name, node, frame)
    return value.of if name == "__self__" else UNKNOWN


def _of_container(_vm: Vm, value: Sequence | Mapping, name: str, _node: ast.AST, _frame: Frame) -> Value:
    kind = _KNOWN_TYPES.get(value.kind) if isinstance(value, Sequence) else dict
    return Bound(name, value) if hasattr(kind, name) else UNKNOWN


def _of_path(_vm: Vm, value: Path, name: str, _node: ast.AST, _frame: Frame) -> Value:
    return paths.path_attribute(value, name)


def _method(_vm: Vm, value: Value, name: str, _node: ast.AST, _frame: Frame) -> Value:
    return Bound(name, value)


def _of_spec(_vm: Vm, value: Spec, name: str, _node: ast.AST, _frame: Frame) -> Value:
    match name:
        case "loader":
            return value
        case "name":
            return value.name
        case "origin":
            return value.path
        case "exec_module" | "load_module":
            return Bound(name, value)
        case _:
            return UNKNOWN


def _of_frame(_vm: Vm, value: HostFrame, name: str, _node: ast.AST, _frame: Frame) -> Value:
    first, *callers = value.modules
    if name == "f_globals":
        return Namespace(first)
    return HostFrame(tuple(callers)) if name == "f_back" and callers else UNKNOWN


def _of_error(_vm: Vm, value: Error, name: str, _node: ast.AST, _frame: Frame) -> Value:
    return value.attributes.get(name, UNKNOWN)


def _of_wrapped(_vm: Vm, value: Wrapped, name: str, _node: ast.AST, _frame: Frame) -> Value:
    return Bound(name, value) if name in ("setter", "getter", "deleter") else UNKNOWN


_GETTERS: Final[dict[type, Callable[[Vm, Any, str, ast.AST, Frame], Value]]] = {
    Module: _of_module,
    External: _of_external,
    Function: _of_function,
    Class: _of_class,
    Instance: of_instance,
    Super: _of_super,
    Bound: _of_bound,
    Sequence: _of_container,
    Mapping: _of_container,
    Path: _of_path,
    PathParents: _method,
    ModuleTable: _method,
    Namespace: _method,
    Services: _method,
    Service: _method,
    Spec: _of_spec,
    Error: _of_error,
    HostFrame: _of_frame,
    Wrapped: _of_wrapped,
    Generator: _method,
}


def set_attribute(vm: Vm, value: Value, name: str, new: Value) -> None:
    """Carry out `value.name = new`."""
    match value:
        case Module():
            vm.journal.put(value.names, name, new)
        case Class():
            vm.journal.put(value.names, name, new)
            vm.journal.note()
        case Function() | Instance() | Error():
            vm.journal.put(value.attributes, name, new)
        case External(name="sys"):
            vm.journal.put(vm.system, name, new)
            if name in ("meta_path", "path_hooks"):
                note_import_hook(vm, f"sys.{name}")
        case _:
            pass


def delete_attribute(vm: Vm, value: Value, name: str) -> None:
    """Carry out `del value.name`."""
    match value:
        case Module():
            vm.journal.drop(value.names, name)
        case Class():
            vm.journal.drop(value.names, name)
            vm.journal.note()
        case Function() | Instance():
            vm.journal.drop(value.attributes, name)
        case _:
            pass


def super_of(frame: Frame) -> Value:
    """Return what `super()` is in a frame."""
    owner = enclosing_class(frame)
    function = frame.function
    if owner is None or function is None or isinstance(function.node, ast.Lambda):
        return UNKNOWN
    first = [*function.node.args.posonlyargs, *function.node.args.args][:1]
    own = frame.names.get(first[0].arg) if first else None
    if isinstance(own, (Instance, Error)) and isinstance(own.of, Class):
        return Super(own.of, owner, own)
    if isinstance(own, Class):
        return Super(own, owner, own)
    return UNKNOWN
