"""Directories that a project's own files put on the search path together."""

from typing import NamedTuple


class PathSetting(NamedTuple):
    """What one setting adds to the search path: where it was read, and the directories in order."""

    path: str
    directories: tuple[str, ...]
