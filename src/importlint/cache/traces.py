"""Traces as JSON: imports and files that many of them share are written once, and told by number."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final

from importlint.cache.digest import digest
from importlint.cache.skeletons import Place, ReadSkeleton, Shift, Skeleton, read_skeletons, shift_between
from importlint.model.trace import Crash, Failure, ImportEvent, PathChange, Trace, Verdict

# More than this takes longer to keep than a run saves that finds one file changed.
_MOST_IMPORTS: Final = 1_000_000
# Fewer files are run again sooner than it is found out what counts of them.
_FEWEST_FILES: Final = 30


class KnownTraces:
    """The traces that the last run kept, and those that this one is going to keep.

    changed: the files that hold something else now; None where all count as such. rest_on: is told each file that
    a trace which is taken over rests on. read: reads what counts of a file.
    """

    def __init__(
        self,
        text: bytes | None,
        skeletons: bytes | None,
        changed: Callable[[], Iterable[str] | None],
        rest_on: Callable[[str], object],
        read: ReadSkeleton,
    ) -> None:
        """Take what was kept: traces, and what counts of the files that were run."""
        self._text = text
        self._skeletons = skeletons
        self._changed = changed
        self._rest_on = rest_on
        self._read = read
        self._book: _Book | None = None
        self._kept: dict[str, Trace] = {}
        self._called: Mapping[str, Collection[Place] | None] = {}

    def find(self, key: str, can_run: Callable[[str], bool]) -> Trace | None:
        """Return the trace that was kept under a key, None if something that it rests on has changed since.

        can_run: whether the machine can run a file.
        """
        if self._book is None:
            changed = self._changed()
            self._book = _Book(*((self._text, self._skeletons) if changed is not None else (None, None)))
            self._book.compare(changed or (), self._read, can_run)
        found = self._book.trace(digest(key.encode("utf-8", "surrogateescape")))
        if found is not None:
            self.keep(key, found)
            for path in found.files:
                self._rest_on(path)
        return found

    def keep(self, key: str, trace: Trace) -> None:
        """Keep a trace for the next run."""
        self._kept[digest(key.encode("utf-8", "surrogateescape"))] = trace

    def note_calls(self, called: Mapping[str, Collection[Place] | None]) -> None:
        """Take which functions were called, of each file that was run; None where all of the file counts."""
        self._called = called

    def write(self) -> bytes:
        """Return what to keep: of very many imports nothing."""
        if sum(len(trace.events) for trace in self._kept.values()) > _MOST_IMPORTS:
            return b""
        return _write(self._kept)

    def write_skeletons(self) -> bytes:
        """Return what counts of each file that was run; nothing of few files."""
        files = dict.fromkeys([*(path for trace in self._kept.values() for path in trace.files), *self._called])
        worth_it = len(files) >= _FEWEST_FILES
        found = {path: skeleton for path in files if worth_it and (skeleton := self._skeleton(path)) is not None}
        return json.dumps(found, separators=(",", ":")).encode()

    def _skeleton(self, path: str) -> Skeleton | None:
        """Return what counts of a file for all traces, also those that were taken over; None if all of it does."""
        book = self._book or _Book(None, None)
        before = book.skeleton(path)
        if path not in self._called:
            return before
        places = self._called[path]
        if places is None or (before is None and book.rests_on(path)):
            return None
        if before is not None and set(places) <= set(before.places):
            return before
        both = {*places, *(before.places if before is not None else ())}
        return self._read(path, both, ())


class _Book:
    """What was kept, read.

    Until `compare` all counts as unchanged.
    """

    def __init__(self, text: bytes | None, skeletons: bytes | None) -> None:
        none: tuple[Any, ...] = ([], [], [], {})
        self._events, self._modules, self._files, self._rows = json.loads(text) if text else none
        self._skeletons = read_skeletons(skeletons)
        self._gone: set[int] = set()
        self._moved: dict[str, Shift] = {}
        self._given: set[str] = set()

    def compare(self, changed: Iterable[str], read: ReadSkeleton, can_run: Callable[[str], bool]) -> None:
        """See which files still mean the same, perhaps on other lines."""
        different = set(changed)
        for path in different & self._skeletons.keys():
            old = self._skeletons.pop(path)
            new = read(path, (), old.called)
            shift = shift_between(old, new) if new is not None else None
            if new is not None and shift is not None and can_run(path):
                self._moved[path] = shift
                self._skeletons[path] = new._replace(places=tuple((shift(line), at) for line, at in old.places))
        gone = different - self._moved.keys()
        self._gone = {number for number, path in enumerate(self._files) if path in gone}

    def skeleton(self, path: str) -> Skeleton | None:
        """Return what counts of a file as it is now, None if all of it does, or nothing is known."""
        return self._skeletons.get(path)

    def rests_on(self, path: str) -> bool:
        """Return whether a trace that was taken from here rests on a file."""
        return path in self._given

    def trace(self, key: str) -> Trace | None:
        """Return the trace that was kept under a key, None if it does not hold any more."""
        row = self._rows.get(key)
        if row is None or not self._gone.isdisjoint(row[-1]):
            return None
        entry, verdict, error, reason, path, events, depths, modules, changes, failures, files = row
        trace = Trace(
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
        moved = {each: self._moved[each] for each in trace.files if each in self._moved}
        found = _with_lines_moved(trace, moved) if moved else trace
        if found is not None:
            self._given.update(found.files)
        return found

    def _event(self, number: int, depth: int) -> ImportEvent:
        path, line, name, level, names, timing, resolved, outcome = self._events[number]
        return ImportEvent(path, line, name, level, tuple(names), timing, resolved, outcome, depth)


def _with_lines_moved(trace: Trace, moved: Mapping[str, Shift]) -> Trace | None:
    """Return a trace with the lines of files that have moved as they are now; None where it tells them in words."""
    said = [trace.reason or "", *(error.message for error in trace.errors)]
    names = [path.rpartition("/")[2] for path in moved]
    told: list[ImportEvent | PathChange | Crash] = [*trace.events, *trace.path_changes, *trace.errors]
    known = all(moved[place.path](place.line) for place in told if place.path in moved)
    if not known or any(f"{name}{mark}" in text for name in names for mark in (":", ", line") for text in said):
        return None

    def at(path: str, line: int) -> int:
        return moved[path](line) if path in moved else line

    def crash(error: Crash) -> Crash:
        return error._replace(line=at(error.path, error.line))

    return trace._replace(
        error=crash(trace.error) if trace.error is not None else None,
        events=tuple([event._replace(line=at(event.path, event.line)) for event in trace.events]),
        path_changes=tuple(change._replace(line=at(change.path, change.line)) for change in trace.path_changes),
        failures=tuple(each._replace(error=crash(each.error)) for each in trace.failures),
    )


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
