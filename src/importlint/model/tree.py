"""The project as a listing of files, on disk or in memory."""

from collections.abc import Callable
from typing import NamedTuple

from importlint.model.diagnostic import Diagnostic

# What the file system says of a file without reading it: size, times and number; () of one that does not exist.
Stamp = tuple[int, ...]


def _nothing(path: str) -> bool:  # noqa: ARG001
    return False


def _binds_nothing(path: str, name: str) -> bool:  # noqa: ARG001
    return False


def _no_stamp(path: str) -> Stamp | None:  # noqa: ARG001
    return None


class Tree(NamedTuple):
    """The files of a project that are not ignored.

    files: sorted paths relative to the project, POSIX separators; every file, not only Python's.
    read: path -> bytes; raises OSError. It also reads ignored files (a `.env`), if they exist.
    diagnostics: directories that could not be listed, links out of the tree or in circles.
    ignores: whether a path would be left out of `files` if it existed.
    stamp: what the file system says of a file, None where only reading tells whether it has changed.
    binds: whether a line of a file plainly binds a name, at any depth; no is no proof.
    program: as `read`, where somebody wants to know who only runs a file; None where nobody does.
    """

    files: tuple[str, ...]
    read: Callable[[str], bytes]
    diagnostics: tuple[Diagnostic, ...] = ()
    ignores: Callable[[str], bool] = _nothing
    stamp: Callable[[str], Stamp | None] = _no_stamp
    binds: Callable[[str, str], bool] = _binds_nothing
    program: Callable[[str], bytes] | None = None

    def read_program(self, path: str) -> bytes:
        """Read a file for one to whom the bodies of functions that he does not call do not matter; raises OSError."""
        return self.read(path) if self.program is None else self.program(path)

    @property
    def python_files(self) -> tuple[str, ...]:
        """Return the paths of the Python sources."""
        return tuple(path for path in self.files if path.endswith(".py"))
