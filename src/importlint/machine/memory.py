"""What earlier scans saw of launches and first imports, where it would be the same again."""

from typing import Protocol

from importlint.model.trace import Trace


class Store(Protocol):
    """Keeps traces from one scan to the next."""

    def find(self, key: str) -> Trace | None:
        """Return the trace that was kept under a key, None if a file that it rests on has changed since."""

    def keep(self, key: str, trace: Trace) -> None:
        """Keep a trace for the next scan."""


class Forgetful:
    """Keeps nothing."""

    def find(self, _key: str) -> Trace | None:
        """Know nothing."""
        return None

    def keep(self, key: str, trace: Trace) -> None:
        """Forget a trace."""


class Memory:
    """A store, asked in one world.

    A trace rests on the text of the files that it names, on the listing, for which the store answers, and on the world:
    the rest of what the machine's settings say.
    """

    def __init__(self, store: Store, *world: object) -> None:
        """Remember what was seen in this world; its parts have a `repr` that tells them apart."""
        self._store = store
        self._world = repr(world)

    def find(self, *entry: object) -> Trace | None:
        """Return what happened when an entry ran, None if that is not known."""
        return self._store.find(f"{self._world} {entry!r}")

    def keep(self, trace: Trace, *entry: object) -> Trace:
        """Remember what happens when an entry runs, and return it."""
        self._store.keep(f"{self._world} {entry!r}", trace)
        return trace


NOTHING_REMEMBERED = Memory(Forgetful())
