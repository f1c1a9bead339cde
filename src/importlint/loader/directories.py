"""The directories of services: where a relative path begins, and which directories hold a service."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from keyword import iskeyword
from typing import Union

from importlint.loader.errors import ServiceDirectoryError, ServiceNameError, listed

Directory = Union[str, "os.PathLike[str]"]

_AFFIXES = re.compile(r"^(?:service|svc)[-_]|[-_](?:service|svc|server|api|app)$")
_NO_CODE = frozenset({"node_modules", "__pycache__"})


def absolute_directory(directory: Directory, near: str) -> str:
    """Return a directory's absolute path; raises ServiceDirectoryError.

    A relative one is looked for in the directory `near` and in those around it, so that it does not matter where the
    program was started.
    """
    path = os.fspath(directory)
    candidates = [os.path.normpath(os.path.join(base, path)) for base in _and_parents(near)]
    found = next(filter(os.path.isdir, candidates), None)
    if found is None:
        around = next(filter(os.path.isdir, map(os.path.dirname, candidates)), os.sep)
        raise ServiceDirectoryError(f"there is no directory {path}; {around} has: {listed(_directories(around))}")
    return found


def discover_services(directory: str) -> dict[str, str]:
    """Return the source root of each service in a directory, by name: `pillars-service` is called `pillars`."""
    roots = {name: _source_root(os.path.join(directory, name)) for name in _directories(directory)}
    folders = sorted(name for name, root in roots.items() if _holds_code(root))
    if not folders:
        raise ServiceDirectoryError(f"no directory in {directory} holds Python code; there is: {listed(roots)}")
    short = {folder: _identifier(_AFFIXES.sub("", folder)) for folder in folders}
    names = list(short.values())
    return {name if names.count(name) == 1 else _identifier(folder): roots[folder] for folder, name in short.items()}


def check_service_name(name: str) -> None:
    """Raise ServiceNameError unless a service of this name can be imported."""
    if not name.isidentifier() or iskeyword(name):
        raise ServiceNameError(f"{name!r} cannot be imported: name the service with an identifier")


def _and_parents(directory: str) -> Iterator[str]:
    yield directory
    parent = os.path.dirname(directory)
    if parent != directory:
        yield from _and_parents(parent)


def _directories(directory: str) -> list[str]:
    return sorted(entry.name for entry in os.scandir(directory) if entry.is_dir() and not entry.name.startswith("."))


def _source_root(directory: str) -> str:
    """Return `src` below a directory if that is where its packages are, else the directory."""
    inner = os.path.join(directory, "src")
    return inner if os.path.isdir(inner) and not os.path.exists(os.path.join(inner, "__init__.py")) else directory


def _holds_code(directory: str) -> bool:
    for _, folders, files in os.walk(directory):
        if any(file.endswith(".py") for file in files):
            return True
        folders[:] = [folder for folder in folders if not folder.startswith(".") and folder not in _NO_CODE]
    return False


def _identifier(folder: str) -> str:
    name = re.sub(r"\W+", "_", folder).strip("_").lower()
    return f"_{name}" if name[:1].isdigit() or iskeyword(name) else name
