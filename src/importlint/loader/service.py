"""One service: its objects, its context, its calls."""

from __future__ import annotations

import sys
from collections.abc import Collection
from importlib import import_module
from types import ModuleType, TracebackType
from typing import Any, Callable

from importlint.loader.calls import call_in_pool, is_another_thread_importing
from importlint.loader.context import enter, leave
from importlint.loader.errors import MissingModuleError, MissingNameError, ServiceError, listed
from importlint.loader.finder import MOUNTED, Mount
from importlint.loader.launch import start_interpreter, start_process
from importlint.loader.lazy import LazyObject
from importlint.loader.pool import Pool
from importlint.loader.redirect import redirect_import_module

ISOLATIONS = ("auto", "inprocess", "subprocess", "interpreter")


class Service:
    """One service of a loader. In `with service:` imports of its names mean its modules."""

    def __init__(
        self, name: str, roots: tuple[str, ...], workers: int, owners: Callable[[str], Collection[str]]
    ) -> None:
        self.name = name
        self.roots = roots
        self._owners = owners
        self._pools = {
            "subprocess": Pool(lambda: start_process(self.mount()), workers),
            "interpreter": Pool(lambda: start_interpreter(self.mount()), workers),
        }

    def __repr__(self) -> str:
        return f"<service {self.name}: {', '.join(self.roots)}>"

    def mount(self) -> Mount:
        """Make the service's modules importable as `<name>.<module>`, once; raises ServiceNameError."""
        mount = MOUNTED.add(self.name, self.roots)
        redirect_import_module()
        return mount

    @property
    def names(self) -> frozenset[str]:
        """The top-level names that the service owns."""
        return self.mount().names

    def __enter__(self) -> Service:
        enter(self.mount())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        leave(self.mount())

    def get(self, module: str, name: str | None = None) -> Any:
        """Return one object of a module, or the module; raises MissingModuleError or MissingNameError."""
        found = self._import(module)
        if name is None:
            return found
        try:
            return getattr(found, name)
        except AttributeError:
            return self._submodule(found, module, name)

    def resolve(self, target: str) -> Any:
        """Return what a string such as `app.main:app` or `app.main:create.cli` names; raises what `get` raises."""
        module, _, attributes = target.partition(":")
        first, *others = attributes.split(".")
        found = self.get(module, first or None)
        for number, attribute in enumerate(others):
            if not hasattr(found, attribute):
                where = ".".join([first, *others[:number]])
                raise MissingNameError(f"{module}:{where} has no {attribute!r}; there is: {_public(found)}")
            found = getattr(found, attribute)
        return found

    def lazy(self, module: str, name: str | None = None) -> Any:
        """Return a stand-in for one object, or for a module, that is loaded when it is first used."""
        what = f"{module}:{name}" if name else module
        return LazyObject(lambda: self.get(module, name), f"{what} of service {self.name!r}")

    def call(
        self, target: str, /, *arguments: Any, isolation: str = "auto", timeout: float | None = None, **keywords: Any
    ) -> Any:
        """Call a function such as `app.core.engine:analyze` and return its result; raises what it raises, or CallError.

        isolation: `subprocess` and `interpreter` call it in a worker, which has no other service; `inprocess` here;
        `auto` here while nobody else has its name and no other thread is importing, and there is no time-out. timeout:
        in seconds, the start of a worker included.
        """
        if isolation not in ISOLATIONS:
            raise ServiceError(f"there is no isolation {isolation!r}; there is: {', '.join(ISOLATIONS)}")
        chosen = self._isolation_of(target, timeout) if isolation == "auto" else isolation
        if chosen != "inprocess":
            return call_in_pool(self.mount(), self._pools[chosen], target, arguments, keywords, timeout)
        if timeout is not None:
            raise ServiceError("a call in this process cannot be stopped: isolate by subprocess to use a time-out")
        return self.resolve(target)(*arguments, **keywords)

    def close(self) -> None:
        """Stop the workers."""
        for pool in self._pools.values():
            pool.close()

    def _isolation_of(self, target: str, timeout: float | None) -> str:
        name = target.partition(":")[0].partition(".")[0]
        contested = name in sys.modules or len(self._owners(name)) > 1
        return "subprocess" if contested or timeout is not None or is_another_thread_importing() else "inprocess"

    def _import(self, name: str) -> ModuleType:
        unique = f"{self.mount().name}.{name}"
        try:
            return import_module(unique)
        except ModuleNotFoundError as error:
            if error.name is None or not f"{unique}.".startswith(f"{error.name}."):
                raise  # It exists, and needs another one that does not.
            raise MissingModuleError(self._missing(error.name), name=error.name) from None

    def _submodule(self, package: ModuleType, module: str, name: str) -> Any:
        """Return a module of a package, for that is what `from package import name` tries second."""
        try:
            return self._import(f"{module}.{name}")
        except MissingModuleError:
            what = f"{module} of service {self.name!r} has no {name!r}; there is: {_public(package)}"
            raise MissingNameError(what) from None

    def _missing(self, unique: str) -> str:
        parent, _, last = unique.rpartition(".")
        if parent == self.name:
            return f"service {self.name!r} has no module {last!r}; it owns: {listed(self.names)}"
        from pkgutil import iter_modules  # noqa: PLC0415  (only this message needs it)

        path = getattr(sys.modules.get(parent), "__path__", ())
        there = listed(module.name for module in iter_modules(list(path)))
        return f"{parent.partition('.')[2]} of service {self.name!r} has no module {last!r}; there is: {there}"


def _public(found: object) -> str:
    return listed(name for name in dir(found) if not name.startswith("_"))
