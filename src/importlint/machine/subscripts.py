"""Items: `value[key]`, set and deleted."""

import ast
from collections.abc import Iterable

from importlint.machine import paths
from importlint.machine.frames import Frame
from importlint.machine.hooks import note_import_hook
from importlint.machine.instances import lookup
from importlint.machine.items import are_all_there, is_known_at
from importlint.machine.left_out import forget
from importlint.machine.services import service_at
from importlint.machine.values import (
    MISSING,
    UNKNOWN,
    External,
    Instance,
    Mapping,
    Maybe,
    Module,
    ModuleTable,
    Namespace,
    PathParents,
    Sequence,
    Services,
    Unknown,
    Value,
    is_constant,
)
from importlint.machine.vm import Vm


def subscript(vm: Vm, value: Value, key: Value, node: ast.AST, frame: Frame) -> Value:
    """Return `value[key]`."""
    match value:
        case PathParents() if isinstance(key, int):
            found = paths.nth_parent(value, key)
            return vm.fail("IndexError", str(key), node, frame) if found is None else found
        case tuple() if not isinstance(key, (int, slice)):
            return _any_of(vm, value)
        case tuple() | str() if isinstance(key, (int, slice)):
            try:
                return value[key]
            except (IndexError, TypeError, ValueError):
                return UNKNOWN
        case Sequence():
            return _of_sequence(vm, value.cell["items"], key)
        case Mapping() if is_constant(key) and isinstance(value.cell["items"], dict):
            return _plain(value.cell["items"].get(key, UNKNOWN))
        case ModuleTable():
            return _module_at(vm, key, node, frame)
        case Services():
            return service_at(value, key)
        case Namespace() if isinstance(key, str):
            return _plain(value.module.names.get(key, UNKNOWN))
        case _:
            return UNKNOWN


def _of_sequence(vm: Vm, items: Value, key: Value) -> Value:
    if isinstance(items, tuple):
        if _is_at(items, key):
            return items[key]
        if isinstance(key, slice) and are_all_there(items):
            return Sequence(items[key])
    return _any_of(vm, items)


def _is_at(items: tuple[Value, ...], key: Value) -> bool:
    return isinstance(key, int) and is_known_at(items, key)


def _any_of(vm: Vm, items: Iterable[Value] | Unknown) -> Value:
    """Return an item of which nobody knows which it is; a container among them may be changed through it."""
    if not isinstance(items, Unknown):
        for item in items:
            if isinstance(item, (Sequence, Mapping)):
                forget(vm, item)
    return UNKNOWN


def _plain(value: Value) -> Value:
    return value.value if isinstance(value, Maybe) else value


def _module_at(vm: Vm, key: Value, node: ast.AST, frame: Frame) -> Value:
    if not isinstance(key, str):
        return UNKNOWN
    if key in vm.modules:
        return _plain(vm.modules[key])
    if vm.provider(key.partition(".")[0]) != "nobody":
        return UNKNOWN
    return vm.fail("KeyError", key, node, frame)


def set_item(vm: Vm, holder: Value, key: Value, value: Value) -> None:
    """Carry out `holder[key] = value`."""
    match holder:
        case Sequence():
            vm.journal.put(holder.cell, "items", _replaced(holder.cell["items"], key, value))
        case Mapping():
            items = holder.cell["items"]
            known = isinstance(items, dict) and is_constant(key) and len(items) < 512
            vm.journal.put(holder.cell, "items", {**items, key: value} if known else UNKNOWN)
        case ModuleTable():
            put_module(vm, key, value)
        case Namespace() if isinstance(key, str):
            vm.journal.put(holder.module.names, key, value)
        case Namespace():
            vm.journal.put(holder.module.cell, "open", value=True)
        case External(name="os.environ"):
            if isinstance(key, str) and isinstance(value, str):
                vm.journal.put(vm.environment, key, value)
        case _:
            pass


def _shows_itself(value: Instance) -> bool:
    """Return whether an object has the attributes that it seems to have, and does not hand on those of another."""
    return not value.of.is_open and lookup(value.of.order, "__getattribute__") is MISSING


def put_module(vm: Vm, key: Value, value: Value) -> None:
    """Carry out `sys.modules[key] = value`.

    A stand-in that cannot be seen into is taken to be a module with the old one's submodules and with names of its own.
    """
    if not isinstance(key, str):
        note_import_hook(vm, "sys.modules")
        return
    old = vm.modules.get(key)
    is_closed = value is None or isinstance(value, Module) or (isinstance(value, Instance) and _shows_itself(value))
    if isinstance(old, Module) and not is_closed:
        vm.journal.put(old.cell, "open", value=True)
    else:
        vm.journal.put(vm.modules, key, value)


def _replaced(items: Value, key: Value, value: Value) -> Value:
    """Return a list's items after `list[key] = value`."""
    if not isinstance(items, tuple) or not isinstance(key, (int, slice)):
        return UNKNOWN
    changed = list(items)
    if isinstance(key, int):
        if not is_known_at(items, key):
            return UNKNOWN
        changed[key] = value
        return tuple(changed)
    new = value if isinstance(value, tuple) else value.cell["items"] if isinstance(value, Sequence) else UNKNOWN
    if not isinstance(new, tuple):
        return (UNKNOWN, *items) if key.start in (None, 0) and key.stop == 0 else UNKNOWN
    try:
        changed[key] = new
    except ValueError:
        return UNKNOWN
    return tuple(changed)


def delete_item(vm: Vm, holder: Value, key: Value, node: ast.AST, frame: Frame) -> None:
    """Carry out `del holder[key]`."""
    match holder:
        case ModuleTable() if isinstance(key, str):
            if key not in vm.modules and vm.provider(key.partition(".")[0]) == "nobody":
                vm.fail("KeyError", key, node, frame)
            vm.journal.drop(vm.modules, key)
        case ModuleTable():
            vm.wonder("an entry of sys.modules is deleted whose name is not known")
        case Sequence():
            items = holder.cell["items"]
            left: Value = UNKNOWN
            if isinstance(items, tuple) and (are_all_there(items) if isinstance(key, slice) else _is_at(items, key)):
                changed = list(items)
                del changed[key]
                left = tuple(changed)
            vm.journal.put(holder.cell, "items", left)
        case Mapping():
            items = holder.cell["items"]
            known = isinstance(items, dict) and is_constant(key)
            vm.journal.put(holder.cell, "items", {k: v for k, v in items.items() if k != key} if known else UNKNOWN)
        case Namespace() if isinstance(key, str):
            vm.journal.drop(holder.module.names, key)
        case _:
            pass
