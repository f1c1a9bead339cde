"""Calls of `runpy`: code of a file, or of a module, under a name of its own (Lib/runpy.py)."""

import ast
from collections.abc import Callable

from importlint.machine import paths
from importlint.machine.container_methods import call_sequence
from importlint.machine.frames import Frame
from importlint.machine.importing import execute_body, find_runnable, prepare
from importlint.machine.values import MISSING, UNKNOWN, External, Module, Value
from importlint.machine.vm import Arguments, Vm, argument_of
from importlint.resolve.directories import child

_NO_NAME = (None, "")


def run_path(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Carry out `runpy.run_path(path, run_name=...)`: of a file, or of a directory that has a `__main__.py`."""
    text = paths.text_of(argument_of(arguments, 0, "path_name"))
    name = argument_of(arguments, 2, "run_name", None)
    if text is None or not (name in _NO_NAME or isinstance(name, str)):
        return UNKNOWN
    path = vm.relative(text)
    if vm.settings.is_file(path):
        module = Module(name or "<run_path>", path, None)
        prepare(vm, module, module.name.rpartition(".")[0])
        return _in_place_of(vm, module, lambda: execute_body(vm, module, node, frame))
    main = child(path, "__main__.py")
    if not vm.settings.is_file(main):
        return UNKNOWN
    module = Module(name or "<run_path>", main, None)
    prepare(vm, module, "")
    directory = paths.absolute(vm, text)
    call_sequence(vm, vm.search_path, "insert", Arguments((0, directory)), node, frame)
    try:
        return _in_place_of(vm, module, lambda: execute_body(vm, module, node, frame))
    finally:
        call_sequence(vm, vm.search_path, "discard", Arguments((directory,)), node, frame)


def run_module(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Carry out `runpy.run_module(name, run_name=..., alter_sys=...)`: parents are imported, then the file runs."""
    name = argument_of(arguments, 0, "mod_name")
    run_name = argument_of(arguments, 2, "run_name", None)
    alter = argument_of(arguments, 3, "alter_sys", default=False)
    if not isinstance(name, str) or not (run_name in _NO_NAME or isinstance(run_name, str)):
        return UNKNOWN
    found = find_runnable(vm, name, node, frame)
    if isinstance(found, External):
        return UNKNOWN
    package, path = found
    module = Module(run_name or name, path, None)
    prepare(vm, module, package)
    if alter:
        return _in_place_of(vm, module, lambda: execute_body(vm, module, node, frame))
    execute_body(vm, module, node, frame)
    return UNKNOWN


def _in_place_of(vm: Vm, module: Module, action: Callable[[], object]) -> Value:
    """Do something while a module stands in `sys.modules` under its name (`_TempModule`)."""
    before = vm.modules.get(module.name, MISSING)
    vm.journal.put(vm.modules, module.name, module)
    try:
        action()
    finally:
        if before is MISSING:
            vm.journal.drop(vm.modules, module.name)
        else:
            vm.journal.put(vm.modules, module.name, before)
    return UNKNOWN
