"""What starts processes."""

from dataclasses import dataclass
from enum import StrEnum

from importlint.model.root import Evidence


class LaunchKind(StrEnum):
    """How a process starts; it decides entry 0 of the search path (CPython: Doc/library/sys_path_init.rst).

    ALEMBIC: the `env.py` of its migrations. CODE: what `python -c` is given.
    """

    SCRIPT = "script"
    MODULE = "module"
    CONSOLE = "console"
    SERVER = "server"
    PYTEST = "pytest"
    ALEMBIC = "alembic"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """Something that starts a process.

    entry: a script's path, a module's dotted name, or code. cwd: working directory, relative to the project.
    python_path: directories that PYTHONPATH or the like add, in order. search_path: all directories in order, as the
    process begins. command: how a person would start it.
    moved: its files lie elsewhere as it runs, and compute directories from their places: what they find is not known.
    """

    name: str
    kind: LaunchKind
    entry: str
    cwd: str
    python_path: tuple[str, ...]
    search_path: tuple[str, ...]
    command: str
    evidence: tuple[Evidence, ...]
    moved: bool = False
