"""Methods of `sys.modules` and of module namespaces."""

import ast
from typing import Final

from importlint.machine.frames import Frame
from importlint.machine.subscripts import subscript
from importlint.machine.values import MISSING, UNKNOWN, Mapping, Maybe, ModuleTable, Namespace, Sequence, Value
from importlint.machine.vm import Arguments, Handler, Vm, argument_of


def call_module_table(vm: Vm, name: str, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Call a method of `sys.modules`."""
    method = _TABLE_METHODS.get(name)
    return method(vm, arguments, node, frame) if method is not None else UNKNOWN


def _at(vm: Vm, key: Value, node: ast.AST, frame: Frame) -> Value:
    return subscript(vm, ModuleTable(), key, node, frame)


def _get(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    key, default = argument_of(arguments, 0, "key"), argument_of(arguments, 1, "default", None)
    if not isinstance(key, str):
        return UNKNOWN
    if key in vm.modules:
        return _at(vm, key, node, frame)
    return default if vm.provider(key.partition(".")[0]) == "nobody" else UNKNOWN


def _pop(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    key, default = argument_of(arguments, 0, "key"), argument_of(arguments, 1, "default", MISSING)
    if not isinstance(key, str):
        return _change_unknown(vm)
    if key not in vm.modules and default is not MISSING:
        return default
    value = _at(vm, key, node, frame)
    vm.journal.drop(vm.modules, key)
    return value


def _set_default(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    key, default = argument_of(arguments, 0, "key"), argument_of(arguments, 1, "default", None)
    if not isinstance(key, str):
        return _change_unknown(vm)
    if key not in vm.modules:
        vm.journal.put(vm.modules, key, default)
    return _at(vm, key, node, frame)


def _update(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    new = argument_of(arguments, 0, "other")
    if not isinstance(new, Mapping) or not isinstance(new.cell["items"], dict):
        return _change_unknown(vm)
    for key, value in new.cell["items"].items():
        vm.journal.put(vm.modules, key, value)
    return None


def _change_unknown(vm: Vm) -> Value:
    vm.wonder("sys.modules is changed under a name that is not known")
    return UNKNOWN


def _clear(vm: Vm, _arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    for key in tuple(vm.modules):
        vm.journal.drop(vm.modules, key)


def _keys(vm: Vm, _arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    return Sequence(tuple(vm.modules), "view")


def _values(vm: Vm, _arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    return Sequence(tuple(_at(vm, key, node, frame) for key in tuple(vm.modules)), "view")


def _items(vm: Vm, _arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    return Sequence(tuple((key, _at(vm, key, node, frame)) for key in tuple(vm.modules)), "view")


def _copy(vm: Vm, _arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    return Mapping(dict(vm.modules))


_TABLE_METHODS: Final[dict[str, Handler]] = {
    "get": _get,
    "pop": _pop,
    "setdefault": _set_default,
    "update": _update,
    "clear": _clear,
    "keys": _keys,
    "values": _values,
    "items": _items,
    "copy": _copy,
}


def call_namespace(vm: Vm, owner: Namespace, name: str, arguments: Arguments) -> Value:
    """Call a method of a module's namespace."""
    match name, arguments.positional:
        case "get", (str(key), *rest) if key in owner.module.names or not owner.module.cell["open"]:
            value = owner.module.names.get(key, rest[0] if rest else None)
            return value.value if isinstance(value, Maybe) else value
        case "update" | "setdefault", given:
            new = given[0].cell["items"] if len(given) == 1 and isinstance(given[0], Mapping) else UNKNOWN
            if name == "update" and isinstance(new, dict):
                for key, value in new.items():
                    vm.journal.put(owner.module.names, key, value)
            else:
                vm.journal.put(owner.module.cell, "open", value=True)
            return UNKNOWN
        case "pop", (str(key), *_):
            vm.journal.drop(owner.module.names, key)
            return UNKNOWN
        case "keys", ():
            return UNKNOWN if owner.module.cell["open"] else Sequence(tuple(owner.module.names), "view")
        case "copy", ():
            return UNKNOWN if owner.module.cell["open"] else Mapping(dict(owner.module.names))
        case _:
            return UNKNOWN
