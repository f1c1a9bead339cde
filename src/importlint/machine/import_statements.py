"""Import statements."""

import ast

from importlint.machine.events import import_with_event, mark_failed, record
from importlint.machine.frames import Frame, Raised
from importlint.machine.from_imports import absolute_name, attribute_for_import, import_names, star_names
from importlint.machine.names import store
from importlint.machine.service_names import unique_name
from importlint.machine.values import UNKNOWN, LazyImport, Module, Value
from importlint.machine.vm import Vm


def execute_import(vm: Vm, node: ast.Import, frame: Frame) -> None:
    for alias in node.names:
        if vm.is_lazy(node, alias.name, frame):
            name = alias.asname or alias.name.partition(".")[0]
            lazy = LazyImport(node, alias.name, 0, "" if alias.asname else name, frame)
            vm.lazy.announce(lazy, alias.name)
            store(vm, name, lazy, frame)
            continue
        module = import_with_event(vm, alias.name, alias.name, 0, (), node, frame)
        top, _, rest = alias.name.partition(".")
        if alias.asname is None:
            store(vm, top, vm.import_absolute(unique_name(vm, top, frame), node, frame), frame)
            continue
        if rest:
            module = vm.import_absolute(unique_name(vm, top, frame), node, frame)
            for part in rest.split("."):
                module = attribute_for_import(vm, module, part, node, frame)
        store(vm, alias.asname, module, frame)


def execute_import_from(vm: Vm, node: ast.ImportFrom, frame: Frame) -> None:
    written = node.module or ""
    if written == "__future__" and not node.level:
        return
    wanted = [alias.name for alias in node.names]
    if vm.is_lazy(node, written, frame) and wanted != ["*"]:
        absolute = absolute_name(vm, node.level, written, node, frame)
        for alias in node.names:
            lazy = LazyImport(node, written, node.level, alias.name, frame)
            vm.lazy.announce(lazy, absolute)
            store(vm, alias.asname or alias.name, lazy, frame)
        return
    at = len(vm.events)
    try:
        module = load_for_names(vm, written, node.level, tuple(wanted), node, frame)
        _bind_names(vm, module, node, frame)
    except Raised:
        mark_failed(vm, at, node, frame)
        raise


def _bind_names(vm: Vm, module: Value, node: ast.ImportFrom, frame: Frame) -> None:
    if node.names[0].name == "*":
        _import_star(vm, module, node, frame)
        return
    for alias in node.names:
        value = attribute_for_import(vm, module, alias.name, node, frame)
        store(vm, alias.asname or alias.name, value, frame)


def load_for_names(vm: Vm, written: str, level: int, wanted: tuple[str, ...], node: ast.AST, frame: Frame) -> Value:
    """Import the module of a `from` import and the submodules that it names."""
    try:
        absolute = absolute_name(vm, level, written, node, frame)
    except Raised:
        record(vm, frame, node, written, level, wanted, None, "failed")
        raise
    if not absolute:
        vm.wonder("the package of a relative import is not known")
        return UNKNOWN
    module = import_with_event(vm, absolute, written, level, wanted, node, frame)
    import_names(vm, module, list(wanted), node, frame)
    return module


def _import_star(vm: Vm, module: Value, node: ast.ImportFrom, frame: Frame) -> None:
    if not isinstance(module, Module):
        vm.journal.put(frame.module.cell, "open", value=True)
        return
    for name, value in star_names(vm, module, node, frame).items():
        vm.journal.put(frame.names, name, value)
    if module.cell["open"] and "__all__" not in module.names:
        vm.journal.put(frame.module.cell, "open", value=True)
