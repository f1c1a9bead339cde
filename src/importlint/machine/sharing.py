"""What one entry has loaded, the next need not execute again.

Entries that begin at the same point (their parent is imported) mostly load the same modules. A load is recorded: what
it changed, which modules it asked `sys.modules` for, which imports it made. It is replayed for another entry if nothing
that it can have seen differs. That is so when

- the loads before it were the same in the same order, but for those that changed nothing other than the modules that
  came with them, of which it asks for none,
- everything else done since the common point is that modules whose bodies are under way (the chain) bound names of
  their own, and it asks `sys.modules` for none of the chain. The program's own module, `__main__`, is one of them.

So a load that meets a half-loaded module of its importers, in a cycle, is never shared.

What depends on more than a recording says, such as on the handlers around it, is replayed only where all loads before
it were the same, and it is the first of its chain, with no handler and no call around it.
"""

from collections.abc import Callable
from typing import Final

from importlint.machine.cells import MAIN, Locals, Underway
from importlint.machine.journal import Change
from importlint.machine.recordings import Load, Point, Recording, State, Tape, after, known_at
from importlint.machine.values import MISSING, External, Module, Value
from importlint.machine.vm import Vm
from importlint.model.trace import Group

# What the recordings of one point may hold, in changes.
_MAX_CHANGES: Final = 2_000_000


class Sharing:
    """Records loads, and replays them where they would do the same again."""

    def __init__(self, vm: Vm) -> None:
        """Share nothing until `stand_at` names a first state."""
        self._vm = vm
        self._state = State()
        self._seen = 0
        self._under_way: list[Load] = []
        self._chain: dict[str, int] = {MAIN: -1}
        self._main: Module | None = None
        self._tape: Tape | None = None
        self._kept = 0

    @property
    def state(self) -> State:
        """The present state; a new point if it is none that another entry can come to."""
        if self._state.whole is None and self._state.least is None:
            point = Point()
            return State(point, point)
        return self._state

    def stand_at(self, state: State) -> None:
        """Note that the state is this one, and no load is under way."""
        self._state = state
        self._main = None
        self._seen = self._vm.journal.mark()

    def ask(self, name: str) -> None:
        """Note that `sys.modules` is asked for a name, or a module of that name is met."""
        if self._tape is not None:
            self._tape.asked.append(name)
            index = self._chain.get(name)
            if index is not None:
                self._reach(index)
                self._under_way[-1].is_single |= name == MAIN

    def taint(self) -> None:
        """Note that what is done now depends on more than a recording says."""
        self._reach(-1)

    def lean_on(self, handler: int) -> None:
        """Note that what is done now depends on a `try` under way, of that number."""
        self._reach(sum(load.tries <= handler for load in self._under_way) - 1)

    def lean_on_trust(self) -> None:
        """Note that a name was asked for that nobody provides."""
        if self._under_way:
            self._under_way[-1].trust = self._vm.trusts

    def ask_all(self) -> None:
        """Note that everything in `sys.modules` is looked at, what is this entry's own among it."""
        self.taint()
        if self._under_way:
            self._under_way[-1].is_single = True

    def _reach(self, index: int) -> None:
        if self._under_way:
            load = self._under_way[-1]
            load.lowest = min(load.lowest, index)

    def own(self, module: Module) -> None:
        """Note the module object of the innermost load, or of the program itself."""
        if module.name == MAIN and not self._under_way:
            self._main = module
        elif self._under_way and self._under_way[-1].module is None and self._under_way[-1].name == module.name:
            self._under_way[-1].module = module

    def load(self, name: str, action: Callable[[], Value]) -> Value:
        """Load a module, by replaying what it did before if it would do the same; return it."""
        vm = self._vm
        if vm.forks or not (self._under_way or self._state != State()):
            return action()
        self._scan()
        known = self._find(name)
        if known is not None:
            return self._replay(name, known)
        if self._tape is None:
            self._tape = Tape(vm.journal.mark())
        index = self._chain.setdefault(name, len(self._under_way))
        self._under_way.append(Load(vm, name, State() if vm.reasons else self._state, self._tape, index))
        value = MISSING
        try:
            value = action()
        finally:
            self._end(self._tape, value)
        return value

    def _find(self, name: str) -> Recording | None:
        """Return what was recorded of a load that would do the same now."""
        state = self._state
        for point, apart in ((state.whole, frozenset[str]()), (state.least, state.apart)):
            recording = known_at(point, name, trusts=self._vm.trusts)
            if recording is None or not recording.asked.isdisjoint(apart):
                continue
            if recording.is_first:
                if self._is_first():
                    return recording
            elif not any(under_way in recording.asked for under_way in self._chain):
                return recording
        return None

    def _is_first(self) -> bool:
        return not self._under_way and self._vm.stands_free()

    def _scan(self) -> None:
        """See whether the innermost load has done more since the last time than bind names of its own."""
        log = self._vm.journal
        if not all(map(self._is_own, log.since(min(self._seen, log.mark())))):
            self._state = State()
            if self._under_way:
                self._under_way[-1].spills = True
        self._seen = log.mark()

    def _is_own(self, change: Change) -> bool:
        cells, key, _, new = change
        if isinstance(cells, (Locals, Underway)):
            return True
        load = self._under_way[-1] if self._under_way else None
        if cells is self._vm.modules:
            return isinstance(new, External) or key == (load.name if load is not None else MAIN)
        module = load.module if load is not None else self._main
        if module is None:
            return False
        if cells is module.names or cells is module.cell:
            return True
        # The import system binds a finished submodule on its parent.
        return load is not None and new is module and key == load.name.rpartition(".")[2]

    def _end(self, tape: Tape, value: Value) -> None:
        vm, load = self._vm, self._under_way[-1]
        index = len(self._under_way) - 1
        self._scan()
        if not isinstance(value, External):
            is_kept = value is not MISSING and self._kept < _MAX_CHANGES
            is_whole = load.lowest >= index
            is_first = index == 0 and not load.is_single and vm.stands_free()
            is_recorded = is_kept and (is_whole or is_first)
            self._state = self._record(load, tape, value, is_first=not is_whole) if is_recorded else State()
        self._under_way.pop()
        if self._chain.get(load.name) == index:
            del self._chain[load.name]
        if self._under_way:
            around = self._under_way[-1]
            around.lowest = min(around.lowest, load.lowest)
            around.loaded |= load.loaded
            around.spills |= load.spills or (value is MISSING)
            around.is_single |= load.is_single
            around.trust = load.trust if around.trust is None else around.trust
            return
        self._tape = None
        if tape.is_wanted:
            tape.changes = vm.journal.since(tape.begin)
            self._kept += len(tape.changes)

    def _record(self, load: Load, tape: Tape, value: Value, *, is_first: bool) -> State:
        """Record a load that has ended, for both views of the state that it began in; return the state now."""
        recording = Recording(self._vm, load, tape, value, is_first=is_first)
        if recording.outcome.events.events:
            self._vm.events[load.events :] = [recording.outcome.events]
        tape.is_wanted = True
        return after(load.name, recording, load.state, recording.asked & load.state.apart)

    def _replay(self, name: str, known: Recording) -> Value:
        vm, outcome = self._vm, known.outcome
        vm.journal.repeat(known.changes)
        if outcome.events.events:
            vm.events.append(Group(outcome.events.events, vm.depth - known.depth))
        vm.path_changes.extend(outcome.path_changes)
        vm.files.extend(outcome.files)
        for reason in outcome.reasons:
            vm.wonder(reason)
        vm.statements += outcome.statements
        vm.see_path()
        met = known.asked & self._state.apart
        if self._tape is not None:
            self._tape.asked.extend(known.asked)
            around = self._under_way[-1]
            around.loaded |= known.loaded
            around.spills |= known.spills
            around.trust = known.trust if around.trust is None else around.trust
        self._state = after(name, known, self._state, met)
        self._seen = vm.journal.mark()
        return outcome.value
