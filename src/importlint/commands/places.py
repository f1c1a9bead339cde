"""Paths of the command line, and the same places as the project names them.

They are strings, and `os` compares them: a path object cannot be normalized without following links.
"""
# ruff: noqa: PTH

import os
from collections.abc import Iterable

from importlint.errors import TargetError


def in_project(paths: Iterable[str], project: str) -> tuple[str, ...]:
    """Return paths relative to the project, POSIX separators, sorted; raises TargetError for one outside."""
    return tuple(sorted({_in_project(path, project) for path in paths}))


def _in_project(path: str, project: str) -> str:
    for follow in (os.path.abspath, os.path.realpath):
        place, directory = follow(path), follow(project)
        if _is_inside(place, directory):
            return os.path.relpath(place, directory).replace(os.sep, "/")
    raise TargetError(f"{path}: not in the project {project}", help="run importlint in the project that it belongs to")


def _is_inside(path: str, directory: str) -> bool:
    return path == directory or path.startswith(directory.rstrip(os.sep) + os.sep)


def shown(path: str) -> str:
    """Return a path as a person at this working directory would write it."""
    relative = os.path.relpath(path)
    return path if relative.startswith(os.pardir) else relative


def below_repository(project: str) -> str:
    """Return the project's path relative to the git repository around it, "" if it is one or there is none."""
    directory = project
    while not os.path.exists(os.path.join(directory, ".git")):
        above = os.path.dirname(directory)
        if above == directory:
            return ""
        directory = above
    relative = os.path.relpath(project, directory).replace(os.sep, "/")
    return "" if relative == "." else relative
