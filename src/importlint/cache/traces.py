"""Traces as JSON: imports and files that many of them share are written once, and told by number."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from importlint.cache.digest import digest
from importlint.model.trace import Crash, Failure, ImportEvent, PathChange, Trace, Verdict

# More than this takes longer to keep than a run saves that finds one file changed.
_MOST_IMPORTS: Final = 1_000_000


class KnownTraces:
    """The traces that the last run kept, and those that this one is going to keep.

    changed: the files that hold something else now; None where all count as such. rest_on: is told each file that
    a trace which is taken over rests on.
    """

    def __init__(
        self, text: bytes | None, changed: Callable[[], Iterable[str] | None], rest_on: Callable[[str], object]
    ) -> None:
        """Take what was kept."""
        self._text = text
        self._changed = changed
        self._rest_on = rest_on
        self._book: _Book | None = None
        self._kept: dict[str, Trace] = {}

    def find(self, key: str) -> Trace | None:
        """Return the trace that was kept under a key, None if a file that it rests on has changed since."""
        if self._book is None:
            changed = self._changed()
            self._book = _Book(self._text if changed is not None else None, changed or ())
        found = self._book.trace(digest(key.encode("utf-8", "surrogateescape")))
        if found is not None:
            self.keep(key, found)
            for path in found.files:
                self._rest_on(path)
        return found

    def keep(self, key: str, trace: Trace) -> None:
        """Keep a trace for the next run."""
        self._kept[digest(key.encode("utf-8", "surrogateescape"))] = trace

    def write(self) -> bytes:
        """Return what to keep: of very many imports nothing."""
        if sum(len(trace.events) for trace in self._kept.values()) > _MOST_IMPORTS:
            return b""
        return _write(self._kept)


class _Book:
    """What was kept, read."""

    def __init__(self, text: bytes | None, changed: Iterable[str]) -> None:
        self._events, self._modules, self._files, self._rows = json.loads(text) if text else ([], [], [], {})
        gone = set(changed)
        self._gone = {number for number, path in enumerate(self._files) if path in gone}

    def trace(self, key: str) -> Trace | None:
        row = self._rows.get(key)
        if row is None or not self._gone.isdisjoint(row[-1]):
            return None
        entry, verdict, error, reason, path, events, depths, modules, changes, failures, files = row
        return Trace(
            entry,
            Verdict(verdict),
            Crash(*error) if error else None,
            reason,
            tuple(path),
            tuple(self._event(*each) for each in zip(events, depths, strict=True)),
            dict(self._modules[number] for number in modules),
            tuple(PathChange(where, line, tuple(added)) for where, line, added in changes),
            tuple(Failure(where, Crash(*raised)) for where, raised in failures),
            tuple(self._files[number] for number in files),
        )

    def _event(self, number: int, depth: int) -> ImportEvent:
        path, line, name, level, names, timing, resolved, outcome = self._events[number]
        return ImportEvent(path, line, name, level, tuple(names), timing, resolved, outcome, depth)


def _write(traces: Mapping[str, Trace]) -> bytes:
    events: dict[Any, int] = {}
    modules: dict[tuple[str, str], int] = {}
    files: dict[str, int] = {}
    rows = {
        key: (
            *trace[:5],
            [events.setdefault(event[:-1], len(events)) for event in trace.events],
            [event.depth for event in trace.events],
            [modules.setdefault(item, len(modules)) for item in trace.modules.items()],
            trace.path_changes,
            trace.failures,
            [files.setdefault(path, len(files)) for path in trace.files],
        )
        for key, trace in traces.items()
    }
    return json.dumps((list(events), list(modules), list(files), rows), separators=(",", ":")).encode()
