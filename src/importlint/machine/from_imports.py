"""What a `from` import does after its module is loaded: `_handle_fromlist`, IMPORT_FROM, IMPORT_STAR.

Sources: Lib/importlib/_bootstrap.py, Python/ceval.c (import_from, import_all_from).
"""

import ast

from importlint.machine.frames import Frame, Raised, error_name, is_missing_attribute
from importlint.machine.importing import find_and_load
from importlint.machine.messages import missing_import_name
from importlint.machine.values import MISSING, UNKNOWN, LazyImport, Maybe, Module, Value
from importlint.machine.vm import Vm
from importlint.model.names import join, resolve_relative


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


def import_names(
    vm: Vm, module: Value, names: list[str], node: ast.AST, frame: Frame, *, recursive: bool = False
) -> None:
    """Import the submodules that a `from` import or an `__all__` names (`_handle_fromlist`)."""
    if not isinstance(module, Module) or "__path__" not in module.names:
        return
    for name in names:
        if name == "*":
            declared = module.names.get("__all__") if not recursive else None
            if declared is not None:
                wanted = [item for item in _declared(vm, declared, node, frame) or () if isinstance(item, str)]
                import_names(vm, module, wanted, node, frame, recursive=True)
            continue
        if has_attribute(vm, module, name, node, frame):
            continue
        own_name = module.names.get("__name__", module.name)
        full_name = join(own_name if isinstance(own_name, str) else module.name, name)
        load_if_there(vm, full_name, node, frame)


def load_if_there(vm: Vm, name: str, node: ast.AST, frame: Frame) -> Value:
    """Return a module, imported if need be; MISSING where there is none, which CPython passes over here."""
    try:
        return find_and_load(vm, name, node, frame)
    except Raised as raised:
        if error_name(raised.error) != "ModuleNotFoundError" or missing_name(raised) != name:
            raise
        return MISSING


def missing_name(raised: Raised) -> str:
    """Return the `name` attribute of a ModuleNotFoundError."""
    message = raised.error.arguments[0] if raised.error.arguments else ""
    parts = message.split("'") if isinstance(message, str) else []
    return parts[1] if len(parts) > 1 and raised.error.attributes.get("by_import") else ""


def has_attribute(vm: Vm, module: Module, name: str, node: ast.AST, frame: Frame) -> bool:
    """Return whether a module has an attribute, asking its `__getattr__` if need be."""
    is_lazy = isinstance(module.names.get(name), LazyImport)
    if name in module.names and not is_lazy:
        return True
    hook = module.names.get("__getattr__")
    if hook is None and not is_lazy:
        return bool(module.cell["open"])
    try:
        vm.get_attribute(module, name, node, frame)
    except Raised as raised:
        if is_missing_attribute(raised.error):
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
        if not is_missing_attribute(raised.error):
            raise
    own_name = module.names.get("__name__", module.name)
    fallback = vm.modules.get(f"{own_name}.{name}", MISSING)
    if fallback is not MISSING:
        return fallback.value if isinstance(fallback, Maybe) else fallback
    return vm.fail("ImportError", missing_import_name(vm, module, name), node, frame)


def _attribute_of_object(vm: Vm, value: Value, name: str, node: ast.AST, frame: Frame) -> Value:
    """Take a name from what stands in `sys.modules` or on a parent in a module's place."""
    try:
        return vm.get_attribute(value, name, node, frame)
    except Raised as raised:
        if not is_missing_attribute(raised.error):
            raise
    return vm.fail(
        "ImportError", f"cannot import name '{name}' from '<unknown module name>' (unknown location)", node, frame
    )


def star_names(vm: Vm, module: Module, node: ast.AST, frame: Frame) -> dict[str, Value]:
    """Return what `from module import *` binds (import_all_from)."""
    declared = module.names.get("__all__")
    if isinstance(declared, Maybe):
        declared = declared.value
    if declared is None:
        public = {name: value for name, value in module.names.items() if not name.startswith("_")}
        return {
            name: vm.get_attribute(module, name, node, frame) if isinstance(value, LazyImport) else value
            for name, value in public.items()
        }
    items = _declared(vm, declared, node, frame)
    if items is None or any(not isinstance(item, str) for item in items):
        everything = {name: value for name, value in module.names.items() if not name.startswith("__")}
        vm.journal.put(frame.module.cell, "open", value=True)
        return everything
    return {item: vm.get_attribute(module, item, node, frame) for item in items}


def _declared(vm: Vm, declared: Value, node: ast.AST, frame: Frame) -> list[Value] | None:
    """Return the items of an `__all__`, None if they are not known; one that may be missing counts."""
    items = vm.possible_items(declared, node, frame)
    return None if items is None else [item.value if isinstance(item, Maybe) else item for item in items]
