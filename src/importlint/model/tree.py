"""The project as a listing of files, on disk or in memory."""

from collections.abc import Callable
from dataclasses import dataclass

from importlint.model.diagnostic import Diagnostic


def _nothing(path: str) -> bool:  # noqa: ARG001
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The files of a project that are not ignored.

    files: sorted paths relative to the project, POSIX separators; every file, not only Python's.
    read: path -> bytes; raises OSError. It also reads ignored files (a `.env`), if they exist.
    diagnostics: directories that could not be listed, links out of the tree or in circles.
    ignores: whether a path would be left out of `files` if it existed.
    """

    files: tuple[str, ...]
    read: Callable[[str], bytes]
    diagnostics: tuple[Diagnostic, ...] = ()
    ignores: Callable[[str], bool] = _nothing
