"""Methods of lists, sets and dicts."""

import ast
from typing import Final

from importlint.machine.container_calls import ordered
from importlint.machine.frames import Frame
from importlint.machine.items import SETS, held, is_known_at
from importlint.machine.subscripts import delete_item, set_item, subscript
from importlint.machine.truth import comparison
from importlint.machine.values import UNKNOWN, Mapping, Maybe, Sequence, Value, is_constant
from importlint.machine.vm import Arguments, Vm

_EQUAL: Final = comparison(ast.Eq())


def call_sequence(vm: Vm, owner: Sequence, name: str, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Call a method of a list or set."""
    items = owner.cell["items"]
    given = arguments.positional
    if name == "copy":
        return Sequence(items, owner.kind)
    if name in (
        "index",
        "count",
        "union",
        "difference",
        "intersection",
        "issubset",
        "issuperset",
        "isdisjoint",
        "keys",
    ):
        return UNKNOWN
    changed = _changed_items(vm, items, name, given, node, frame)
    vm.journal.put(owner.cell, "items", held(changed, owner.kind))
    if name == "pop":
        at = given[0] if given and isinstance(given[0], int) else -1
        known = isinstance(items, tuple) and is_known_at(items, at) and owner.kind not in SETS
        return items[at] if known else UNKNOWN
    return None


def _changed_items(vm: Vm, items: Value, name: str, given: tuple[Value, ...], node: ast.AST, frame: Frame) -> Value:
    """Return a list's items after a mutating method."""
    if name == "clear":
        return ()
    if not isinstance(items, tuple):
        return UNKNOWN
    match name, given:
        case "append" | "add", (item,):
            return (*items, item)
        case "insert", (int(at), item):
            return (*items[:at], item, *items[at:])
        case "extend" | "update" | "__iadd__", (more,):
            new = vm.possible_items(more, node, frame)
            return (*items, *new) if new is not None else (*items, UNKNOWN)
        case "remove" | "discard", (item,):
            return _without(vm, items, item, node, frame, is_needed=name == "remove")
        case "pop", _:
            return _popped(items, *given)
        case "reverse", _:
            return items[::-1]
        case "sort", ():
            return ordered(items)
        case _:
            return UNKNOWN


def _popped(items: tuple[Value, ...], at: Value = -1, *_: Value) -> Value:
    known = isinstance(at, int) and is_known_at(items, at)
    return items[:at] + items[at:][1:] if known else UNKNOWN


def _without(vm: Vm, items: tuple[Value, ...], item: Value, node: ast.AST, frame: Frame, *, is_needed: bool) -> Value:
    for at, entry in enumerate(items):
        plain = entry.value if isinstance(entry, Maybe) else entry
        same = _EQUAL(vm, plain, item)
        if same:
            return items[:at] + items[at + 1 :]
        if same is None:
            return UNKNOWN
    if not is_needed:
        return items
    return vm.fail("ValueError", "list.remove(x): x not in list", node, frame)


def call_mapping(vm: Vm, owner: Mapping, name: str, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
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
            return Sequence(tuple(items), "view")
        case "values", () if isinstance(items, dict):
            return Sequence(tuple(items.values()), "view")
        case "items", () if isinstance(items, dict):
            return Sequence(tuple(items.items()), "view")
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
    if isinstance(items, dict) and isinstance(new, dict) and arguments.complete:
        vm.journal.put(owner.cell, "items", {**items, **new, **arguments.keywords})
    else:
        vm.journal.put(owner.cell, "items", UNKNOWN)
