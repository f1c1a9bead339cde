"""Methods of `sys.modules` and of module namespaces."""

import ast

from importlint.machine.frames import Frame
from importlint.machine.subscripts import subscript
from importlint.machine.values import UNKNOWN, Mapping, Maybe, ModuleTable, Namespace, Value
from importlint.machine.vm import Arguments, Vm


def call_module_table(vm: Vm, name: str, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    given = arguments.positional
    table = ModuleTable()
    match name, given:
        case "get", (str(key), *rest):
            if key in vm.modules:
                return subscript(vm, table, key, node, frame)
            return (rest[0] if rest else None) if vm.settings.provider(key.partition(".")[0]) == "nobody" else UNKNOWN
        case "pop", (str(key), *rest):
            if key not in vm.modules:
                if rest:
                    return rest[0]
                return subscript(vm, table, key, node, frame)
            value = subscript(vm, table, key, node, frame)
            vm.journal.drop(vm.modules, key)
            return value
        case "setdefault", (str(key), value):
            if key not in vm.modules:
                vm.journal.put(vm.modules, key, value)
            return subscript(vm, table, key, node, frame)
        case "keys", ():
            return tuple(vm.modules)
        case "items", ():
            return tuple((key, subscript(vm, table, key, node, frame)) for key in tuple(vm.modules))
        case "values", ():
            return tuple(subscript(vm, table, key, node, frame) for key in tuple(vm.modules))
        case "copy", ():
            return Mapping(dict(vm.modules))
        case "clear", ():
            for key in tuple(vm.modules):
                vm.journal.drop(vm.modules, key)
            return None
        case "update", (Mapping() as new,) if isinstance(new.cell["items"], dict):
            for key, value in new.cell["items"].items():
                vm.journal.put(vm.modules, key, value)
            return None
        case "update" | "pop" | "setdefault", _:
            vm.wonder("sys.modules is changed under a name that is not known")
            return UNKNOWN
        case _:
            return UNKNOWN


def call_namespace(vm: Vm, owner: Namespace, name: str, arguments: Arguments) -> Value:
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
            return UNKNOWN if owner.module.cell["open"] else tuple(owner.module.names)
        case "copy", ():
            return UNKNOWN if owner.module.cell["open"] else Mapping(dict(owner.module.names))
        case _:
            return UNKNOWN
