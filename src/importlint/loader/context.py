"""Enter and leave the context of a service: import statements in its body mean the service's modules.

Only the thread or task that enters notices. The table of modules gets nothing but the unique names of the service's
modules; what the service's own code does to `sys.path` and to the names it owns is undone at the end.
"""

from __future__ import annotations

import sys
import threading
from types import ModuleType

from importlint.loader.finder import MOUNTED, Mount
from importlint.loader.redirect import ENTERED, IMPORT_HOOK, Entered


class Snapshot:
    """`sys.path` and the table of modules as they were."""

    def __init__(self) -> None:
        self.path = sys.path
        self.entries = list(sys.path)
        self.modules = dict(sys.modules)

    def restore_path(self) -> None:
        """Put `sys.path` back."""
        sys.path = self.path
        if sys.path != self.entries:
            sys.path[:] = self.entries

    def restore_names(self, mount: Mount) -> None:
        """Put the service's bare names back; what other importers have imported under them meanwhile stays."""
        if sys.modules == self.modules:
            return
        now = dict(sys.modules)
        for name in filter(mount.owns, now.keys() | self.modules.keys()):
            if _is_imported_elsewhere(now.get(name)):
                continue
            if name in self.modules:
                sys.modules[name] = self.modules[name]
            else:
                sys.modules.pop(name, None)


class OpenContexts:
    """The snapshots of all open contexts of the process, oldest first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshots: list[Snapshot] = []

    def open(self) -> Snapshot:
        """Note how things are."""
        with self._lock:
            snapshot = Snapshot()
            self._snapshots.append(snapshot)
            return snapshot

    def close(self, snapshot: Snapshot) -> None:
        """Put `sys.path` back; if contexts of other threads were opened later and still are, the next of them does."""
        with self._lock:
            index = self._snapshots.index(snapshot)
            del self._snapshots[index]
            if index == len(self._snapshots):
                snapshot.restore_path()
            else:
                heir = self._snapshots[index]
                heir.path, heir.entries = snapshot.path, snapshot.entries


def enter(mount: Mount) -> None:
    """Let the import statements of this thread or task mean the service's modules."""
    IMPORT_HOOK.hold()
    ENTERED.set(Entered(mount, _OPEN.open(), ENTERED.get()))


def leave(mount: Mount) -> None:
    """End what `enter` began; raises RuntimeError if this thread or task is not in this service's context."""
    entered = ENTERED.get()
    if entered is None or entered.mount is not mount:
        raise RuntimeError(f"the context of service {mount.name!r} is left where it was not entered, or out of order")
    ENTERED.set(entered.outer)
    IMPORT_HOOK.release()
    _OPEN.close(entered.snapshot)
    entered.snapshot.restore_names(mount)


def _is_imported_elsewhere(module: ModuleType | None) -> bool:
    """Return whether another importer than ours has made a module."""
    spec = getattr(module, "__spec__", None)
    return spec is not None and MOUNTED.mount_of(spec.name) is None


_OPEN = OpenContexts()
