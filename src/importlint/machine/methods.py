"""Methods of builtin types that the machine models: text, lists, dicts, paths, `sys.modules`, module specs."""

import ast
from typing import Any, Final

from importlint.machine import importing, paths
from importlint.machine.expressions import consume, subscript
from importlint.machine.frames import Frame, Raised
from importlint.machine.names import delete_item, set_item
from importlint.machine.truth import compare
from importlint.machine.values import (
    UNKNOWN,
    Generator,
    Mapping,
    Maybe,
    Module,
    ModuleTable,
    Namespace,
    Path,
    Sequence,
    Spec,
    Value,
    Wrapped,
    is_constant,
)
from importlint.machine.vm import Arguments, Vm
from importlint.model.trace import ImportEvent

_TEXT_METHODS: Final = frozenset(
    "capitalize casefold endswith startswith find format index isdigit isidentifier join lower lstrip partition removeprefix "
    "removesuffix replace rfind rpartition rsplit rstrip split splitlines strip title upper count encode decode".split()
)


def call_method(vm: Vm, owner: Value, name: str, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Call a modelled method, `owner.name(...)`."""
    match owner:
        case Sequence():
            return _call_sequence(vm, owner, name, arguments, node, frame)
        case Mapping():
            return _call_mapping(vm, owner, name, arguments, node, frame)
        case Path():
            return paths.call_path_method(vm, owner, name, arguments.positional)
        case ModuleTable():
            return _call_module_table(vm, name, arguments, node, frame)
        case Namespace():
            return _call_namespace(vm, owner, name, arguments)
        case Spec() if name == "exec_module" and arguments.positional:
            return execute_spec(vm, owner, arguments.positional[0], node, frame)
        case Wrapped(kind="property") if name == "setter":
            return owner
        case str() | bytes() | tuple() | int():
            return _call_constant(vm, owner, name, arguments, node, frame)
        case _:
            return UNKNOWN


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


def _call_sequence(vm: Vm, owner: Sequence, name: str, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    items = owner.cell["items"]
    given = arguments.positional
    if name == "copy":
        return Sequence(items, owner.kind)
    if name in ("index", "count", "union", "difference", "intersection", "issubset", "issuperset", "isdisjoint", "keys"):
        return UNKNOWN
    changed = _changed_items(vm, items, name, given, node, frame)
    vm.journal.put(owner.cell, "items", changed)
    if name == "pop":
        at = given[0] if given and isinstance(given[0], int) else -1
        return items[at] if isinstance(items, tuple) and -len(items) <= at < len(items) else UNKNOWN
    return None


def _changed_items(vm: Vm, items: Value, name: str, given: tuple[Value, ...], node: ast.AST, frame: Frame) -> Value:
    """Return a list's items after a mutating method."""
    if name == "clear":
        return ()
    if name == "insert" and len(given) == 2 and items is UNKNOWN:
        return UNKNOWN
    if not isinstance(items, tuple):
        return UNKNOWN
    match name, given:
        case "append" | "add", (item,):
            return (*items, item)
        case "insert", (int(at), item):
            return (*items[:at], item, *items[at:])
        case "insert", (_, item):
            return UNKNOWN
        case "extend" | "update" | "__iadd__", (more,):
            new = vm.iterate(more, node, frame)
            return (*items, *new) if new is not None else (*items, UNKNOWN)
        case "remove", (item,):
            return _without(vm, items, item, node, frame)
        case "discard", (item,):
            return tuple(entry for entry in items if not (is_constant(entry) and entry == item))
        case "pop", ():
            return items[:-1]
        case "pop", (int(at),) if -len(items) <= at < len(items):
            return items[:at] + items[at:][1:]
        case "reverse", _:
            return items[::-1]
        case "sort", _:
            return tuple(sorted(items)) if all(isinstance(item, str) for item in items) else UNKNOWN
        case _:
            return UNKNOWN


def _without(vm: Vm, items: tuple[Value, ...], item: Value, node: ast.AST, frame: Frame) -> Value:
    for at, entry in enumerate(items):
        plain = entry.value if isinstance(entry, Maybe) else entry
        same = compare(vm, plain, ast.Eq(), item)
        if same:
            return items[:at] + items[at + 1 :]
        if same is None:
            return UNKNOWN
    return vm.fail("ValueError", "list.remove(x): x not in list", node, frame)


def _call_mapping(vm: Vm, owner: Mapping, name: str, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    items = owner.cell["items"]
    given = arguments.positional
    match name, given:
        case "get", (key, *rest):
            return _get(items, key, rest[0] if rest else None)
        case "setdefault", (key, *rest) if is_constant(key) and isinstance(items, dict):
            if key not in items:
                set_item(vm, owner, key, rest[0] if rest else None)
            return subscript(vm, owner, key, node, frame)
        case "pop", (key, *rest):
            value = _get(items, key, rest[0] if rest else UNKNOWN)
            delete_item(vm, owner, key, node, frame)
            return value
        case "keys", () if isinstance(items, dict):
            return tuple(items)
        case "values", () if isinstance(items, dict):
            return tuple(items.values())
        case "items", () if isinstance(items, dict):
            return tuple(items.items())
        case "copy", ():
            return Mapping(items)
        case "clear", ():
            vm.journal.put(owner.cell, "items", {})
            return None
        case "keys" | "values" | "items", _:
            return UNKNOWN
        case _:
            _update(vm, owner, given, arguments)
            return UNKNOWN


def _get(items: Value, key: Value, default: Value) -> Value:
    if not isinstance(items, dict) or not is_constant(key):
        return UNKNOWN
    value = items.get(key, default)
    return value.value if isinstance(value, Maybe) else value


def _update(vm: Vm, owner: Mapping, given: tuple[Value, ...], arguments: Arguments) -> None:
    items = owner.cell["items"]
    new = given[0].cell["items"] if given and isinstance(given[0], Mapping) else {} if not given else UNKNOWN
    known = isinstance(items, dict) and isinstance(new, dict) and arguments.complete
    vm.journal.put(owner.cell, "items", {**items, **new, **arguments.keywords} if known else UNKNOWN)


def _call_module_table(vm: Vm, name: str, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
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


def _call_namespace(vm: Vm, owner: Namespace, name: str, arguments: Arguments) -> Value:
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
                vm.journal.put(owner.module.cell, "open", True)
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


def execute_spec(vm: Vm, spec: Spec, module: Value, node: ast.AST, frame: Frame) -> Value:
    """Carry out `spec.loader.exec_module(module)` for a file of the project."""
    if not isinstance(module, Module) or not spec.path:
        return None
    path = vm.relative(spec.path)
    if not vm.settings.is_file(path):
        if path.startswith("../"):
            vm.wonder(f"{spec.path} lies outside the project")
            return None
        return vm.fail("FileNotFoundError", f"[Errno 2] No such file or directory: '{spec.path}'", node, frame)
    try:
        importing.execute_body(vm, module, node, frame)
    except Raised:
        note_load(vm, spec.name, path, node, frame, "failed")
        raise
    note_load(vm, spec.name, path, node, frame, "ok")
    return None


def note_load(vm: Vm, name: str, path: str, node: ast.AST, frame: Frame, outcome: str) -> None:
    """Add a load by file location to the trace."""
    timing = "deferred" if frame.kind == "function" else "eager"
    line = getattr(node, "lineno", 0)
    vm.events.append(ImportEvent(frame.module.path, line, name, 0, (), timing, path, outcome, vm.depth))


def iterate(vm: Vm, value: Value, node: ast.AST, frame: Frame) -> "tuple[Value, ...] | None":
    """Return the items of an iterable, None if they are not known."""
    match value:
        case tuple() | str():
            return tuple(value)
        case Sequence() | Mapping():
            items = value.cell["items"]
            if items is UNKNOWN:
                return None
            return tuple(item.value if isinstance(item, Maybe) else item for item in items)
        case Generator():
            return consume(vm, value)
        case ModuleTable():
            return tuple(vm.modules)
        case None | bool() | int() | float():
            return vm.fail("TypeError", f"'{type(value).__name__}' object is not iterable", node, frame)
        case _:
            return None
