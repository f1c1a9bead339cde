"""Imports written into the trace."""

import ast

from importlint.machine.frames import Frame, Raised
from importlint.machine.service_names import unique_name
from importlint.machine.values import UNKNOWN, External, Module, Value
from importlint.machine.vm import Vm
from importlint.model.trace import ImportEvent


def import_with_event(
    vm: Vm, absolute: str, written: str, level: int, names: tuple[str, ...], node: ast.AST, frame: Frame
) -> Value:
    """Import a module by its absolute name and write the import into the trace."""
    at = len(vm.events)
    absolute = absolute if level else unique_name(vm, absolute, frame)
    try:
        module = vm.import_absolute(absolute, node, frame)
    except Raised:
        record(vm, frame, node, written, level, names, None, "failed")
        vm.events.insert(at, vm.events.pop())
        raise
    count = len(vm.events)
    record(vm, frame, node, written, level, names, module, "ok" if module is not UNKNOWN else "unknown")
    if len(vm.events) > count:
        vm.events.insert(at, vm.events.pop())
    return module


def record(
    vm: Vm, frame: Frame, node: ast.AST, name: str, level: int, names: tuple[str, ...], module: Value, outcome: str
) -> None:
    """Add an import to the trace; imports of the standard library and of third parties are left out."""
    if isinstance(module, External):
        return
    timing = "deferred" if frame.function is not None or _in_function(frame) else "eager"
    resolved = module.path or None if isinstance(module, Module) else None
    line = getattr(node, "lineno", 0)
    vm.events.append(ImportEvent(frame.module.path, line, name, level, names, timing, resolved, outcome, vm.depth))


def mark_failed(vm: Vm, at: int, node: ast.AST, frame: Frame) -> None:
    """Note that a `from` import whose module was found failed all the same: a name was missing."""
    if at < len(vm.events):
        event = vm.events[at]
        if (event.path, event.line) == (frame.module.path, getattr(node, "lineno", 0)):
            vm.events[at] = event._replace(outcome="failed", resolved=None)


def _in_function(frame: Frame) -> bool:
    walk: Frame | None = frame
    while walk is not None:
        if walk.kind == "function":
            return True
        walk = walk.outer
    return False


def note_load(vm: Vm, name: str, path: str, node: ast.AST, frame: Frame, outcome: str) -> None:
    """Add a load by file location to the trace."""
    timing = "deferred" if frame.kind == "function" else "eager"
    line = getattr(node, "lineno", 0)
    vm.events.append(ImportEvent(frame.module.path, line, name, 0, (), timing, path, outcome, vm.depth))
