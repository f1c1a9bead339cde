"""The import system: `_find_and_load` and what it calls.

Source: Lib/importlib/_bootstrap.py, Lib/importlib/_bootstrap_external.py.
"""

import ast

from importlint.machine.cells import MAIN
from importlint.machine.frames import Frame, Raised
from importlint.machine.hooks import provided_by_hook
from importlint.machine.top_level import find_top_level, is_there_already
from importlint.machine.values import MISSING, UNKNOWN, External, Maybe, Module, Sequence, Value, is_constant
from importlint.machine.vm import Vm
from importlint.model.loader import LOADER_CLASS, LOADER_MARK
from importlint.model.root import ModuleKind
from importlint.resolve.providers import THIRD_PARTY, is_shared_namespace
from importlint.resolve.search_path import Found
from importlint.scan.compiling import Mistake


def find_and_load(vm: Vm, name: str, node: ast.AST, frame: Frame) -> Value:
    """Return the module `name`, importing it and its parents if need be (`_find_and_load`)."""
    known = vm.modules.get(name, MISSING)
    if isinstance(known, Maybe):
        known = known.value
    if known is None:
        vm.fail("ModuleNotFoundError", f"import of {name} halted; None in sys.modules", node, frame)
    if known is not MISSING:
        return known
    parent_name, _, child = name.rpartition(".")
    if not parent_name:
        return vm.sharing.load(name, lambda: _load_top_level(vm, name, node, frame))
    if parent_name not in vm.modules:
        find_and_load(vm, parent_name, node, frame)
    if name in vm.modules:  # "Crazy side-effects!"
        return find_and_load(vm, name, node, frame)
    return vm.sharing.load(name, lambda: _load_submodule(vm, parent_name, child, node, frame))


def _load_submodule(vm: Vm, parent_name: str, child: str, node: ast.AST, frame: Frame) -> Value:
    name = f"{parent_name}.{child}"
    match _module_at(vm, parent_name):
        case Module() as parent:
            return _load_child(vm, parent, parent_name, child, node, frame)
        case External():
            return _register_external(vm, name)
        case constant if is_constant(constant):
            return vm.fail("ModuleNotFoundError", _not_a_package(name, parent_name), node, frame)
        case _:
            return UNKNOWN


def _module_at(vm: Vm, name: str) -> Value:
    value = vm.modules.get(name, UNKNOWN)
    return value.value if isinstance(value, Maybe) else value


def _register_external(vm: Vm, name: str) -> External:
    module = External(name, is_module=True)
    vm.journal.put(vm.modules, name, module)
    return module


def _load_top_level(vm: Vm, name: str, node: ast.AST, frame: Frame) -> Value:
    if is_there_already(vm, name):
        return _register_external(vm, name)
    match find_top_level(vm, name):
        case Found() as found:
            return _load(vm, name, found, node, frame)
        case External():
            return _register_external(vm, name)
        case None:
            hooked = provided_by_hook(vm, name)
            return hooked or vm.fail("ModuleNotFoundError", f"No module named '{name}'", node, frame)
        case reason:
            vm.wonder(f"{reason}, so what 'import {name}' finds is not known")
            return UNKNOWN


def _load_child(vm: Vm, parent: Module, parent_name: str, child: str, node: ast.AST, frame: Frame) -> Value:
    name = f"{parent_name}.{child}"
    locations = submodule_directories(vm, parent)
    if locations is UNKNOWN:
        vm.wonder(f"the __path__ of {parent_name} is not known")
        return UNKNOWN
    found = vm.settings.index.find(child, locations) if locations is not None else None
    if found is None:
        outside = _outside_module(vm, parent, name, locations or ())
        if outside is None:
            message = f"No module named '{name}'" if locations is not None else _not_a_package(name, parent_name)
            vm.fail("ModuleNotFoundError", message, node, frame)
        vm.set_attribute(parent, child, outside)
        return outside
    children: dict[str, Value] = parent.cell["children"]
    before = children["names"]
    vm.journal.put(children, "names", (*before, child))
    try:
        module = _load(vm, name, found, node, frame)
    finally:
        vm.journal.put(children, "names", before)
    if parent_name not in vm.modules:
        vm.fail("KeyError", parent_name, node, frame)
    vm.set_attribute(_module_at(vm, parent_name), child, module)
    return module


def _outside_module(vm: Vm, parent: Module, name: str, locations: tuple[str, ...]) -> Value:
    """Return a submodule that lies where we do not look, None if there can be none."""
    child = name.rpartition(".")[2]
    if _may_be_elsewhere(vm, parent, child):
        # What lies there may import more of its kind.
        vm.journal.put(parent.cell, "open", value=True)
        return _register_external(vm, name)
    if vm.settings.may_appear(child, locations):
        return _register_external(vm, name)
    return provided_by_hook(vm, name)


def _may_be_elsewhere(vm: Vm, parent: Module, child: str) -> bool:
    """Return whether a submodule can be where we do not look.

    An extension module may register its own. A namespace package that other distributions share has portions there, and
    so has a package that extends its path by them.
    """
    top, name = parent.name.partition(".")[0], f"{parent.name}.{child}"
    if not (parent.is_namespace or parent.cell["extended"]):
        return bool(parent.path) and not parent.path.endswith(".py")
    if vm.provider(top) == THIRD_PARTY or (parent.is_namespace and is_shared_namespace(top)):
        return True
    if vm.settings.index.has_portion(parent.name, child):
        return False
    return vm.provider(name if parent.is_namespace else name.replace(".", "_")) == THIRD_PARTY


def _not_a_package(name: str, parent_name: str) -> str:
    return f"No module named '{name}'; '{parent_name}' is not a package"


def submodule_directories(vm: Vm, module: Module) -> "tuple[str, ...] | Value | None":
    """Return where a package's submodules are looked for, now (`_NamespacePath._recalculate`)."""
    locations = module.cell["locations"]
    if not module.is_namespace:
        return _current_path(vm, module)
    if locations is UNKNOWN:
        return UNKNOWN
    parent_name, _, child = module.name.rpartition(".")
    if parent_name:
        parent = _module_at(vm, parent_name)
        above = submodule_directories(vm, parent) if isinstance(parent, Module) else None
        found: Value = vm.settings.index.find(child, above) if isinstance(above, tuple) else None
    else:
        found = find_top_level(vm, child)
    if isinstance(found, Found) and found.kind is ModuleKind.NAMESPACE and found.directories != locations:
        locations = found.directories
        vm.journal.put(module.cell, "locations", locations)
    return locations


def _current_path(vm: Vm, module: Module) -> "tuple[str, ...] | Value | None":
    """Return the directories of a regular package's `__path__`, which its body may have edited."""
    held = module.names.get("__path__")
    if held is None:
        return None
    items = held.cell["items"] if isinstance(held, Sequence) else UNKNOWN
    if items is module.cell.get("path"):
        return module.cell["locations"]
    if not isinstance(items, tuple) or not all(isinstance(item, str) for item in items):
        return UNKNOWN
    return tuple(vm.relative(item) for item in items)


def _load(vm: Vm, name: str, found: Found, node: ast.AST, frame: Frame) -> Value:
    """Make the module, put it into `sys.modules`, run its body, take it out again if that fails (`_load_unlocked`)."""
    is_package = found.kind in (ModuleKind.PACKAGE, ModuleKind.NAMESPACE)
    module = Module(
        name, found.path, found.directories if is_package else None, is_namespace=found.kind is ModuleKind.NAMESPACE
    )
    prepare(vm, module, package=name if is_package else name.rpartition(".")[0])
    vm.sharing.own(module)
    vm.journal.put(vm.modules, name, module)
    if found.kind is ModuleKind.NAMESPACE:
        return module
    if not found.path.endswith(".py"):
        module.cell["open"] = True
        return module
    vm.journal.put(module.cell, "initializing", value=True)
    around, vm.unfollowed = vm.unfollowed, 0
    try:
        execute_body(vm, module, node, frame)
    except Raised:
        vm.journal.drop(vm.modules, name)
        raise
    finally:
        vm.journal.put(module.cell, "initializing", value=False)
        unfollowed, vm.unfollowed = vm.unfollowed, around
    if name not in vm.modules:
        if not unfollowed:
            vm.fail("KeyError", name, node, frame)
        vm.wonder(f"{module.path} calls what is not known, which may put {name} into sys.modules again")
        return UNKNOWN
    replaced = _module_at(vm, name)
    if replaced is not UNKNOWN:
        return replaced
    # What it has put in its own place may have any name.
    vm.journal.put(module.cell, "open", value=True)
    return module


def run_as_main(vm: Vm, name: str, node: ast.AST, frame: Frame) -> None:
    """Run a module's file, or a package's `__main__`, as `__main__` (`runpy._run_module_as_main`)."""
    found = find_runnable(vm, name, node, frame)
    if isinstance(found, External):
        vm.wonder(f"what `python -m {name}` runs is not in the project")
        return
    package, path = found
    module = Module(MAIN, path, None)
    prepare(vm, module, package=package)
    become_main(vm, module)
    execute_body(vm, module, node, frame)


def find_runnable(vm: Vm, name: str, node: ast.AST, frame: Frame) -> tuple[str, str] | External:
    """Find the file that runs for a module or package (`runpy._get_module_details`), and the `__package__` it has.

    Parents are imported. What is not the project's own is External.
    """
    parent, _, _ = name.rpartition(".")
    if parent:
        find_and_load(vm, parent, node, frame)
    top = name.partition(".")[0]
    found = _locate(vm, name)
    if found is None and (isinstance(vm.modules.get(top), External) or isinstance(find_top_level(vm, top), External)):
        return External(name)
    if found is None and _may_come(vm, name):
        return External(name)
    if found is not None and found.directories:
        find_and_load(vm, name, node, frame)
        parent, found = name, vm.settings.index.find("__main__", found.directories)
    if found is None or not found.path.endswith(".py"):
        vm.fail("ImportError", f"No module named {name}", node, frame)
    return parent, found.path


def _may_come(vm: Vm, name: str) -> bool:
    """Return whether a submodule that was not found may be there all the same."""
    parent_name, _, child = name.rpartition(".")
    parent = _module_at(vm, parent_name) if parent_name else None
    if not isinstance(parent, Module):
        return bool(parent_name)
    locations = submodule_directories(vm, parent)
    return (
        locations is UNKNOWN or _may_be_elsewhere(vm, parent, child) or vm.settings.may_appear(child, locations or ())
    )


def become_main(vm: Vm, module: Module) -> None:
    """Put a module into `sys.modules` as that of the program itself."""
    vm.journal.put(vm.modules, MAIN, module)
    vm.sharing.own(module)


def _locate(vm: Vm, name: str) -> Found | None:
    """Find a module whose parents are imported."""
    parent_name, _, child = name.rpartition(".")
    if not parent_name:
        found = find_top_level(vm, name)
        return found if isinstance(found, Found) else None
    parent = _module_at(vm, parent_name)
    locations = submodule_directories(vm, parent) if isinstance(parent, Module) else None
    return vm.settings.index.find(child, locations) if isinstance(locations, tuple) else None


def prepare(vm: Vm, module: Module, package: str | None) -> None:
    """Give a new module the names that every module begins with (`_init_module_attrs`)."""
    names = module.names
    names["__name__"] = module.name
    names["__package__"] = package
    names["__doc__"] = names["__loader__"] = names["__spec__"] = names["__builtins__"] = UNKNOWN
    names["__annotations__"] = UNKNOWN
    if module.path:
        names["__file__"] = f"{vm.settings.project}/{module.path}"
        names["__cached__"] = UNKNOWN
    locations = module.cell["locations"]
    if locations is not None:
        items = tuple(f"{vm.settings.project}/{directory}" for directory in locations)
        names["__path__"] = Sequence(items)
        module.cell["path"] = items


def execute_body(vm: Vm, module: Module, node: ast.AST, frame: Frame) -> None:
    """Execute the body of a module's file."""
    vm.files.append(module.path)
    program = vm.settings.program(module.path)
    if isinstance(program, Mistake):
        message = program.text(module.path.rpartition("/")[2])
        vm.fail(program.type, message, node, frame, structural=True)
    if LOADER_MARK in (ast.get_docstring(program, clean=False) or ""):
        module.names[LOADER_CLASS.rpartition(".")[2]] = External(LOADER_CLASS)
        module.cell["open"] = True
        return
    vm.depth += 1
    try:
        vm.run_file(module)
    finally:
        vm.depth -= 1
