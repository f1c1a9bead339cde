"""The finder of mounted services: `pillars.app.core` is `app.core` as the directory of `pillars` has it.

Each service is a package without a file, and its modules have unique names in `sys.modules`. So import locks,
`sys.modules`, pickling and reloading are CPython's own, and nothing global is ever exchanged.
"""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Iterable, Sequence
from functools import partial
from importlib.machinery import (
    BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    ModuleSpec,
    PathFinder,
    SourcelessFileLoader,
)
from types import ModuleType
from typing import Any

from importlint.loader.errors import ServiceNameError
from importlint.loader.ownership import find_owned_names
from importlint.loader.source import Redirection, ServiceSourceLoader

# The path of a namespace package has a public name since Python 3.15 only; importlib.resources asks for this type.
_EXTERNAL: Any = importlib._bootstrap_external  # noqa: SLF001
_NamespacePath: Any = getattr(_EXTERNAL, "NamespacePath", None) or _EXTERNAL._NamespacePath  # noqa: SLF001
# What `importlib.import_module` calls, as it is before services are mounted.
_BOOTSTRAP: Any = importlib._bootstrap  # noqa: SLF001
PLAIN_IMPORT = _BOOTSTRAP._gcd_import  # noqa: SLF001


class Mount:
    """A service that can be imported under its name."""

    def __init__(self, name: str, roots: Sequence[str]) -> None:
        self.name = name
        self.roots = tuple(roots)
        self._finders: dict[str, FileFinder] = {}
        self.refresh()

    def refresh(self) -> None:
        """Look again which top-level names there are."""
        self.names, self._portions = find_owned_names(self.roots)
        self._redirection = Redirection(self.name, self.names)
        self._finders.clear()

    def owns(self, name: str) -> bool:
        """Return whether a bare module name is one of this service's."""
        return name.partition(".")[0] in self.names

    def find_spec(self, fullname: str, path: Iterable[str] | None = None) -> ModuleSpec | None:
        """Return what one of the service's unique names means; path is that of the package around it."""
        inner = fullname[len(self.name) + 1 :]
        if not inner:
            return self._namespace(fullname, self.roots, _ServicePackage())
        if not self.owns(inner):
            return None
        portions: list[str] = []
        for entry in path or ():
            spec = self._finder_of(entry).find_spec(fullname)
            if spec is not None and spec.loader is not None:
                if isinstance(spec.loader, ServiceSourceLoader) and spec.cached:
                    spec.cached = spec.loader.tagged(spec.cached)
                return spec
            portions += (spec and spec.submodule_search_locations) or ()
        if portions:
            return self._namespace(fullname, portions, None)
        return _find_shared(fullname, inner) if inner.partition(".")[0] in self._portions else None

    def _namespace(self, fullname: str, portions: Sequence[str], loader: Any) -> ModuleSpec:
        spec = ModuleSpec(fullname, loader, is_package=True)
        spec.submodule_search_locations = _NamespacePath(fullname, list(portions), self.find_spec)
        return spec

    def _finder_of(self, directory: str) -> FileFinder:
        finder = self._finders.get(directory)
        if finder is None:
            source: Any = partial(ServiceSourceLoader, redirection=self._redirection)
            finder = FileFinder(
                directory,
                (ExtensionFileLoader, EXTENSION_SUFFIXES),
                (source, SOURCE_SUFFIXES),
                (SourcelessFileLoader, BYTECODE_SUFFIXES),
            )
            self._finders[directory] = finder
        return finder


class ServiceFinder:
    """Finds the modules of all services that this process has mounted (importlib.abc.MetaPathFinder)."""

    def __init__(self) -> None:
        self._mounts: dict[str, Mount] = {}
        self._lock = threading.Lock()

    def add(self, name: str, roots: Sequence[str]) -> Mount:
        """Mount a service, once; raises ServiceNameError if the name means something else."""
        with self._lock:
            mount = self._mounts.get(name)
            if mount is None:
                _refuse_taken(name)
                mount = Mount(name, roots)
                self._mounts[name] = mount
            if self not in sys.meta_path:
                sys.meta_path.insert(0, self)
        if mount.roots != tuple(roots):
            there = ", ".join(mount.roots)
            raise ServiceNameError(f"this process has another service {name!r}, in {there}: give this one another name")
        return mount

    def mount_of(self, module: str) -> Mount | None:
        """Return the service that has a module of this unique name."""
        return self._mounts.get(module.partition(".")[0])

    def owners(self, name: str) -> list[Mount]:
        """Return the services that own a bare module name."""
        return [mount for mount in tuple(self._mounts.values()) if mount.owns(name)]

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,  # noqa: ARG002  (importlib.abc has it)
    ) -> ModuleSpec | None:
        """Return what a module's unique name means; None for all other modules."""
        mount = self.mount_of(fullname)
        return None if mount is None else mount.find_spec(fullname, path)

    def invalidate_caches(self) -> None:
        """Look at the directories again."""
        for mount in tuple(self._mounts.values()):
            mount.refresh()


class _Loader:
    """The part of importlib.abc.Loader that has a default; that module costs as much as all of this one."""

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave it to the import system to make the module."""


class _ServicePackage(_Loader):
    """Makes the package that stands for a service.

    Like `import app`, it gives a module that is still being imported: the attribute is bound only afterwards.
    """

    def exec_module(self, module: ModuleType) -> None:
        def half_built(name: str) -> ModuleType:
            try:
                return sys.modules[f"{module.__name__}.{name}"]
            except KeyError:
                raise AttributeError(f"service {module.__name__!r} has no module {name!r} loaded") from None

        module.__getattr__ = half_built  # type: ignore[method-assign]


class _SharedModule(_Loader):
    """Gives a module of a namespace package that another search path entry provides: it is nobody's own."""

    def __init__(self, name: str) -> None:
        self._name = name

    def exec_module(self, module: ModuleType) -> None:
        # The import system takes what then stands in the table (Lib/importlib/_bootstrap.py, _load_unlocked).
        sys.modules[module.__name__] = PLAIN_IMPORT(self._name)


def _find_shared(fullname: str, inner: str) -> ModuleSpec | None:
    try:
        package = PLAIN_IMPORT(inner.rpartition(".")[0])
    except ModuleNotFoundError:
        return None
    found = PathFinder.find_spec(inner, package.__path__)
    shared: Any = _SharedModule(inner)
    return None if found is None else ModuleSpec(fullname, shared, origin=found.origin)


def _refuse_taken(name: str) -> None:
    """Raise an error if a service's name is already that of a module; a directory without `__init__` gives way."""
    loaded = sys.modules.get(name)
    found = PathFinder.find_spec(name)
    origin = found.origin if found is not None and found.origin else getattr(loaded, "__file__", None)
    if loaded is not None or origin or name in sys.builtin_module_names:
        where = f" ({origin})" if origin else ""
        raise ServiceNameError(f"a module has the name of the service {name!r}{where}: give the service another name")


MOUNTED = ServiceFinder()
