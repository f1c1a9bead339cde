"""What happens when a script runs, or a module is imported first in a fresh interpreter."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, overload


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


class Group(NamedTuple):
    """Imports made within one load, `deeper` than they were when they were recorded."""

    events: "tuple[ImportEvent | Group, ...]"
    deeper: int = 0


class Imports(Sequence[ImportEvent]):
    """The imports of a trace in order; what many traces share is held once, and put in order when it is asked for."""

    __slots__ = ("_events", "_parts")

    def __init__(self, parts: Iterable[ImportEvent | Group]) -> None:
        """Take imports and groups of them."""
        self._parts = tuple(parts)
        self._events: tuple[ImportEvent, ...] | None = None

    def __reduce__(self) -> tuple[type["Imports"], tuple[tuple[ImportEvent, ...]]]:
        """Pickle them in order: groups within groups would be too deep for it."""
        return Imports, (self._in_order(),)

    def regardless_of_depth(self) -> list[ImportEvent]:
        """Return them as they were recorded: the same objects in all traces that share them, `depth` for one only."""
        found: list[ImportEvent] = []
        _flatten(self._parts, None, found)
        return found

    def _in_order(self) -> tuple[ImportEvent, ...]:
        if self._events is None:
            found: list[ImportEvent] = []
            _flatten(self._parts, 0, found)
            self._events = tuple(found)
        return self._events

    @overload
    def __getitem__(self, key: int) -> ImportEvent: ...
    @overload
    def __getitem__(self, key: slice) -> Sequence[ImportEvent]: ...
    def __getitem__(self, key: int | slice) -> ImportEvent | Sequence[ImportEvent]:
        """Return one, or some in a row."""
        return self._in_order()[key]

    def __iter__(self) -> Iterator[ImportEvent]:
        """Yield them in order."""
        return iter(self._in_order())

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self._in_order())

    def __eq__(self, other: object) -> bool:
        """Return whether these are the same imports, however they are held."""
        return isinstance(other, Sequence) and self._in_order() == tuple(other)

    __hash__ = None  # type: ignore[assignment]


def _flatten(parts: Iterable[ImportEvent | Group], deeper: int | None, found: list[ImportEvent]) -> None:
    """Add imports out of their groups; `deeper` is None where their depth does not matter."""
    for part in parts:
        if isinstance(part, Group):
            _flatten(part.events, None if deeper is None else deeper + part.deeper, found)
        else:
            found.append(part._replace(depth=part.depth + deeper) if deeper else part)


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
    events: Sequence[ImportEvent]
    modules: dict[str, str]
    path_changes: tuple[PathChange, ...] = ()
    failures: tuple[Failure, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Crash, ...]:
        """Return what was raised and not caught: the error of a crash, and those of failures."""
        own = (self.error,) if self.error is not None else ()
        return (*own, *(failure.error for failure in self.failures))
