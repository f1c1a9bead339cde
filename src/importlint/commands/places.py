"""Paths of the command line, and the same places as the project names them.

They are strings, and `os` compares them: a path object cannot be normalized without following links.
"""
# ruff: noqa: PTH110, PTH118

import os


def in_project(path: str, project: str) -> str | None:
    """Return a path relative to the project, with POSIX separators; None if it is outside."""
    for follow in (os.path.abspath, os.path.realpath):
        place, directory = follow(path), follow(project)
        if _is_inside(place, directory):
            return os.path.relpath(place, directory).replace(os.sep, "/")
    return None


def _is_inside(path: str, directory: str) -> bool:
    return path == directory or path.startswith(directory.rstrip(os.sep) + os.sep)


def shown(path: str) -> str:
    """Return a path as a person at this working directory would write it."""
    relative = os.path.relpath(path)
    return path if relative.startswith(os.pardir) else relative


def below_repository(project: str) -> str:
    """Return the project's path relative to the git repository around it, "" if it is one or there is none."""
    directory, name = project, project
    while name and not os.path.exists(os.path.join(directory, ".git")):
        directory, name = os.path.split(directory)
    relative = os.path.relpath(project, directory).replace(os.sep, "/")
    return relative if name and relative != "." else ""
