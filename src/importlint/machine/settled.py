"""What a function that is not run would import: nothing that matters where it is all there already."""

from typing import Final

from importlint.machine.mentions import Wanted, mentioned_by
from importlint.machine.values import External, Function, Maybe, Module, Value
from importlint.machine.vm import Vm
from importlint.model.names import join, resolve_relative
from importlint.resolve.providers import NOBODY

# What a function mentions that imports by value, or changes what imports find.
_BY_VALUE_TEXT = """
    __import__ addsitedir exec exec_module import_module load_module meta_path modules path_hooks reload run_module
    run_path
"""
_BY_VALUE: Final = frozenset(_BY_VALUE_TEXT.split())


def imports_are_settled(vm: Vm, function: Function) -> bool:
    """Return whether every import written in a function would find a finished module that has the names wanted."""
    mentions = mentioned_by(function.node)
    if not (_BY_VALUE.isdisjoint(mentions.names) and _BY_VALUE.isdisjoint(mentions.attributes)):
        return False
    return all(_is_settled(vm, function.module, wanted) for wanted in mentions.imports)


def _is_settled(vm: Vm, module: Module, wanted: Wanted) -> bool:
    package = module.names.get("__package__")
    name = resolve_relative(package, wanted.level, wanted.module) if isinstance(package, str) else None
    if name is None:
        return False
    target = vm.modules.get(name)
    if target is None:
        top = name.partition(".")[0]
        return top not in vm.modules and vm.provider(top) != NOBODY
    return _is_finished(target) and all(_has(vm, target, name, wanted_name) for wanted_name in wanted.names)


def _is_finished(module: Value) -> bool:
    return isinstance(module, External) or (isinstance(module, Module) and not module.cell["initializing"])


def _has(vm: Vm, module: Value, own_name: str, name: str) -> bool:
    if not isinstance(module, Module) or name == "*" or module.cell["open"]:
        return True
    if name in module.names:
        return not isinstance(module.names[name], Maybe)
    return _is_finished(vm.modules.get(join(own_name, name)))
