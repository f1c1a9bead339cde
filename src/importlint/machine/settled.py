"""What a function that is not run would import: nothing that matters where it is all there already."""

import ast
from typing import NamedTuple

from importlint.machine.outline import body_of
from importlint.machine.values import External, Function, Maybe, Module, Value
from importlint.machine.vm import Vm
from importlint.model.names import join, resolve_relative
from importlint.resolve.providers import NOBODY


class _Wanted(NamedTuple):
    """One import statement of a function: the level and name as written, and the names that it takes."""

    level: int
    module: str
    names: tuple[str, ...]


def imports_are_settled(vm: Vm, function: Function) -> bool:
    """Return whether every import written in a function would find a finished module that has the names wanted."""
    return all(_is_settled(vm, function.module, wanted) for wanted in _wanted_by(function.node))


def _is_settled(vm: Vm, module: Module, wanted: _Wanted) -> bool:
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


def _wanted_by(node: ast.AST) -> tuple[_Wanted, ...]:
    """Return the import statements within a function (kept on the node)."""
    known: tuple[_Wanted, ...] | None = getattr(node, "_importlint_imports", None)
    if known is None:
        known = tuple(_imports_in(node))
        node._importlint_imports = known  # type: ignore[attr-defined] # noqa: SLF001
    return known


def _imports_in(node: ast.AST) -> list[_Wanted]:
    found: list[_Wanted] = []
    statements = body_of(node) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else ()
    for part in (part for statement in statements for part in ast.walk(statement)):
        if isinstance(part, ast.ImportFrom):
            found.append(_Wanted(part.level, part.module or "", tuple(alias.name for alias in part.names)))
        elif isinstance(part, ast.Import):
            found.extend(_Wanted(0, alias.name, ()) for alias in part.names)
    return found
