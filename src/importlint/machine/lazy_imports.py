"""Lazy imports (PEP 810), as Python 3.15.2 carries them out.

Sources: Python/import.c (_PyImport_LoadLazyImportTstate), Objects/moduleobject.c (_Py_module_getattro_impl).
"""

import ast

from importlint.machine.events import import_with_event
from importlint.machine.frames import Frame, Raised
from importlint.machine.from_imports import absolute_name, attribute_for_import, load_if_there
from importlint.machine.import_statements import load_for_names
from importlint.machine.values import MISSING, LazyImport, Module, Value
from importlint.machine.vm import Vm
from importlint.model.names import join, parents


class LazyImports:
    """The lazy imports of one process.

    Each announces submodules: they are attributes of packages that do not have them yet, and are imported when asked
    for; so `lazy import a.b` imports `a` at the first use of `a`, and `a.b` at that of its attribute. A submodule that
    `import` names has to be there, what `from` names may be something else.
    """

    def __init__(self, vm: Vm) -> None:
        """Announce nothing."""
        self._vm = vm
        self._announced: dict[str, Value] = {}
        self._under_way: list[LazyImport] = []

    def announce(self, lazy: LazyImport, absolute: str) -> None:
        """Note a lazy import that was executed; absolute: the name of the module, `lazy.module` if it is absolute."""
        named = absolute if isinstance(lazy.node, ast.Import) else join(absolute, lazy.name)
        for name in (*parents(named), named):
            known = self._announced.get(name)
            if "." in name and (known is None or isinstance(lazy.node, ast.Import)):
                self._vm.journal.put(self._announced, name, lazy)

    def resolve(self, value: LazyImport, node: ast.AST, frame: Frame) -> Value:
        """Carry out a lazy import at its first use, on the search path of this moment.

        What the import itself raises is raised at the use. A use while it is carried out is an ImportCycleError.
        """
        if value in self._under_way:
            message = f"cannot import name '{self._written(value)}' (most likely due to a circular import)"
            return self._vm.fail("ImportCycleError", message, node, frame)
        origin: Frame = value.frame
        self._under_way.append(value)
        try:
            return self._load(value, origin)
        except Raised as raised:
            if (raised.path, raised.line) == (origin.module.path, value.node.lineno):
                raised.path, raised.line = frame.module.path, getattr(node, "lineno", 0)
            raise
        finally:
            self._under_way.pop()

    def _written(self, value: LazyImport) -> str:
        if isinstance(value.node, ast.Import):
            return value.module
        return join(absolute_name(self._vm, value.level, value.module, value.node, value.frame), value.name)

    def _load(self, value: LazyImport, origin: Frame) -> Value:
        vm = self._vm
        if isinstance(value.node, ast.Import):
            found = import_with_event(vm, value.name or value.module, value.module, 0, (), value.node, origin)
            if isinstance(found, Module) and not found.cell["initializing"]:
                self._withdraw(found.name)
            return found
        module = load_for_names(vm, value.module, value.level, (value.name,), value.node, origin)
        found = attribute_for_import(vm, module, value.name, value.node, origin)
        lazy = self._announced.get(module.name) if isinstance(module, Module) else None
        if isinstance(lazy, LazyImport) and isinstance(lazy.node, ast.ImportFrom):
            self._withdraw(module.name)
        return found

    def _withdraw(self, name: str) -> None:
        if name in self._announced:
            self._vm.journal.put(self._announced, name, None)

    def find_submodule(self, package: Module, name: str, node: ast.AST, frame: Frame) -> Value:
        """Return the submodule that a package does not have as an attribute, MISSING if none is announced or there."""
        full = f"{package.name}.{name}"
        lazy = self._announced.get(full)
        if not isinstance(lazy, LazyImport):
            return MISSING
        if isinstance(lazy.node, ast.Import) and full not in self._vm.modules:
            return self.resolve(LazyImport(lazy.node, full, 0, "", lazy.frame), node, frame)
        return load_if_there(self._vm, full, node, frame)
