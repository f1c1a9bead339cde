"""The import system: `_gcd_import`, `_handle_fromlist` and the IMPORT_FROM instruction, as CPython has them.

Sources: Lib/importlib/_bootstrap.py, Python/ceval.c (import_from, import_all_from), Objects/moduleobject.c.
"""

import ast
from typing import Final

from importlint.machine.frames import Frame, Raised, error_name
from importlint.machine.messages import missing_import_name
from importlint.machine.values import UNKNOWN, External, LazyImport, Maybe, Module, Sequence, Value
from importlint.machine.vm import SyntaxTrouble, Vm
from importlint.model.names import join, resolve_relative
from importlint.model.root import ModuleKind
from importlint.model.trace import ImportEvent
from importlint.resolve.search_path import Found

# Where the standard library and site-packages stand on sys.path, as entries that no project has.
STANDARD_LIBRARY: Final = "/<python>/lib"
SITE_PACKAGES: Final = "/<python>/lib/site-packages"

# Modules that every interpreter has imported before the first line of a program runs, or that are built in: no entry of
# sys.path can replace them (python -X importtime -c pass; sys.builtin_module_names).
ALWAYS_LOADED: Final = frozenset(
    "sys builtins _imp _thread _warnings _weakref _frozen_importlib _frozen_importlib_external _io marshal posix nt time "
    "zipimport _codecs codecs encodings _signal _abc abc io __main__ _stat stat _collections_abc posixpath ntpath genericpath "
    "os _sitebuiltins site itertools _operator _functools _collections atexit errno faulthandler gc _sre _symtable "
    "_tracemalloc _string _locale _typing".split()
)


class Missing(Exception):
    """An attribute that is not there."""


def find_and_load(vm: Vm, name: str, node: ast.AST, frame: Frame) -> Value:
    """Return the module `name`, importing it and its parents if need be (`_find_and_load`)."""
    known = vm.modules.get(name, Missing)
    if isinstance(known, Maybe):
        known = known.value
    if known is None:
        vm.fail("ModuleNotFoundError", f"import of {name} halted; None in sys.modules", node, frame)
    if known is not Missing:
        return known
    parent_name, _, child = name.rpartition(".")
    if not parent_name:
        return _load_top_level(vm, name, node, frame)
    find_and_load(vm, parent_name, node, frame)
    if name in vm.modules:  # "Crazy side-effects!"
        return find_and_load(vm, name, node, frame)
    parent = _module_at(vm, parent_name)
    if not isinstance(parent, Module):
        return _register_external(vm, name) if isinstance(parent, External) else UNKNOWN
    return _load_child(vm, parent, parent_name, child, node, frame)


def _module_at(vm: Vm, name: str) -> Value:
    value = vm.modules.get(name, UNKNOWN)
    return value.value if isinstance(value, Maybe) else value


def _register_external(vm: Vm, name: str) -> External:
    module = External(name, is_module=True)
    vm.journal.put(vm.modules, name, module)
    return module


def _load_top_level(vm: Vm, name: str, node: ast.AST, frame: Frame) -> Value:
    if name in ALWAYS_LOADED:
        return _register_external(vm, name)
    match find_top_level(vm, name):
        case Found() as found:
            return _load(vm, name, found, node, frame)
        case External():
            return _register_external(vm, name)
        case None:
            vm.fail("ModuleNotFoundError", f"No module named '{name}'", node, frame)
        case reason:
            vm.wonder(f"{reason}, so what 'import {name}' finds is not known")
            return UNKNOWN


def find_top_level(vm: Vm, name: str) -> "Found | External | str | None":
    """Look a top-level name up on `sys.path`: what is found, None if nothing is, or why it cannot be known."""
    directories: list[str] = []
    for entry in vm.search_entries():
        plain = entry.value if isinstance(entry, Maybe) else entry
        if plain is UNKNOWN:
            if vm.settings.provider(name) != "nobody":
                continue
            return "sys.path has an entry that is not known"
        if not isinstance(plain, str):  # PathFinder passes over entries that are no text
            continue
        if plain in (STANDARD_LIBRARY, SITE_PACKAGES):
            found = vm.settings.index.find(name, directories)
            if found is not None and found.kind is not ModuleKind.NAMESPACE:
                return found
            wanted = "standard library" if plain == STANDARD_LIBRARY else "third party"
            if vm.settings.provider(name) == wanted:
                return External(name, is_module=True)
            continue
        directory = vm.relative(plain)
        here = vm.settings.index.names(directory).get(name)
        if here is not None and isinstance(entry, Maybe):
            return "sys.path may or may not have " + directory
        directories.append(directory)
    return vm.settings.index.find(name, directories)


def _load_child(vm: Vm, parent: Module, parent_name: str, child: str, node: ast.AST, frame: Frame) -> Value:
    name = f"{parent_name}.{child}"
    locations = submodule_directories(vm, parent)
    if locations is None:
        vm.fail("ModuleNotFoundError", f"No module named '{name}'; '{parent_name}' is not a package", node, frame)
    if locations is UNKNOWN:
        vm.wonder(f"the __path__ of {parent_name} is not known")
        return UNKNOWN
    found = vm.settings.index.find(child, locations)
    if found is None:
        vm.fail("ModuleNotFoundError", f"No module named '{name}'", node, frame)
    children = parent.cell["children"]
    vm.journal.put(parent.cell, "children", (*children, child))
    try:
        module = _load(vm, name, found, node, frame)
    finally:
        vm.journal.put(parent.cell, "children", children)
    holder = _module_at(vm, parent_name)
    if isinstance(holder, Module):
        vm.journal.put(holder.names, child, module)
    return module


def submodule_directories(vm: Vm, module: Module) -> "tuple[str, ...] | Value | None":
    """Return where a package's submodules are looked for, now (`_NamespacePath._recalculate`)."""
    locations = module.cell["locations"]
    if not module.is_namespace or locations is UNKNOWN:
        return locations
    parent_name, _, child = module.name.rpartition(".")
    if parent_name:
        parent = _module_at(vm, parent_name)
        above = submodule_directories(vm, parent) if isinstance(parent, Module) else None
        found: Value = vm.settings.index.find(child, above) if isinstance(above, tuple) else None
    else:
        found = find_top_level(vm, child)
    if isinstance(found, Found) and found.kind is ModuleKind.NAMESPACE:
        locations = found.directories
        vm.journal.put(module.cell, "locations", locations)
    return locations


def _load(vm: Vm, name: str, found: Found, node: ast.AST, frame: Frame) -> Value:
    """Make the module, put it into `sys.modules`, run its body, and take it out again if that fails (`_load_unlocked`)."""
    is_package = found.kind in (ModuleKind.PACKAGE, ModuleKind.NAMESPACE)
    module = Module(
        name, found.path, found.directories if is_package else None, is_namespace=found.kind is ModuleKind.NAMESPACE
    )
    prepare(vm, module, package=name if is_package else name.rpartition(".")[0])
    vm.journal.put(vm.modules, name, module)
    if found.kind is ModuleKind.NAMESPACE:
        return module
    if not found.path.endswith(".py"):
        module.cell["open"] = True
        return module
    try:
        execute_body(vm, module, node, frame)
    except Raised:
        vm.journal.drop(vm.modules, name)
        raise
    replaced = _module_at(vm, name) if name in vm.modules else module
    return module if replaced is UNKNOWN else replaced


def run_as_main(vm: Vm, name: str, node: ast.AST, frame: Frame) -> None:
    """Run a module's file, or a package's `__main__`, as `__main__` (`runpy._run_module_as_main`)."""
    parent, _, _ = name.rpartition(".")
    if parent:
        find_and_load(vm, parent, node, frame)
    found = _locate(vm, name)
    if found is not None and found.directories:
        find_and_load(vm, name, node, frame)
        parent, found = name, vm.settings.index.find("__main__", found.directories)
    if found is None or not found.path.endswith(".py"):
        vm.fail("ImportError", f"No module named {name}", node, frame)
    module = Module("__main__", found.path, None)
    prepare(vm, module, package=parent)
    vm.journal.put(vm.modules, "__main__", module)
    execute_body(vm, module, node, frame)


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
        names["__path__"] = Sequence(tuple(f"{vm.settings.project}/{directory}" for directory in locations))


def execute_body(vm: Vm, module: Module, node: ast.AST, frame: Frame) -> None:
    """Execute the body of a module's file while it counts as initialising."""
    program = vm.settings.program(module.path)
    if isinstance(program, SyntaxTrouble):
        vm.fail("SyntaxError", program.message, node, frame)
    vm.journal.put(module.cell, "initializing", True)
    vm.depth += 1
    try:
        vm.run_file(module)
    finally:
        vm.depth -= 1
        vm.journal.put(module.cell, "initializing", False)


def absolute_name(vm: Vm, level: int, name: str, node: ast.AST, frame: Frame) -> str:
    """Return the absolute name of a relative import (`_calc___package__`, `_sanity_check`, `_resolve_name`)."""
    if level == 0:
        return name
    names = frame.module.names
    package = names.get("__package__")
    if package is None:
        own = names.get("__name__")
        package = own if "__path__" in names else own.rpartition(".")[0] if isinstance(own, str) else UNKNOWN
    if not isinstance(package, str):
        return ""
    if not package:
        vm.fail("ImportError", "attempted relative import with no known parent package", node, frame)
    absolute = resolve_relative(package, level, name)
    if absolute is None:
        vm.fail("ImportError", "attempted relative import beyond top-level package", node, frame)
    return absolute


def import_names(vm: Vm, module: Value, names: list[str], node: ast.AST, frame: Frame, *, recursive: bool = False) -> None:
    """Import the submodules that a `from` import or an `__all__` names (`_handle_fromlist`)."""
    if not isinstance(module, Module) or module.cell["locations"] is None:
        return
    for name in names:
        if name == "*":
            declared = module.names.get("__all__") if not recursive else None
            if declared is not None:
                items = vm.iterate(declared, node, frame)
                wanted = [item for item in items or () if isinstance(item, str)]
                import_names(vm, module, wanted, node, frame, recursive=True)
            continue
        if has_attribute(vm, module, name, node, frame):
            continue
        own_name = module.names.get("__name__", module.name)
        full_name = join(own_name if isinstance(own_name, str) else module.name, name)
        try:
            find_and_load(vm, full_name, node, frame)
        except Raised as raised:
            # "Backwards-compatibility dictates we ignore failed imports triggered by fromlist."
            if error_name(raised.error) != "ModuleNotFoundError" or missing_name(raised) != full_name:
                raise


def missing_name(raised: Raised) -> str:
    """Return the `name` attribute of a ModuleNotFoundError."""
    message = raised.error.arguments[0] if raised.error.arguments else ""
    parts = message.split("'") if isinstance(message, str) else []
    return parts[1] if len(parts) > 1 and raised.error.attributes.get("by_import") else ""


def has_attribute(vm: Vm, module: Module, name: str, node: ast.AST, frame: Frame) -> bool:
    """Return whether a module has an attribute, asking its `__getattr__` if need be."""
    if name in module.names:
        return True
    hook = module.names.get("__getattr__")
    if hook is None:
        return bool(module.cell["open"])
    try:
        vm.get_attribute(module, name, node, frame)
    except Raised as raised:
        if error_name(raised.error) == "AttributeError":
            return False
        raise
    return True


def attribute_for_import(vm: Vm, module: Value, name: str, node: ast.AST, frame: Frame) -> Value:
    """Return what `from module import name` binds (the IMPORT_FROM instruction)."""
    if not isinstance(module, Module):
        return _attribute_of_object(vm, module, name, node, frame)
    try:
        return vm.get_attribute(module, name, node, frame)
    except Raised as raised:
        if error_name(raised.error) != "AttributeError":
            raise
    own_name = module.names.get("__name__", module.name)
    fallback = vm.modules.get(f"{own_name}.{name}", Missing)
    if fallback is not Missing:
        return fallback.value if isinstance(fallback, Maybe) else fallback
    return vm.fail("ImportError", missing_import_name(vm, module, name), node, frame)


def _attribute_of_object(vm: Vm, value: Value, name: str, node: ast.AST, frame: Frame) -> Value:
    """Take a name from what stands in `sys.modules` or on a parent in a module's place."""
    try:
        return vm.get_attribute(value, name, node, frame)
    except Raised as raised:
        if error_name(raised.error) != "AttributeError":
            raise
    return vm.fail("ImportError", f"cannot import name '{name}' from '<unknown module name>' (unknown location)", node, frame)


def star_names(vm: Vm, module: Module, node: ast.AST, frame: Frame) -> dict[str, Value]:
    """Return what `from module import *` binds (import_all_from)."""
    declared = module.names.get("__all__")
    if isinstance(declared, Maybe):
        declared = declared.value
    if declared is None:
        public = {name: value for name, value in module.names.items() if not name.startswith("_")}
        return {name: vm.get_attribute(module, name, node, frame) if isinstance(value, LazyImport) else value
                for name, value in public.items()}
    items = vm.iterate(declared, node, frame)
    if items is None or any(not isinstance(item, str) for item in items):
        everything = {name: value for name, value in module.names.items() if not name.startswith("__")}
        vm.journal.put(frame.module.cell, "open", True)
        return everything
    return {item: vm.get_attribute(module, item, node, frame) for item in items}


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


def _in_function(frame: Frame) -> bool:
    walk: Frame | None = frame
    while walk is not None:
        if walk.kind == "function":
            return True
        walk = walk.outer
    return False
