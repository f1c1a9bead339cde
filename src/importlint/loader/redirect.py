"""Imports that name a module at run time, sent to the service that means them.

Statements in a service's own files are redirected when they are compiled. What remains are `importlib.import_module`
(and importlib.resources, which calls it), and the statements in the body of a context.
"""

from __future__ import annotations

import builtins
import importlib
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from functools import cache
from types import ModuleType
from typing import Any, Callable, NamedTuple

from importlint.loader.finder import MOUNTED, PLAIN_IMPORT, Mount

# Frames of these packages are on the way from a service's code to the import; they do not ask for themselves.
_MACHINERY = frozenset({"functools", "importlib", "importlib_resources", "pkgutil"})


class Entered(NamedTuple):
    """A context that this thread or task is in, and the one around it."""

    mount: Mount
    snapshot: Any
    outer: Entered | None


ENTERED: ContextVar[Entered | None] = ContextVar("importlint_entered", default=None)


@cache
def redirect_import_module() -> None:
    """Let `importlib.import_module` know the services, in whichever way it was imported; once for a process.

    It calls this function of Lib/importlib/_bootstrap.py, which `import` statements do not.
    """
    machinery: Any = importlib._bootstrap  # noqa: SLF001
    machinery._gcd_import = _import_module  # noqa: SLF001


def _import_module(name: str, package: str | None = None, level: int = 0) -> ModuleType:
    absolute = (package or "") if level else name
    mount = _asking_mount(absolute) if MOUNTED.owners(absolute) else None
    if mount is not None and level:
        package = f"{mount.name}.{package}"
    elif mount is not None:
        name = f"{mount.name}.{name}"
    module: ModuleType = PLAIN_IMPORT(name, package, level)
    return module


def _asking_mount(name: str) -> Mount | None:
    """Return whose module a bare name means: the calling code's, the context's, or that of code further up."""
    callers = _calling_mounts()
    mount = next(callers, None)
    if mount is None:
        entered = ENTERED.get()
        mount = next(filter(None, callers), None) if entered is None else entered.mount
    return mount if mount is not None and mount.owns(name) else None


def _calling_mounts() -> Iterator[Mount | None]:
    """Yield the service of each caller, innermost first; None for code of none."""
    frame: Any = sys._getframe(2)  # noqa: SLF001
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module != __name__ and module.partition(".")[0] not in _MACHINERY:
            yield MOUNTED.mount_of(module)
        frame = frame.f_back


class ImportHook:
    """Stands in for `builtins.__import__` while any context is entered; only threads that are in one notice."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entered = 0
        self._installed = False
        self._original: Callable[..., ModuleType] = builtins.__import__
        self._function: Any = self._import

    def hold(self) -> None:
        """Begin to look at import statements."""
        with self._lock:
            self._entered += 1
            if not self._installed or builtins.__import__ is self._original:
                self._original = builtins.__import__
                builtins.__import__ = self._function
                self._installed = True

    def release(self) -> None:
        """End it, unless another context is open, or another program's hook now stands on this one."""
        with self._lock:
            self._entered -= 1
            if not self._entered and builtins.__import__ is self._function:
                builtins.__import__ = self._original
                self._installed = False

    def _import(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,  # noqa: A002  (the names of builtins.__import__)
        locals: Mapping[str, Any] | None = None,  # noqa: A002
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> ModuleType:
        entered = ENTERED.get()
        if entered is None or level:
            return self._original(name, globals, locals, fromlist, level)
        mount = MOUNTED.mount_of(str((globals or {}).get("__name__", ""))) or entered.mount
        if not mount.owns(name):
            return self._original(name, globals, locals, fromlist, level)
        module = self._original(f"{mount.name}.{name}", globals, locals, fromlist, 0)
        if fromlist:
            return module
        package: ModuleType = getattr(module, name.partition(".")[0])
        return package


IMPORT_HOOK = ImportHook()
