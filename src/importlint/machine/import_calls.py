"""Calls of `importlib`, `runpy`, `site` and `pkgutil`."""

import ast
from typing import Final

from importlint.machine.cells import Underway
from importlint.machine.events import import_with_event
from importlint.machine.frames import Frame
from importlint.machine.from_imports import import_names
from importlint.machine.importing import execute_body, prepare, submodule_directories
from importlint.machine.runpy_calls import run_module, run_path
from importlint.machine.service_names import unique_name
from importlint.machine.site_calls import add_site_directory
from importlint.machine.specs import module_from_spec, spec_from_file_location
from importlint.machine.top_level import find_top_level
from importlint.machine.values import UNKNOWN, Module, Sequence, Value
from importlint.machine.vm import Arguments, Handler, Vm, argument_of


def _import_module(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Carry out `importlib.import_module(name, package=None)` (Lib/importlib/__init__.py)."""
    name = argument_of(arguments, 0, "name")
    package = argument_of(arguments, 1, "package", None)
    if not isinstance(name, str) or package is UNKNOWN:
        return UNKNOWN
    level = len(name) - len(name.lstrip("."))
    if level:
        if not isinstance(package, str):
            return UNKNOWN
        parts = package.split(".")
        if len(parts) < level:
            return vm.fail("ImportError", "attempted relative import beyond top-level package", node, frame)
        base = ".".join(parts[: len(parts) - level + 1])
        name = f"{base}.{name[level:]}" if name[level:] else base
    return import_with_event(vm, name, name, 0, (), node, frame)


def _dunder_import(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    name = argument_of(arguments, 0, "name")
    names = argument_of(arguments, 3, "fromlist", ())
    level = argument_of(arguments, 4, "level", 0)
    if not isinstance(name, str) or level != 0:
        return UNKNOWN
    module = import_with_event(vm, name, name, 0, (), node, frame)
    wanted = vm.iterate(names, node, frame) if names else ()
    if wanted:
        import_names(vm, module, [item for item in wanted if isinstance(item, str)], node, frame)
        return module
    return vm.import_absolute(unique_name(vm, name.partition(".")[0], frame), node, frame)


def _reload(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Carry out `importlib.reload`: the body runs again in the same namespace, under a new spec."""
    module = argument_of(arguments, 0, "module")
    if not isinstance(module, Module) or not module.path:
        return module
    name = module.names.get("__name__", module.name)
    is_current: bool = vm.modules.get(name) is module
    if not is_current:
        vm.fail("ImportError", f"module {name} not in sys.modules", node, frame)
    parent = str(name).rpartition(".")[0]
    if parent and parent not in vm.modules:
        vm.fail("ImportError", f"parent '{parent}' not in sys.modules", node, frame)
    vm.journal.put(module.cell, "children", Underway(names=()))
    vm.journal.put(module.cell, "initializing", value=False)
    execute_body(vm, module, node, frame)
    if name not in vm.modules:
        vm.fail("KeyError", str(name), node, frame)
    return vm.modules[name]


def _find_spec(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    name = argument_of(arguments, 0, "name")
    if not isinstance(name, str) or "." in name:
        return UNKNOWN
    found = find_top_level(vm, name)
    return None if found is None else UNKNOWN


def _extend_path(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    """Carry out `pkgutil.extend_path`: every directory of that package on the search path, the given ones first."""
    path, name = argument_of(arguments, 0, "path"), argument_of(arguments, 1, "name")
    items = path.cell["items"] if isinstance(path, Sequence) else UNKNOWN
    package = vm.modules.get(name) if isinstance(name, str) else None
    if isinstance(package, Module):
        vm.journal.put(package.cell, "extended", value=True)
    entries = _entries_for(vm, name) if isinstance(name, str) else None
    if not isinstance(items, tuple) or not isinstance(name, str) or entries is None:
        return path
    portions = [
        f"{vm.settings.project}/{directory}"
        for entry in entries
        if (found := vm.settings.index.names(entry).get(name.rpartition(".")[2])) is not None
        for directory in found.directories
    ]
    return Sequence(tuple(dict.fromkeys((*items, *portions))))


def _entries_for(vm: Vm, name: str) -> tuple[str, ...] | None:
    """Return the directories in which portions of a package are looked for, None if they are not known."""
    parent_name, _, _ = name.rpartition(".")
    if not parent_name:
        return tuple(vm.relative(entry) for entry in vm.search_entries() if isinstance(entry, str))
    parent = vm.modules.get(parent_name)
    directories = submodule_directories(vm, parent) if isinstance(parent, Module) else None
    return directories if isinstance(directories, tuple) else None


def _declare_namespace(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Carry out `pkg_resources.declare_namespace`, which extends the `__path__` of a package."""
    name = argument_of(arguments, 0, "packageName")
    module = vm.modules.get(name) if isinstance(name, str) else None
    if isinstance(module, Module) and "__path__" in module.names:
        given = Arguments((module.names["__path__"], name))
        vm.set_attribute(module, "__path__", _extend_path(vm, given, node, frame))
    return None


def _new_module(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    name = argument_of(arguments, 0, "name")
    if not isinstance(name, str):
        return UNKNOWN
    module = Module(name, "", None)
    prepare(vm, module, None)
    module.cell["open"] = True
    return module


IMPORT_CALLS: Final[dict[str, Handler]] = {
    "importlib.import_module": _import_module,
    "builtins.__import__": _dunder_import,
    "importlib.__import__": _dunder_import,
    "importlib.reload": _reload,
    "importlib.util.spec_from_file_location": spec_from_file_location,
    "importlib.util.module_from_spec": module_from_spec,
    "importlib.util.find_spec": _find_spec,
    "runpy.run_path": run_path,
    "runpy.run_module": run_module,
    "site.addsitedir": add_site_directory,
    "pkgutil.extend_path": _extend_path,
    "pkg_resources.declare_namespace": _declare_namespace,
    "types.ModuleType": _new_module,
}
