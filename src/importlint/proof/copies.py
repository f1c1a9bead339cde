"""A copy of a project to try a change in."""
# ruff: noqa: PTH112, PTH113, PTH114, PTH118

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from importlint.errors import FixError

_CACHES = frozenset({"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".importlint-fix", ".tox", ".nox"})


@contextmanager
def copied(project: str) -> Iterator[str]:
    """Give a copy of a project that is deleted at the end; raises FixError if it cannot be made."""
    with tempfile.TemporaryDirectory(prefix="importlint-proof-") as place:
        copy = os.path.join(place, os.path.basename(os.path.abspath(project)) or "project")  # noqa: PTH100, PTH119
        _copy(project, copy)
        yield copy


def _copy(project: str, copy: str) -> None:
    try:
        shutil.copytree(project, copy, symlinks=True, ignore=_left_out, copy_function=_copy_file)
    except shutil.Error as error:
        path, _, reason = error.args[0][0]
        raise FixError(f"{path} cannot be copied: {reason}", help="without a copy nothing can be proven") from None
    except OSError as error:
        raise FixError(f"the project cannot be copied: {error}", help="free some space, or set TMPDIR") from None


def _left_out(directory: str, names: list[str]) -> set[str]:
    """Return what is not copied: caches, what is no file, and a `.git` that would lead to the original's index."""
    found = set(_CACHES.intersection(names))
    for name in names:
        place = os.path.join(directory, name)
        if not (os.path.islink(place) or os.path.isdir(place) or os.path.isfile(place)):
            found.add(name)
        if name == ".git" and os.path.isfile(place):
            found.add(name)
    return found


def _copy_file(source: str, target: str) -> str:
    """Copy a file; git's objects, which never change, are linked."""
    if f"{os.sep}.git{os.sep}objects{os.sep}" in source:
        with suppress(OSError):
            os.link(source, target)
            return target
    return shutil.copy2(source, target, follow_symlinks=False)
