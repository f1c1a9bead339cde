"""The wording of exceptions, by target version (Objects/moduleobject.c, Python/ceval.c)."""

import posixpath
from typing import Final

from importlint.machine.values import Module
from importlint.machine.vm import Vm

_CIRCULAR: Final = "(most likely due to a circular import)"


def missing_attribute(vm: Vm, module: Module, name: str) -> str:
    """Return the message of the AttributeError for a name that a module does not have."""
    own_name = module.names.get("__name__", module.name)
    advice = _renaming_advice(vm, module, str(own_name))
    if advice:
        return f"module '{own_name}' has no attribute '{name}' {advice}"
    if module.cell["initializing"]:
        origin = f" from '{module.path}'" if vm.settings.target >= (3, 13) and module.path else ""
        return f"partially initialized module '{own_name}'{origin} has no attribute '{name}' {_CIRCULAR}"
    if name in module.cell["children"]["names"]:
        return f"cannot access submodule '{name}' of module '{own_name}' {_CIRCULAR}"
    return f"module '{own_name}' has no attribute '{name}'"


def _renaming_advice(vm: Vm, module: Module, own_name: str) -> str:
    """Return what 3.13 and later say of a module that may hide another one, "" if nothing."""
    if vm.settings.target < (3, 13) or not _may_shadow(vm, module):
        return ""
    if vm.provider(own_name) == "standard library":
        return (
            f"(consider renaming '{module.path}' since it has the same name as the standard library module named "
            f"'{own_name}' and the import system gives it precedence)"
        )
    if module.cell["initializing"]:
        word = "third-party module" if vm.settings.target < (3, 14) else "library"
        return f"(consider renaming '{module.path}' if it has the same name as a {word} you intended to import)"
    return ""


def _may_shadow(vm: Vm, module: Module) -> bool:
    """Return whether a module's file lies directly in entry 0 of the search path (_PyModule_IsPossiblyShadowing)."""
    directory = posixpath.dirname(module.path) or "."
    if posixpath.basename(module.path) == "__init__.py":
        directory = posixpath.dirname(directory) or "."
    return bool(module.path) and vm.entry_zero == directory


def missing_import_name(vm: Vm, module: Module, name: str) -> str:
    """Return the message of the ImportError of `from module import name`."""
    own_name = module.names.get("__name__", module.name)
    if module.is_namespace:
        return f"cannot import name '{name}' from '{own_name}' (unknown location)"
    where = f"'{own_name}'"
    advice = _renaming_advice(vm, module, str(own_name)) if vm.settings.target >= (3, 14) else ""
    if advice:
        return f"cannot import name '{name}' from {where} {advice}"
    if module.cell["initializing"]:
        where = f"partially initialized module {where} {_CIRCULAR}"
    return f"cannot import name '{name}' from {where} ({module.path})"
