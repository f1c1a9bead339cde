"""Directories of a tree as strings: relative, POSIX separators, "." for the tree itself."""

from collections.abc import Iterator
from posixpath import isabs, normpath


def parent(directory: str) -> str:
    """Return the directory above; "." is its own parent."""
    return directory.rpartition("/")[0] or "."


def folder(path: str) -> str:
    """Return the directory that holds a file."""
    return path.rpartition("/")[0] or "."


def child(directory: str, name: str) -> str:
    """Return the path of an entry of a directory."""
    return name if directory == "." else f"{directory}/{name}"


def upward(directory: str) -> Iterator[str]:
    """Yield a directory and all those above it, innermost first."""
    while directory != ".":
        yield directory
        directory = parent(directory)
    yield "."


def is_under(path: str, directory: str) -> bool:
    """Return whether a path is a directory or lies somewhere below it."""
    return directory in {".", path} or path.startswith(directory + "/")


def parts_below(path: str, directory: str) -> tuple[str, ...]:
    """Return the names that lead from a directory down to a path under it."""
    if path == directory:
        return ()
    return tuple((path if directory == "." else path[len(directory) + 1 :]).split("/"))


def inside(directory: str, relative: str) -> str | None:
    """Return where a relative path written in a directory leads, None if out of the tree."""
    if isabs(relative):
        return None
    path = normpath(child(directory, relative.replace("\\", "/")))
    return None if path == ".." or path.startswith("../") else path
