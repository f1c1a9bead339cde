"""Modules loaded from a file by hand: `spec_from_file_location`, `module_from_spec`, `exec_module`."""

import ast

from importlint.machine import paths
from importlint.machine.events import note_load
from importlint.machine.frames import Frame, Raised
from importlint.machine.importing import execute_body, prepare
from importlint.machine.values import UNKNOWN, Module, Spec, Value
from importlint.machine.vm import Arguments, Vm, argument_of


def spec_from_file_location(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    name = argument_of(arguments, 0, "name")
    location = paths.text_of(argument_of(arguments, 1, "location"))
    if location is None or not isinstance(name, str):
        return UNKNOWN
    return Spec(name, location)


def module_from_spec(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    spec = argument_of(arguments, 0, "spec")
    if not isinstance(spec, Spec):
        return UNKNOWN
    path = vm.relative(spec.path)
    is_package = path.endswith("/__init__.py")
    locations = (path.rpartition("/")[0],) if is_package else None
    module = Module(spec.name, path, locations)
    prepare(vm, module, spec.name if is_package else spec.name.rpartition(".")[0])
    return module


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
        execute_body(vm, module, node, frame)
    except Raised:
        note_load(vm, spec.name, path, node, frame, "failed")
        raise
    note_load(vm, spec.name, path, node, frame, "ok")
    return None
