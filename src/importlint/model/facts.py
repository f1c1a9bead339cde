"""What one file says about imports, independent of any source root.

Facts are about files: a module name comes later, because one file can have several. They are named tuples and not
dataclasses, because a large tree has hundreds of thousands of them (docs/decisions/002-facts-are-tuples.md).
"""

from enum import StrEnum
from typing import NamedTuple

from importlint.model.location import Span


class Timing(StrEnum):
    """When an import statement runs."""

    EAGER = "eager"
    DEFERRED = "deferred"
    LAZY = "lazy"
    TYPE_ONLY = "type-only"


class Scope(StrEnum):
    """The innermost block with a namespace of its own around a statement."""

    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"


class Context(NamedTuple):
    """Where in its file a statement stands.

    scope: FUNCTION as soon as any function or lambda is around it, else CLASS, else MODULE.
    owner: qualified name of the innermost function or class, "" at module level: `Pool.get`, `make.<locals>.inner`.
    catches: what the handlers of the `try` statements whose *body* holds it catch, as written, innermost first; a bare
        `except:` is "BaseException".
    handles: what the `except` clause that holds it catches, as written; () outside a handler.
    type_only: under `if TYPE_CHECKING:` (also `typing.TYPE_CHECKING`, not its `else`).
    main_guard: under `if __name__ == "__main__":`.
    branch: source text of the innermost test of the version or platform around it (`sys.version_info >= (3, 11)`,
        `sys.platform == "win32"`, `os.name == "nt"`), "not (...)" in its `else`; "" where there is none.
    """

    scope: Scope = Scope.MODULE
    owner: str = ""
    catches: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    type_only: bool = False
    main_guard: bool = False
    branch: str = ""


MODULE_LEVEL = Context()

# Names of exceptions whose handler catches a failing import (builtins: ImportError is an Exception is a BaseException).
CATCH_IMPORT_ERROR = frozenset({"ImportError", "Exception", "BaseException"})
CATCH_MODULE_NOT_FOUND = CATCH_IMPORT_ERROR | {"ModuleNotFoundError"}


class Alias(NamedTuple):
    """One `name as asname` of an import statement; `asname` is "" where there is none."""

    name: str
    asname: str
    span: Span


class ImportStatement(NamedTuple):
    """One import statement.

    `import a.b, c as d`: is_from False, module "", level 0, names (a.b, c as d).
    `from ..p import x`: is_from True, module "p", level 2, names (x,); a star import has the one name "*".
    lazy: written with PEP 810's soft keyword, or named by `__lazy_modules__` before it.
    """

    span: Span
    is_from: bool
    module: str
    level: int
    names: tuple[Alias, ...]
    lazy: bool = False
    context: Context = MODULE_LEVEL

    @property
    def timing(self) -> Timing:
        """Return when the statement runs, relative to its module's import."""
        if self.context.type_only:
            return Timing.TYPE_ONLY
        if self.context.scope is Scope.FUNCTION:
            return Timing.DEFERRED
        return Timing.LAZY if self.lazy else Timing.EAGER

    @property
    def may_be_skipped(self) -> bool:
        """Return whether something around it, a test of any kind for instance, may keep it from running on import."""
        context = self.context
        return self.span.column > 1 or bool(self.guarded or context.branch or context.main_guard or context.handles)

    @property
    def absolute(self) -> tuple[str, ...]:
        """Return the modules that it names, () for a relative import."""
        if self.is_from:
            return () if self.level else (self.module,)
        return tuple(alias.name for alias in self.names)

    @property
    def guarded(self) -> bool:
        """Return whether a handler around it catches ModuleNotFoundError or more."""
        catches = self.context.catches
        return bool(catches) and not CATCH_MODULE_NOT_FOUND.isdisjoint(name.rpartition(".")[2] for name in catches)


class DynamicImport(NamedTuple):
    """A call that imports or looks for modules by value.

    call: `import_module`, `__import__`, `spec_from_file_location`, `exec_module`, `reload`, `walk_packages`,
        `iter_modules`, `run_module`, `run_path`: the function's own name.
    name: the module's or file's name if it is one string literal, else None (for `reload`: the argument's text).
    relative_to: for `import_module(name, package)` the text of `package`, else "".
    argument: source text of the arguments, in one line, at most 200 characters.
    """

    span: Span
    call: str
    name: str | None
    relative_to: str
    argument: str
    context: Context


class PathEdit(NamedTuple):
    """A statement that changes `sys.path`.

    operation: `insert`, `append`, `extend`, `remove`, `pop`, `clear`, `assign` (`sys.path = ...`, `[:0] = ...`),
        `delete`, `augment` (`+=`), `addsitedir`.
    argument: source text of what is added or removed, at most 200 characters.
    base: what the directory hangs on: `file` (`__file__`), `cwd` (`os.getcwd()`, `Path.cwd()`, or a relative literal
        such as ".." or ""), `absolute` (an absolute literal), `environment` (`os.environ`, `os.getenv`), `unknown`.
        A name assigned once at the top of the same file is looked through.
    """

    span: Span
    operation: str
    argument: str
    base: str
    context: Context


class TableEdit(NamedTuple):
    """A statement that removes or replaces entries of `sys.modules`.

    operation: `delete`, `pop`, `assign`, `clear`, `update`, `replace` (`sys.modules = ...`).
    key: source text of the key, "" where there is none.
    """

    span: Span
    operation: str
    key: str
    context: Context


class CachedLoader(NamedTuple):
    """A function that imports and whose result a cache decorator keeps; span is its `def` line."""

    span: Span
    function: str
    decorator: str


class Patch(NamedTuple):
    """An assignment to an attribute of an imported module (`settings.DEBUG = True`), with what it assigns to."""

    span: Span
    target: str
    context: Context


class SpawnKind(StrEnum):
    """What a call starts, or that it waits.

    PROCESS: a child interpreter. THREAD: a thread. AWAITED: a thread that is waited for in the same statement or block.
    WAIT: nothing; it waits for a thread.
    """

    PROCESS = "process"
    THREAD = "thread"
    AWAITED = "awaited"
    WAIT = "wait"


class Spawn(NamedTuple):
    """A call that starts work beside the running code, or waits for it.

    A child interpreter is `subprocess` with `sys.executable` or "python", or multiprocessing. target: the function that
    a thread runs, as written, `<lambda>` for a lambda, "" where it is not known.
    """

    span: Span
    call: str
    target: str
    kind: SpawnKind
    context: Context


class Ignore(NamedTuple):
    """An ignore comment: `# importlint: ignore[rule, ...]` or `# importlint: ignore-file[rule, ...]`.

    rules: () means every rule. covers: the first and last line of the statement that it stands on, or, for a comment
    alone on its line, of the statement below it.
    """

    span: Span
    rules: tuple[str, ...]
    whole_file: bool
    covers: tuple[int, int]


class Problem(NamedTuple):
    """Why a file is not valid Python, or not readable: a message and its place (line 1 where unknown)."""

    span: Span
    message: str


class FileFacts(NamedTuple):
    """Everything that the rest of importlint knows of one file.

    path: relative to the project, POSIX. reader: `parser` (exact: what the parser says) or `lexer` (best effort, on
    a broken file).
    has_getattr: defines a module-level `__getattr__` (PEP 562). main_guard: place of `if __name__ == "__main__":`.
    lazy_modules: names in a literal `__lazy_modules__`.
    extends_path: assigns `__path__` with `pkgutil.extend_path` or calls `pkg_resources.declare_namespace`.
    """

    path: str
    reader: str = "parser"
    imports: tuple[ImportStatement, ...] = ()
    dynamic_imports: tuple[DynamicImport, ...] = ()
    path_edits: tuple[PathEdit, ...] = ()
    table_edits: tuple[TableEdit, ...] = ()
    cached_loaders: tuple[CachedLoader, ...] = ()
    patches: tuple[Patch, ...] = ()
    spawns: tuple[Spawn, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    lazy_modules: tuple[str, ...] = ()
    has_getattr: bool = False
    extends_path: bool = False
    main_guard: Span | None = None
    shebang: bool = False
    problem: Problem | None = None
