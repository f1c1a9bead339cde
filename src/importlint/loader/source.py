"""The loader of a service's source files: redirected imports, and byte code under a tag of its own."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Mapping, Sequence
from importlib.machinery import SourceFileLoader
from importlib.util import source_hash
from types import CodeType, ModuleType
from typing import Any

from importlint.loader.rewrite import redirect_imports

# Part of the byte code's tag: another number after every change of what is compiled.
_REWRITE = 1
_BYTECODE = ".pyc"


class Redirection:
    """Which names of which service are redirected, and the tag of byte code that is made so."""

    def __init__(self, service: str, owned: frozenset[str]) -> None:
        self.service = service
        self.owned = owned
        digest = source_hash(repr((_REWRITE, service, sorted(owned))).encode())
        self.tag = f"importlint-{digest.hex()}"
        self._marks = tuple(name.encode() for name in (*owned, "__import__"))

    def may_concern(self, source: bytes) -> bool:
        """Return whether a source can hold anything to redirect."""
        return any(mark in source for mark in self._marks)

    def redirected(self, name: str) -> str:
        """Return the unique name of a module of the service; any other name as it is."""
        return f"{self.service}.{name}" if name.partition(".")[0] in self.owned else name


class ServiceSourceLoader(SourceFileLoader):
    """Loads a source file of a service under its unique name."""

    def __init__(self, fullname: str, path: str, redirection: Redirection) -> None:
        super().__init__(fullname, path)
        self._redirection = redirection

    def exec_module(self, module: ModuleType) -> None:
        """Execute a module and bind it on the package around it.

        The import system does that too, but after other threads may take the module for finished, so that now and then
        `import app.x; app.x` fails in one of them (Lib/importlib/_bootstrap.py, _find_and_load_unlocked).
        """
        super().exec_module(module)
        package, _, name = self.name.rpartition(".")
        if package in sys.modules and self.name in sys.modules:
            setattr(sys.modules[package], name, sys.modules[self.name])

    def source_to_code(  # type: ignore[override]
        self, data: Any, path: str, *rest: Any, _optimize: int = -1
    ) -> CodeType:
        """Compile a source with its imports redirected."""
        redirection = self._redirection
        if redirection.may_concern(data):
            data = redirect_imports(data, path, redirection.service, redirection.owned)
        code: CodeType = super().source_to_code(data, path, *rest, _optimize=_optimize)
        return code

    def get_data(self, path: str) -> bytes:
        """Read a file; byte code is that of this service."""
        return super().get_data(self.tagged(path))

    def set_data(self, path: str, data: Any, *, _mode: int = 0o666) -> None:
        """Write a file; byte code is that of this service."""
        super().set_data(self.tagged(path), data, _mode=_mode)

    def tagged(self, path: str) -> str:
        """Return `__pycache__/engine.cpython-311.<tag>.pyc`, so that a plain import keeps its own byte code."""
        return f"{path[: -len(_BYTECODE)]}.{self._redirection.tag}{_BYTECODE}" if path.endswith(_BYTECODE) else path

    def import_(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,  # noqa: A002  (the names of builtins.__import__)
        locals: Mapping[str, Any] | None = None,  # noqa: A002
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> ModuleType:
        """Do what `__import__` does, for the code of this service."""
        unique = name if level else self._redirection.redirected(name)
        module = builtins.__import__(unique, globals, locals, fromlist, level)
        if unique == name or fromlist:
            return module
        package: ModuleType = getattr(module, name.partition(".")[0])
        return package
