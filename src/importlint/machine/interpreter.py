"""The import machine: an abstract interpreter of module bodies, `sys.path` and `sys.modules`."""

import ast
import posixpath
from collections.abc import Callable
from collections.abc import Sequence as Items
from typing import Final, NamedTuple, NoReturn

from importlint.machine import attributes, calls
from importlint.machine.call_stack import CallStack
from importlint.machine.cells import LoadedModules
from importlint.machine.compiler import TreeCompiler, block_of, has_future_annotations
from importlint.machine.exceptions import catches
from importlint.machine.frames import Completion, Frame, OutOfBudget, Raised, builtin_error, error_message, error_name
from importlint.machine.importing import find_and_load
from importlint.machine.journal import Journal
from importlint.machine.lazy_imports import LazyImports
from importlint.machine.methods import iterate, possible_items
from importlint.machine.sharing import Sharing
from importlint.machine.values import (
    UNKNOWN,
    Error,
    Module,
    ModuleTable,
    Sequence,
    Value,
)
from importlint.machine.vm import Arguments, Block, Code, Compiler, Settings
from importlint.model.trace import Group, ImportEvent, PathChange
from importlint.resolve.providers import NOBODY, THIRD_PARTY
from importlint.scan.compiling import Mistake

_ANY_PATH: Final = (UNKNOWN,)
_MAX_STATEMENTS: Final = 5_000_000
_STRUCTURAL: Final = frozenset({"ImportError", "ModuleNotFoundError", "NameError"})


class Mark(NamedTuple):
    """A state to roll back to."""

    journal: int
    events: int
    reasons: int
    path_changes: int
    files: int


class Interpreter:
    """One abstract process: a search path, a module table, and everything that was done to them."""

    def __init__(
        self, settings: Settings, search_path: tuple[Value, ...], cwd: str, environment: dict[str, str]
    ) -> None:
        """Begin a process; `search_path` and `cwd` are absolute."""
        self.settings = settings
        self.compiler: Compiler = TreeCompiler()
        self.journal = Journal()
        self._sharing = Sharing(self)
        self.modules: dict[str, Value] = LoadedModules(self._sharing.ask, self._sharing.ask_all)
        self.system: dict[str, Value] = {"path": Sequence(search_path), "modules": ModuleTable()}
        self.events: list[ImportEvent | Group] = []
        self.depth = 0
        self.path_changes: list[PathChange] = []
        self.files: list[str] = []
        self._path: Value = self.system["path"]
        self._entries_seen = search_path
        self.cwd = cwd
        self.entry_zero = ""
        self.trusts = False
        self.environment = environment
        self.reasons: list[str] = []
        self._lazy = LazyImports(self)
        self._handlers: list[tuple[Items[Code], Frame]] = []
        self.calls = CallStack(self)
        self.statements = 0
        self.forks = 0
        self.unfollowed = 0
        # Another number for each process that takes the place of this one.
        self.beginning = 0

    def mark(self) -> Mark:
        """Return the present state."""
        return Mark(self.journal.mark(), len(self.events), len(self.reasons), len(self.path_changes), len(self.files))

    def roll_back(self, mark: Mark) -> None:
        """Take back everything since a mark."""
        self.journal.roll_back(mark.journal)
        del self.events[mark.events :], self.reasons[mark.reasons :], self.path_changes[mark.path_changes :]
        del self.files[mark.files :]
        self.see_path()

    def restart(self) -> None:
        """Give the next entry its whole budget; what was imported stays."""
        self.statements = 0

    # ----- evaluation ----------------------------------------------------------------------------------------------

    def execute(self, block: Block, frame: Frame) -> Completion | None:
        """Execute a block; return how it ended if not at its end."""
        for step, statement in block.prepare() if block.steps is None else block.steps:
            self.statements += 1
            completion = step(self, frame)
            path = self.system.get("path")
            if path is not self._path or path.cell["items"] is not self._entries_seen:
                self._look_at_path(statement, frame)
            if completion is not None:
                return completion
        return None

    def see_path(self) -> None:
        """Take the present search path as known: what changed it is noted."""
        self._path, self._entries_seen = self.search_path, self.search_entries()

    def _look_at_path(self, statement: ast.stmt, frame: Frame) -> None:
        """Note which directories a statement has put on the search path."""
        before = {entry for entry in self._entries_seen if isinstance(entry, str)}
        self.see_path()
        added = [entry for entry in self._entries_seen if isinstance(entry, str) and entry not in before]
        if added:
            directories = tuple(map(self.relative, added))
            self.path_changes.append(PathChange(frame.module.path, statement.lineno, directories))

    def call(self, function: Value, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
        """Call a value."""
        return calls.call(self, function, arguments, node, frame)

    def get_attribute(self, value: Value, name: str, node: ast.AST, frame: Frame) -> Value:
        """Return an attribute."""
        return attributes.get_attribute(self, value, name, node, frame)

    def set_attribute(self, value: Value, name: str, new: Value) -> None:
        """Set an attribute."""
        attributes.set_attribute(self, value, name, new)

    def iterate(self, value: Value, node: ast.AST, frame: Frame) -> Items[Value] | None:
        """Return the items of an iterable, None if they are not known, or some of them may be missing."""
        return iterate(self, value, node, frame)

    def possible_items(self, value: Value, node: ast.AST, frame: Frame) -> Items[Value] | None:
        """Return the items of an iterable, a Maybe for one that may be missing, None if they are not known."""
        return possible_items(self, value, node, frame)

    # ----- imports -------------------------------------------------------------------------------------------------

    def import_absolute(self, name: str, node: ast.AST, frame: Frame) -> Value:
        """Import a module by its absolute name and return it."""
        return find_and_load(self, name, node, frame)

    def run_file(self, module: Module) -> None:
        """Execute the body of a module's file."""
        program = self.settings.program(module.path)
        if isinstance(program, Mistake):
            return
        if self.statements > _MAX_STATEMENTS:
            raise OutOfBudget("there is too much to execute")
        if has_future_annotations(program):
            module.cell["future_annotations"] = True
        frame = Frame("module", module, module.names)
        with self.calls.of_a_body():
            self.execute(block_of(program), frame)

    def is_lazy(self, node: ast.stmt, module: str, frame: Frame) -> bool:
        """Return whether an import statement is lazy: PEP 810, from 3.15, at module level outside of `try`."""
        if self.settings.target < (3, 15) or frame.kind != "module":
            return False
        if getattr(node, "is_lazy", False):
            return True
        declared = frame.names.get("__lazy_modules__")
        if declared is None or any(around is frame for _, around in self._handlers):
            return False
        items = self.iterate(declared, node, frame)
        return items is not None and module in items

    # ----- sys.path ------------------------------------------------------------------------------------------------

    @property
    def sharing(self) -> Sharing:
        """Return what records and replays the loads of modules."""
        return self._sharing

    @property
    def lazy(self) -> LazyImports:
        """Return what carries out lazy imports."""
        return self._lazy

    @property
    def search_path(self) -> Sequence:
        """Return the list that `sys.path` is now."""
        value = self.system.get("path")
        return value if isinstance(value, Sequence) else Sequence(UNKNOWN)

    def search_entries(self) -> tuple[Value, ...]:
        """Return the entries of `sys.path`."""
        items = self.search_path.cell["items"]
        return items if isinstance(items, tuple) else _ANY_PATH

    def relative(self, path: str) -> str:
        """Return a path relative to the project, `..` steps first if it lies outside."""
        absolute = posixpath.normpath(posixpath.join(self.cwd, path))
        project = self.settings.project
        if absolute == (project or "/"):
            return "."
        if absolute.startswith(project + "/"):
            return absolute[len(project) + 1 :]
        return posixpath.relpath(absolute, project)

    # ----- ways that may be taken ----------------------------------------------------------------------------------

    def fork(
        self, first: Callable[[], Completion | None], second: Callable[[], Completion | None] | None, frame: Frame
    ) -> Completion | None:
        """Go both ways from here and join what they did; an exception on one of them becomes a doubt.

        second: None for a way on which nothing happens.
        """
        mark = self.journal.mark()
        one, first_raised = self._attempt(first)
        done = self.journal.changes(mark)
        self.journal.roll_back(mark)
        if first_raised is not None:
            self.doubt(first_raised)
        other, second_raised = self._attempt(second) if second is not None else (None, None)
        if second_raised is not None and first_raised is not None:
            second_raised.certain = second_raised.certain and first_raised.certain
            raise second_raised
        if first_raised is not None:
            frame.undecided += 1
            return other
        if second_raised is not None:
            frame.undecided += 1
            self.doubt(second_raised)
            self.journal.roll_back(mark)
            self.journal.redo(done)
            return one
        self.journal.join(mark, done)
        if one is not None and other is not None and one.kind == other.kind:
            frame.maybe_returned.append(one.value)
            return other
        for way in (one, other):
            if way is not None and way.kind == "return":
                frame.undecided += 1
                frame.maybe_returned.append(way.value)
            elif way is not None and way.kind == "break":
                frame.may_have_broken = True
        return None

    def _attempt(self, way: Callable[[], Completion | None]) -> tuple[Completion | None, Raised | None]:
        if not self.forks:
            self.calls.forget_tries()
        self.forks += 1
        try:
            return way(), None
        except Raised as raised:
            return None, raised
        finally:
            self.forks -= 1

    def doubt(self, raised: Raised) -> None:
        """Note that an exception may be raised here, unless a handler waits for it or the program raises it itself.

        What happens in a function only if several tests that cannot be decided all go one way is taken not to happen:
        such ways are mostly of our own making, through arguments that we do not know.
        """
        if not raised.structural:
            return
        if self.awaits(raised.error):
            return
        self.sharing.taint()
        if not self.calls.is_remote():
            what = f"{error_name(raised.error)}: {error_message(raised.error)}"
            self.wonder(f"{raised.path}:{raised.line} may or may not run; it would raise {what}")

    def awaits(self, error: Error) -> bool:
        """Return whether a handler waits for an exception."""
        handler = self._handler_of(error)
        if handler is not None:
            self.sharing.lean_on(handler)
        return handler is not None

    def _handler_of(self, error: Error) -> int | None:
        """Return the number of the `try` under way that may catch an exception, the outermost being 0."""
        for number in range(len(self._handlers) - 1, -1, -1):
            handlers, frame = self._handlers[number]
            if any(catches(self, _quietly(self, wanted, frame), error) is not False for wanted in handlers):
                return number
        return None

    @property
    def tries(self) -> int:
        """How many `try` statements that have handlers are under way."""
        return len(self._handlers)

    def provider(self, name: str) -> str:
        """Say who provides a top-level name that the project does not; where names are trusted, somebody does."""
        provided_by = self.settings.provider(name)
        if provided_by != NOBODY:
            return provided_by
        self.sharing.lean_on_trust()
        return THIRD_PARTY if self.trusts else NOBODY

    def stands_free(self) -> bool:
        """Return whether no handler and no call is around what runs."""
        return not self._handlers and self.calls.is_empty()

    def wonder(self, reason: str) -> None:
        """Note a reason why the verdict cannot be certain."""
        if reason not in self.reasons:
            self.reasons.append(reason)

    def push_handlers(self, wanted: Items[Code], frame: Frame) -> None:
        """Note that exceptions of these classes may be caught."""
        self._handlers.append((wanted, frame))

    def pop_handlers(self) -> None:
        """Leave the body of the innermost `try`."""
        self._handlers.pop()

    def fail(self, error: str, message: str, node: ast.AST, frame: Frame, *, structural: bool = False) -> NoReturn:
        """Raise a builtin exception at a node."""
        raised = builtin_error(error, message)
        raised.attributes["by_import"] = error == "ModuleNotFoundError"
        structural = structural or error in _STRUCTURAL
        raise Raised(raised, frame.module.path, getattr(node, "lineno", 0), structural=structural)


def _quietly(vm: Interpreter, code: Code, frame: Frame) -> Value:
    try:
        return code(vm, frame)
    except Raised:
        return UNKNOWN
