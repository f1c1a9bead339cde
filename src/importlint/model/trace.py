"""What happens when a script runs, or a module is imported first in a fresh interpreter."""

from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """What the import machine says of an entry."""

    OK = "ok"
    CRASH = "crash"
    UNKNOWN = "unknown"


class ImportEvent(NamedTuple):
    """One import that ran.

    path, line: of the statement or call. name, level, names: as written; names is () for `import name`.
    resolved: the file of the module `name`, None if it failed, is a namespace package or lies outside the project.
    outcome: `ok`, `failed` or `unknown`. depth: how many module bodies were running, the entry's own among them.
    """

    path: str
    line: int
    name: str
    level: int
    names: tuple[str, ...]
    timing: str
    resolved: str | None
    outcome: str
    depth: int


class PathChange(NamedTuple):
    """A statement that put directories on `sys.path`, relative to the project."""

    path: str
    line: int
    directories: tuple[str, ...]


class Crash(NamedTuple):
    """An uncaught exception: its class, message, and the innermost line of scanned code."""

    type: str
    message: str
    path: str
    line: int


class Failure(NamedTuple):
    """A file that a pytest session could not import, and what was raised."""

    path: str
    error: Crash


class Trace(NamedTuple):
    """What happens when an entry runs.

    error: for a crash. reason: for an unknown. search_path: the directories on `sys.path` at the end, relative to the
    project; the interpreter's own are left out. path_changes: what was put there. events: the imports of the project's
    modules, in the order in which they began. modules: name -> file, of the project's modules in `sys.modules` at the
    end. failures: of a pytest session, which goes on with the next file. files: those whose text was run, or was to be.
    """

    entry: str
    verdict: Verdict
    error: Crash | None
    reason: str | None
    search_path: tuple[str, ...]
    events: tuple[ImportEvent, ...]
    modules: dict[str, str]
    path_changes: tuple[PathChange, ...] = ()
    failures: tuple[Failure, ...] = ()
    files: tuple[str, ...] = ()
