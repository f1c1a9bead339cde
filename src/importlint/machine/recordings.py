"""Loads that were recorded, and the states of a process in which they are known."""

from collections.abc import Set as AbstractSet
from typing import NamedTuple

from importlint.machine.cells import Underway
from importlint.machine.journal import Change
from importlint.machine.values import Module, Value
from importlint.machine.vm import Vm
from importlint.model.trace import Group, PathChange


class Point:
    """A state that several entries come to: what was recorded from here, and the state that each load leads to."""

    __slots__ = ("loads",)

    def __init__(self) -> None:
        self.loads: dict[object, tuple[Recording, Point]] = {}


class State(NamedTuple):
    """The present state, seen in two ways; None where it is none that another entry can come to.

    whole: every load since the first point counts, in its order. least: only those loads count that changed what other
    modules see; `apart` are the modules that came with the rest.
    """

    whole: Point | None = None
    least: Point | None = None
    apart: frozenset[str] = frozenset()


class Tape:
    """The changes and questions of one outermost load, of which recordings are parts."""

    __slots__ = ("asked", "begin", "changes", "is_wanted")

    def __init__(self, begin: int) -> None:
        self.begin = begin
        self.changes: list[Change] = []
        self.asked: list[str] = []
        self.is_wanted = False


class Load:
    """A load under way.

    lowest: the outermost load under way whose module was asked for. loaded: the modules that came with it. spills: it
    changed more than them. is_single: it saw what is only this entry's own. trust: whether the entry trusts names that
    nobody provides, if it asked for one.
    """

    __slots__ = (
        "asked", "begin", "depth", "events", "files", "is_single", "loaded", "lowest", "module", "name",
        "path_changes", "spills", "state", "statements", "tries", "trust",
    )  # fmt: skip

    def __init__(self, vm: Vm, name: str, state: State, tape: Tape, index: int) -> None:
        self.name = name
        self.state = state
        self.loaded = {name}
        self.spills = False
        self.is_single = False
        self.trust: bool | None = None
        self.module: Module | None = None
        self.begin = vm.journal.mark()
        self.asked = len(tape.asked)
        self.events = len(vm.events)
        self.path_changes = len(vm.path_changes)
        self.files = len(vm.files)
        self.statements = vm.statements
        self.depth = vm.depth
        self.tries = vm.tries
        self.lowest = index


class Recording:
    """What a load did: a part of a tape, and the rest of what it left behind.

    is_first: it may be replayed only as the first of a chain, with nothing around it.
    """

    __slots__ = ("_asked", "_changes", "_tape", "_within", "depth", "is_first", "loaded", "outcome", "spills", "trust")

    def __init__(self, vm: Vm, load: Load, tape: Tape, value: Value, *, is_first: bool) -> None:
        self.is_first = is_first
        self._tape = tape
        self._within = (load.begin - tape.begin, vm.journal.mark() - tape.begin, load.asked, len(tape.asked))
        self._asked: frozenset[str] | None = None
        self._changes: list[Change] | None = None
        self.depth = load.depth
        self.loaded = load.loaded
        self.spills = load.spills
        self.trust = load.trust
        self.outcome = Outcome(
            value,
            Group(tuple(vm.events[load.events :])),
            tuple(vm.path_changes[load.path_changes :]),
            tuple(vm.files[load.files :]),
            tuple(vm.reasons),
            vm.statements - load.statements,
        )

    @property
    def asked(self) -> frozenset[str]:
        """The modules that the load asked `sys.modules` for."""
        if self._asked is None:
            self._asked = frozenset(self._tape.asked[self._within[2] : self._within[3]])
        return self._asked

    @property
    def changes(self) -> list[Change]:
        """The last change of each place, in the order of the first; what is under way is as it was before."""
        if self._changes is None:
            every = self._tape.changes[self._within[0] : self._within[1]]
            last = {(id(change[0]), change[1]): change for change in every}
            self._changes = [change for change in last.values() if not isinstance(change[0], Underway)]
        return self._changes


class Outcome(NamedTuple):
    """What a load returned and left behind, but for the changes."""

    value: Value
    events: Group
    path_changes: tuple[PathChange, ...]
    files: tuple[str, ...]
    reasons: tuple[str, ...]
    statements: int


def known_at(point: Point | None, name: str, *, trusts: bool) -> Recording | None:
    """Return what was recorded of a load in a state, by an entry that trusts as this one does if that matters."""
    found = (point.loads.get(name) or point.loads.get((name, trusts))) if point is not None else None
    return found[0] if found is not None else None


def after(name: str, recording: Recording, before: State, met: AbstractSet[str]) -> State:
    """Return the state after a load, and note at the points where it began that it leads there."""
    key = name if recording.trust is None else (name, recording.trust)
    whole = before.whole.loads.setdefault(key, (recording, Point()))[1] if before.whole is not None else None
    if before.least is None or recording.is_first:
        return State(whole)
    if met:
        return State(whole, None if recording.spills else before.least, before.apart | recording.loaded)
    after = before.least.loads.setdefault(key, (recording, Point()))[1]
    if recording.spills:
        return State(whole, after, before.apart)
    return State(whole, before.least, before.apart | recording.loaded)
