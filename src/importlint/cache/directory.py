"""The directory of the cache: where it is, whether it may be trusted, and what is in it.

Paths are strings and `os` is used alone, as in `scan/files.py`.
"""
# ruff: noqa: PTH103, PTH108, PTH111, PTH116, PTH118

import os
import sys
import time
from collections.abc import Iterator

from importlint.cache.digest import digest

SUFFIX = ".importlint-cache"
PART = ".part"
_MAX_AGE = 60 * 86_400
_MAX_AGE_OF_PART = 3_600


class CacheError(Exception):
    """The cache cannot be used; the message says why."""


def default_directory() -> str:
    """Return the directory that the user's system has for caches (XDG Base Directory Specification)."""
    given = os.environ.get("IMPORTLINT_CACHE_DIR")
    if given:
        return given
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "importlint")


def file_of(directory: str, project: str) -> str:
    """Return the path of what is kept for a project, an absolute path."""
    return os.path.join(directory, digest(os.fsencode(project)) + SUFFIX)


def prepare(directory: str) -> None:
    """Make the directory if need be; raises CacheError where it cannot be used."""
    try:
        os.makedirs(directory, mode=0o700, exist_ok=True)
        check_owner(os.stat(directory), directory)
    except OSError as error:
        raise CacheError(f"{directory}: {error.strerror or error}") from None


def check_owner(status: os.stat_result, path: str) -> None:
    """Refuse what another user owns or could have written; raises CacheError."""
    if not hasattr(os, "geteuid"):
        return
    if status.st_uid != os.geteuid():
        raise CacheError(f"{path} belongs to another user")
    if status.st_mode & 0o022:
        raise CacheError(f"{path} can be written by other users")


def contents(directory: str) -> tuple[int, int]:
    """Return how many files importlint keeps in a directory, and how many bytes."""
    sizes = [size for _, size, _ in _own_files(directory)]
    return len(sizes), sum(sizes)


def clear(directory: str) -> tuple[int, int]:
    """Remove what importlint keeps in a directory, and nothing else; return how many files and bytes that was."""
    removed = [size for path, size, _ in _own_files(directory) if _remove(path)]
    return len(removed), sum(removed)


def expire(directory: str) -> None:
    """Remove what has not been used for long, and what a process that was killed left behind."""
    now = time.time()
    for path, _, modified in _own_files(directory):
        if now - modified > (_MAX_AGE_OF_PART if path.endswith(PART) else _MAX_AGE):
            _remove(path)


def _own_files(directory: str) -> Iterator[tuple[str, int, float]]:
    """Yield path, size and time of modification."""
    try:
        entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if SUFFIX in entry.name and entry.name.endswith((SUFFIX, PART)) and entry.is_file(follow_symlinks=False):
            status = entry.stat(follow_symlinks=False)
            yield entry.path, status.st_size, status.st_mtime


def _remove(path: str) -> bool:
    try:
        os.unlink(path)
    except OSError:
        return False
    return True
