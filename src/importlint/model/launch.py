"""What starts processes."""

from enum import StrEnum
from typing import NamedTuple

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


class ImportMode(StrEnum):
    """How pytest imports a file (pytest: src/_pytest/pathlib.py, `import_path`)."""

    PREPEND = "prepend"
    APPEND = "append"
    IMPORTLIB = "importlib"


class Load(NamedTuple):
    """A file that a pytest session imports, a `conftest.py` or a test module.

    name: the module's dotted name. base: the directory from which the modes `prepend` and `append` import it.
    in_package: a directory with `__init__.py` holds it. is_conftest: it replaces a `conftest` that was loaded before.
    """

    path: str
    name: str
    base: str
    in_package: bool
    is_conftest: bool


class Session(NamedTuple):
    """What a pytest session imports, and from where.

    root: the rootdir. config: the configuration file, "" for none. places: what it is told to collect.
    before: the search path as pytest begins, with its `pythonpath` first. loads: in the order in which pytest imports
    them. initial: how many of them are loaded before tests are collected; if one of those fails, the session ends.
    """

    root: str
    config: str
    places: tuple[str, ...]
    mode: ImportMode
    before: tuple[str, ...]
    loads: tuple[Load, ...]
    initial: int = 0


class Container(NamedTuple):
    """The disk on which a launch runs, where copies and volumes have put files of the tree elsewhere.

    files: the path there, absolute, and the path in the tree. entry, cwd, search_path, session: those of the launch,
    there; the paths of a session are relative to the root of the disk.
    """

    files: tuple[tuple[str, str], ...]
    entry: str
    cwd: str
    search_path: tuple[str, ...]
    session: Session | None = None


class Launch(NamedTuple):
    """Something that starts a process.

    entry: a script's path, a module's dotted name, or code. cwd: working directory, relative to the project.
    python_path: directories that PYTHONPATH or the like add, in order. search_path: all directories in order, as the
    process begins; for a pytest session once all its files are collected. command: how a person would start it.
    is_stated: a command line or the configuration says all of that; else a part of the search path is a guess.
    container: where its files lie as it runs, if they do not lie as in the tree.
    session: what pytest imports, for a launch of that kind.
    """

    name: str
    kind: LaunchKind
    entry: str
    cwd: str
    python_path: tuple[str, ...]
    search_path: tuple[str, ...]
    command: str
    evidence: tuple[Evidence, ...]
    is_stated: bool = False
    container: Container | None = None
    session: Session | None = None
