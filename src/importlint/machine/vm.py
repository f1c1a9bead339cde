"""What the parts of the import machine may ask of the whole."""

import ast
from collections.abc import Callable
from collections.abc import Sequence as Items
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn, Protocol

from importlint.cache.skeletons import Place
from importlint.machine.frames import Completion, Frame, Raised
from importlint.machine.journal import Journal
from importlint.machine.values import UNKNOWN, Error, Function, LazyImport, Module, Sequence, Value
from importlint.model.trace import PathChange
from importlint.resolve.search_path import PathIndex
from importlint.scan.compiling import Mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for every process that the machine runs.

    project: absolute directory. target: the Python version, (3, minor). program: parses a file of the project, perhaps
    without the bodies of functions (`machine/outline.py`). syntax: parses it whole.
    provider: who provides a top-level name that the project does not: `standard library`, `third party` or `nobody`.
    is_file, glob: what the project's listing holds; both speak of paths relative to the project. text: what a file
    of it holds that is no Python, "" where it cannot be read. may_appear: whether a module of a name may lie in some
    directories, although the listing has none: what a build writes, and what version control ignores. called: the
    functions that were called, of each file that was parsed; None if it was read otherwise as well.
    """

    project: str
    target: tuple[int, int]
    index: PathIndex
    program: Callable[[str], ast.Module | Mistake]
    syntax: Callable[[str], ast.Module | Mistake]
    provider: Callable[[str], str]
    is_file: Callable[[str], bool]
    glob: Callable[[str, str], tuple[str, ...]]
    text: Callable[[str], str]
    may_appear: Callable[[str, Items[str]], bool]
    called: dict[str, set[Place] | None] = field(default_factory=dict, compare=False)


class Loads(Protocol):
    """What the parts of the machine tell of the loads of modules, so that entries can share them."""

    def load(self, name: str, action: Callable[[], Value]) -> Value:
        """Load a module by an action, or by what it did before."""

    def own(self, module: Module) -> None:
        """Note the module object of the innermost load."""

    def ask(self, name: str) -> None:
        """Note that a module of that name is asked for or met."""

    def taint(self) -> None:
        """Note that what is done now depends on more than the modules asked for."""


class Lazies(Protocol):
    """What the parts of the machine ask of lazy imports (PEP 810)."""

    def announce(self, lazy: LazyImport, absolute: str) -> None:
        """Note a lazy import that was executed; absolute: the name of the module."""

    def resolve(self, value: LazyImport, node: ast.AST, frame: Frame) -> Value:
        """Carry out a lazy import at its first use."""

    def find_submodule(self, package: Module, name: str, node: ast.AST, frame: Frame) -> Value:
        """Return the submodule that a package does not have as an attribute, MISSING if none is announced or there."""


class Calls(Protocol):
    """What the parts of the machine tell of calls."""

    def enter(self, function: Function, node: ast.AST, frame: Frame) -> bool:
        """Begin a call; return False if it would lead too deep or take too long."""

    def leave(self) -> None:
        """End a call."""

    def modules_from(self, frame: Frame) -> tuple[Module, ...]:
        """Return the module of the running frame and those of its callers, as far as they are certain."""


class Vm(Protocol):
    """The import machine as its parts see it."""

    settings: Settings
    compiler: "Compiler"
    journal: Journal
    modules: dict[str, Value]
    system: dict[str, Value]
    events: list[Any]
    path_changes: list[PathChange]
    files: list[str]
    reasons: list[str]
    statements: int
    forks: int
    unfollowed: int
    depth: int
    cwd: str
    entry_zero: str
    trusts: bool
    environment: dict[str, str]

    def execute(self, block: "Block", frame: Frame) -> Completion | None:
        """Execute a block."""

    def call(self, function: Value, arguments: "Arguments", node: ast.AST, frame: Frame) -> Value:
        """Call a value."""

    def get_attribute(self, value: Value, name: str, node: ast.AST, frame: Frame) -> Value:
        """Return an attribute, or raise the AttributeError that CPython would."""

    def set_attribute(self, value: Value, name: str, new: Value) -> None:
        """Set an attribute."""

    def import_absolute(self, name: str, node: ast.AST, frame: Frame) -> Value:
        """Import a module by its absolute name and return it (not its top-level package)."""

    def run_file(self, module: Module) -> None:
        """Execute the body of a module's file."""

    def iterate(self, value: Value, node: ast.AST, frame: Frame) -> Items[Value] | None:
        """Return the items of an iterable, None if they are not known, or some of them may be missing."""

    def possible_items(self, value: Value, node: ast.AST, frame: Frame) -> Items[Value] | None:
        """Return the items of an iterable, a Maybe for one that may be missing, None if they are not known."""

    def awaits(self, error: Error) -> bool:
        """Return whether a handler waits for an exception."""

    def fork(
        self, first: Callable[[], Completion | None], second: Callable[[], Completion | None] | None, frame: Frame
    ) -> Completion | None:
        """Go both ways and join what they did; on a second one that is None nothing happens."""

    def push_handlers(self, wanted: "Items[Code]", frame: Frame) -> None:
        """Note that exceptions of these classes may be caught."""

    def pop_handlers(self) -> None:
        """Leave the body of the innermost `try`."""

    def is_lazy(self, node: ast.stmt, module: str, frame: Frame) -> bool:
        """Return whether an import statement is lazy for the target version (PEP 810)."""

    def fail(self, error: str, message: str, node: ast.AST, frame: Frame, *, structural: bool = False) -> NoReturn:
        """Raise a builtin exception at a node."""

    def doubt(self, raised: Raised) -> None:
        """Note that an exception may be raised here on a way that may be taken."""

    @property
    def tries(self) -> int:
        """How many `try` statements that have handlers are under way."""

    def provider(self, name: str) -> str:
        """Say who provides a top-level name that the project does not."""

    def stands_free(self) -> bool:
        """Return whether no handler and no call is around what runs."""

    def wonder(self, reason: str) -> None:
        """Note a reason why the verdict cannot be certain."""

    @property
    def lazy(self) -> Lazies:
        """Return what carries out lazy imports."""

    @property
    def calls(self) -> Calls:
        """The calls under way."""

    @property
    def sharing(self) -> Loads:
        """What is told of the loads of modules."""

    @property
    def search_path(self) -> Sequence:
        """Return the list that `sys.path` is now."""

    def search_entries(self) -> tuple[Value, ...]:
        """Return the entries of `sys.path`: absolute strings, Maybe strings, UNKNOWN."""

    def see_path(self) -> None:
        """Take the present search path as known: what changed it is noted."""

    def relative(self, path: str) -> str:
        """Return an absolute or cwd-relative path relative to the project."""


# An expression, a statement and the target of an assignment, made ready to run.
Code = Callable[[Vm, Frame], Value]
Step = Callable[[Vm, Frame], Completion | None]
Store = Callable[[Vm, Value, Frame], None]


class Compiler(Protocol):
    """Makes syntax trees ready to run: the kind of a node is looked at once, not each time that it runs."""

    def expression(self, node: ast.expr) -> Code:
        """Return what evaluates an expression."""

    def optional(self, node: ast.expr | None) -> Code | None:
        """Return what evaluates an expression, if there is one."""

    def statement(self, node: ast.stmt) -> Step:
        """Return what executes a statement."""

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Note that a function is defined here."""

    def target(self, node: ast.expr) -> Store:
        """Return what assigns to a target of any form."""


class Block:
    """Statements in a row, made ready to run when they first do; many never run."""

    __slots__ = ("_compiler", "_statements", "steps")

    def __init__(self, compiler: Compiler, statements: Items[ast.stmt]) -> None:
        self._compiler = compiler
        self._statements = statements
        self.steps: tuple[tuple[Step, ast.stmt], ...] | None = None if statements else ()

    def prepare(self) -> tuple[tuple[Step, ast.stmt], ...]:
        """Make the statements ready; return them."""
        self.steps = steps = tuple((self._compiler.statement(node), node) for node in self._statements)
        return steps


class Arguments(NamedTuple):
    """The arguments of a call; `complete` is False when it has starred parts whose content is unknown.

    placed: how many of the positional ones certainly stand at their place, None for all.
    """

    positional: tuple[Value, ...] = ()
    keywords: dict[str, Value] = {}  # noqa: RUF012
    complete: bool = True
    placed: int | None = None


def without_order(arguments: Arguments) -> Arguments:
    """Return arguments of which nobody knows at which place they stand."""
    return arguments._replace(positional=(UNKNOWN,) * len(arguments.positional))


Handler = Callable[[Vm, Arguments, ast.AST, Frame], Value]


def argument_of(arguments: Arguments, index: int, name: str, default: Value = UNKNOWN) -> Value:
    """Return one argument of a call, by position or by name."""
    if len(arguments.positional) > index:
        return arguments.positional[index]
    return arguments.keywords.get(name, default)
