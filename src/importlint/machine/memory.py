"""What earlier scans saw of launches and first imports, where it would be the same again."""

from collections.abc import Callable
from typing import Protocol

from importlint.model.trace import Trace


class Store(Protocol):
    """Keeps traces from one scan to the next."""

    def find(self, key: str) -> Trace | None:
        """Return the trace that was kept under a key, None if a file that it rests on has changed since."""

    def keep(self, key: str, trace: Trace) -> None:
        """Keep a trace for the next scan."""


class Memory:
    """A store, asked in one world. Without one nothing is known.

    A trace rests on the text of the files that it names, on the listing, for which the store answers, and on the world:
    the rest of what the machine's settings say.
    """

    def __init__(self, store: Store | None = None, *world: object) -> None:
        """Remember what was seen in this world; its parts have a `repr` that tells them apart."""
        self._store = store
        self._world = repr(world)

    def find(self, *entry: object) -> Trace | None:
        """Return what happened when an entry ran, None if that is not known."""
        return self._store.find(self._key(entry)) if self._store is not None else None

    def keep(self, trace: Trace, *entry: object) -> Trace:
        """Remember what happens when an entry runs, and return it."""
        if self._store is not None:
            self._store.keep(self._key(entry), trace)
        return trace

    def recall(self, run: Callable[[], Trace], *entry: object) -> Trace:
        """Return what happens when an entry runs; it does so only if that is not known."""
        return self.find(*entry) or self.keep(run(), *entry)

    def _key(self, entry: tuple[object, ...]) -> str:
        return f"{self._world} {entry!r}"


NOTHING_REMEMBERED = Memory()
