"""What earlier scans saw of launches and first imports, where it would be the same again."""

from collections.abc import Callable, Collection, Mapping
from typing import Protocol

from importlint.cache.skeletons import Place
from importlint.machine.vm import Settings
from importlint.model.trace import Trace
from importlint.scan.compiling import Mistake


class Store(Protocol):
    """Keeps traces from one scan to the next."""

    def find(self, key: str, can_run: Callable[[str], bool]) -> Trace | None:
        """Return the trace that was kept under a key, None if something that it rests on has changed since.

        can_run: whether the machine can run a file.
        """

    def keep(self, key: str, trace: Trace) -> None:
        """Keep a trace for the next scan."""

    def note_calls(self, called: Mapping[str, Collection[Place] | None]) -> None:
        """Take which functions were called, of each file that was run; None where all of the file counts."""


class Memory:
    """A store, asked in one world. Without one nothing is known.

    A trace rests on the text of the files that it names, but for the bodies of functions that nobody called, on the
    listing, for which the store answers, and on the world: the rest of what the machine's settings say.
    """

    def __init__(self, store: Store | None = None, settings: Settings | None = None, *world: object) -> None:
        """Remember what was seen in this world; its parts have a `repr` that tells them apart.

        settings: those of the machine.
        """
        self._store = store
        self._settings = settings
        self._world = repr(world)

    def find(self, *entry: object) -> Trace | None:
        """Return what happened when an entry ran, None if that is not known."""
        return self._store.find(self._key(entry), self._can_run) if self._store is not None else None

    def keep(self, trace: Trace, *entry: object) -> Trace:
        """Remember what happens when an entry runs, and return it."""
        if self._store is not None:
            self._store.keep(self._key(entry), trace)
        return trace

    def recall(self, run: Callable[[], Trace], *entry: object) -> Trace:
        """Return what happens when an entry runs; it does so only if that is not known."""
        return self.find(*entry) or self.keep(run(), *entry)

    def end(self) -> None:
        """Note that nothing more will be run."""
        if self._store is not None and self._settings is not None:
            self._store.note_calls(self._settings.called)

    def _can_run(self, path: str) -> bool:
        return self._settings is not None and not isinstance(self._settings.program(path), Mistake)

    def _key(self, entry: tuple[object, ...]) -> str:
        return f"{self._world} {entry!r}"


NOTHING_REMEMBERED = Memory()
