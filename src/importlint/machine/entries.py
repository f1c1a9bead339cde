"""Run entries: scripts, and modules imported first in a fresh interpreter."""

import ast
import fnmatch
import posixpath
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Sequence as Items
from contextlib import suppress
from dataclasses import replace
from functools import cache, lru_cache

from importlint.cache.skeletons import Place
from importlint.machine.beginnings import Beginnings
from importlint.machine.deep import run_deep
from importlint.machine.exceptions import text_of
from importlint.machine.frames import Frame, OutOfBudget, Raised, error_name
from importlint.machine.importing import become_main, execute_body, prepare, run_as_main
from importlint.machine.interpreter import Interpreter, Mark
from importlint.machine.recordings import State
from importlint.machine.top_level import SITE_PACKAGES, STANDARD_LIBRARY
from importlint.machine.values import External, Maybe, Module, Value
from importlint.machine.vm import Settings
from importlint.model.trace import Crash, Imports, Trace, Verdict
from importlint.resolve.search_path import PathIndex
from importlint.scan.compiling import Mistake, mistake_of
from importlint.scan.parser import NotPythonError, parse

# Where the project lies as far as the scanned code can tell: deep enough for paths that lead out of it, and the same
# on every machine.
PROJECT = "/-/-/-/-/-/-/-/-/project"

# A parsed file takes thirty times its size: as many are kept as a large cycle has, not those of every launch.
_PARSED_FILES = 1_000
# What is changed by a fix is looked at a few times in a row.
_WHOLE_FILES = 10


def make_settings(  # noqa: PLR0913 (each is a part of what it makes)
    files: Items[str],
    read_program: Callable[[str], ast.Module | Mistake],
    provider: Callable[[str], str],
    *,
    read_text: Callable[[str], str],
    may_appear: Callable[[str, Items[str]], bool],
    read_syntax: Callable[[str], ast.Module | Mistake] | None = None,
    project: str = PROJECT,
    target: tuple[int, int] = (3, 11),
    index: PathIndex | None = None,
    called: dict[str, set[Place] | None] | None = None,
) -> Settings:
    """Return what the runs of one project share; the files parsed last are kept.

    read_program: parses a file. read_syntax: parses it whole, if that does not. read_text: reads another file.
    may_appear, called: see Settings.
    """
    listed = frozenset(files)

    @cache
    def glob(directory: str, pattern: str) -> tuple[str, ...]:
        return _glob(files, directory, pattern)

    return Settings(
        project=project,
        target=target,
        index=index or PathIndex(files),
        program=lru_cache(_PARSED_FILES)(read_program),
        syntax=lru_cache(_WHOLE_FILES)(read_syntax or read_program),
        provider=cache(provider),
        is_file=listed.__contains__,
        glob=glob,
        text=read_text,
        may_appear=may_appear,
        called={} if called is None else called,
    )


def _glob(files: Items[str], directory: str, pattern: str) -> tuple[str, ...]:
    """Return the files and directories below a directory that match a pattern, each of its parts one level."""
    prefix = "" if directory == "." else directory + "/"
    depth = pattern.count("/") + 1
    heads = {"/".join(path[len(prefix) :].split("/")[:depth]) for path in files if path.startswith(prefix)}
    parts = pattern.split("/")
    return tuple(
        sorted(
            prefix + head
            for head in heads
            if head.count("/") + 1 == depth
            and all(fnmatch.fnmatchcase(part, wanted) for part, wanted in zip(head.split("/"), parts, strict=True))
        )
    )


def run_script(
    beginnings: Beginnings,
    path: str,
    *,
    cwd: str = ".",
    python_path: Items[str] = (),
    environment: dict[str, str] | None = None,
) -> Trace:
    """Run a script as `python PATH` does: entry 0 is its own directory, then PYTHONPATH."""
    own = posixpath.dirname(path) or "."
    machine = beginnings.begin((own, *python_path), cwd=cwd, environment=environment, entry_zero=own)
    return _run_body(machine, Module("__main__", path, None), path, package=None)


def run_module(beginnings: Beginnings, name: str, *, search_path: Items[str], cwd: str = ".") -> Trace:
    """Run a module as `python -m NAME` does: its parents are imported, then its file runs as `__main__` (Lib/runpy)."""
    machine = beginnings.begin(search_path, cwd=cwd)
    starter = Module("__main__", "", None)
    prepare(machine, starter, None)
    frame = Frame("module", starter, starter.names)
    action = lambda: run_as_main(machine, name, ast.Pass(lineno=1), frame)  # noqa: E731
    return run_deep(lambda: finish(machine, name, action))


def run_file(
    beginnings: Beginnings, path: str, *, name: str, search_path: Items[str], loaded: Items[str] = (), cwd: str = "."
) -> Trace:
    """Run a file by its location, under a name of its own: its directory is not put on the search path.

    loaded: packages of third parties that are in `sys.modules` already.
    """
    machine = beginnings.begin(search_path, cwd=cwd)
    for package in loaded:
        machine.journal.put(machine.modules, package, External(package, is_module=True))
    return _run_body(machine, Module(name, path, None), path)


def run_code(
    settings: Settings, code: str, *, place: tuple[str, int], search_path: Items[str], cwd: str = "."
) -> Trace:
    """Run what `python -c` is given; place: the file and the line where it is written, which its events name."""
    path, line = place
    try:
        program: ast.Module | Mistake = parse(code)
    except NotPythonError as error:
        program = mistake_of(error.problem.message, line)
    for node in ast.walk(program) if isinstance(program, ast.Module) else ():
        if hasattr(node, "lineno"):
            node.lineno = line
    given = replace(settings, program=lambda wanted: program if wanted == path else settings.program(wanted))
    machine = Beginnings(given).begin(search_path, cwd=cwd)
    return _run_body(machine, Module("__main__", path, None), code, without=("__file__", "__cached__"))


def _run_body(
    machine: Interpreter, module: Module, entry: str, *, package: str | None = "", without: Items[str] = ()
) -> Trace:
    prepare(machine, module, package)
    for name in without:
        del module.names[name]
    if module.name == "__main__":
        become_main(machine, module)
    frame = Frame("module", module, module.names)
    action = lambda: execute_body(machine, module, ast.Pass(lineno=1), frame)  # noqa: E731
    return run_deep(lambda: finish(machine, entry, action))


def run_imports(beginnings: Beginnings, names: Iterable[str], *, search_path: Items[str]) -> Trace:
    """Import modules one after the other in one process, whether or not those before failed; trust all names."""
    machine = beginnings.begin(search_path, trusts=True)
    starter = Module("__main__", "", None)
    prepare(machine, starter, None)
    frame = Frame("module", starter, starter.names)

    def action() -> None:
        for name in names:
            machine.restart()
            with suppress(Raised):
                machine.import_absolute(name, ast.Pass(lineno=1), frame)

    return run_deep(lambda: finish(machine, "", action))


def run_modules(
    beginnings: Beginnings, names: Iterable[str], *, search_path: Items[str], cwd: str = ".", trusts: bool = False
) -> list[Trace]:
    """Import each module first in a fresh interpreter; return the traces in the order of the names given."""
    return FirstImports(beginnings, search_path=search_path, cwd=cwd, trusts=trusts).run(names)


class FirstImports:
    """Modules imported first, each in a fresh interpreter of one kind.

    Importing `a.b` begins with importing `a`, so modules are visited along the tree of their names: what a parent's
    import did is done once, and taken back when the next branch begins.
    """

    def __init__(
        self, beginnings: Beginnings, *, search_path: Items[str], cwd: str = ".", trusts: bool = False
    ) -> None:
        """Import nothing yet."""
        self._machine = beginnings.begin(search_path, cwd=cwd, trusts=trusts)
        self._beginning = self._machine.beginning
        main = Module("__main__", "", None)
        prepare(self._machine, main, None)
        self._frame = Frame("module", main, main.names)
        # The parents of the module imported last, and the states in which their imports began.
        self._stack: list[tuple[str, Mark, State]] = []
        # The innermost of them that fails: so do all modules below it.
        self._failed: tuple[str, Trace] | None = None

    @property
    def is_over(self) -> bool:
        """Return whether another process has begun since in the place of these."""
        return self._machine.beginning != self._beginning

    def run(self, names: Iterable[str]) -> list[Trace]:
        """Import each module first; return the traces in the order of the names given."""
        wanted = list(names)
        in_order = sorted(set(wanted), key=lambda name: name.split("."))
        traces = run_deep(lambda: dict(self._walk(in_order)))
        return [traces[name] for name in wanted]

    def _walk(self, names: Items[str]) -> Iterator[tuple[str, Trace]]:
        for name in names:
            self._go_back(name)
            if self._failed is not None and name.startswith(self._failed[0] + "."):
                yield name, self._failed[1]._replace(entry=name)
                continue
            self._failed = None
            for ancestor in _chain(name, self._stack[-1][0] if self._stack else ""):
                trace = self._import(ancestor)
                if trace.verdict is not Verdict.OK:
                    self._failed = (ancestor, trace)
                    break
            yield name, trace._replace(entry=name)

    def _go_back(self, name: str) -> None:
        """Take back what is no part of the way to a module."""
        while self._stack and not name.startswith(self._stack[-1][0] + "."):
            _, mark, state = self._stack.pop()
            self._machine.roll_back(mark)
            self._machine.sharing.stand_at(state)

    def _import(self, name: str) -> Trace:
        machine = self._machine
        self._stack.append((name, machine.mark(), machine.sharing.state))
        machine.sharing.stand_at(self._stack[-1][2])
        machine.restart()
        return finish(machine, name, lambda: machine.import_absolute(name, ast.Pass(), self._frame))


def _chain(name: str, above: str) -> list[str]:
    """Return the names to import one after the other to reach `name` once `above` is imported."""
    parts = name.split(".")
    begin = above.count(".") + 1 if above else 0
    return [".".join(parts[:end]) for end in range(begin + 1, len(parts) + 1)]


def finish(machine: Interpreter, entry: str, action: Callable[[], object]) -> Trace:
    """Carry out an action and say how it went."""
    error: Crash | None = None
    try:
        action()
    except Raised as raised:
        name = error_name(raised.error)
        if name != "SystemExit":
            error = Crash(name, text_of(machine, raised.error), raised.path, raised.line)
            if not raised.certain:
                machine.wonder(f"{raised.path}:{raised.line} may raise {name}: {error.message}")
    except (OutOfBudget, RecursionError) as why:
        machine.wonder(str(why))
    verdict = Verdict.UNKNOWN if machine.reasons else Verdict.CRASH if error is not None else Verdict.OK
    return Trace(
        entry,
        verdict,
        error if verdict is Verdict.CRASH else None,
        machine.reasons[0] if machine.reasons else None,
        _directories(machine),
        Imports(machine.events),
        _modules(machine.modules),
        tuple(machine.path_changes),
        files=tuple(dict.fromkeys(machine.files)),
    )


def _directories(machine: Interpreter) -> tuple[str, ...]:
    plain = [entry.value if isinstance(entry, Maybe) else entry for entry in machine.search_entries()]
    outside = (STANDARD_LIBRARY, SITE_PACKAGES)
    return tuple(machine.relative(entry) for entry in plain if isinstance(entry, str) and entry not in outside)


def _modules(table: dict[str, Value]) -> dict[str, str]:
    plain = {name: value.value if isinstance(value, Maybe) else value for name, value in table.items()}
    return {
        name: value.path
        for name, value in sorted(plain.items())
        if isinstance(value, Module) and value.path and name != "__main__"
    }
