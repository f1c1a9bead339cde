"""Run a pytest session: import its files one after the other, as its import mode does, in one process.

Source: pytest, src/_pytest/pathlib.py (`import_path`), src/_pytest/config/__init__.py (`_importconftest`). A session
goes on where a test module cannot be imported; a `conftest.py` that cannot be ends it before it begins, or leaves out
the directory.
"""

import ast
import posixpath

from importlint.machine.beginnings import Beginnings
from importlint.machine.deep import run_deep
from importlint.machine.entries import finish
from importlint.machine.exceptions import text_of
from importlint.machine.frames import Frame, OutOfBudget, Raised, error_name
from importlint.machine.importing import execute_body, prepare
from importlint.machine.interpreter import Interpreter
from importlint.machine.values import Maybe, Module, Sequence, Value
from importlint.model.launch import ImportMode, Load, Session
from importlint.model.trace import Crash, Failure, Trace, Verdict


def run_session(beginnings: Beginnings, session: Session, *, cwd: str = ".", installed: tuple[str, ...] = ()) -> Trace:
    """Run a session up to the end of its collection.

    installed: what is on the search path after what the session begins with.
    """
    machine = beginnings.begin((*session.before, *installed), cwd=cwd)
    process = _Process(machine, session)
    trace = run_deep(lambda: finish(machine, session.root, process.run))
    first = process.failures[0] if process.failures else None
    if first is None or trace.verdict is Verdict.CRASH:
        return trace
    return trace._replace(verdict=Verdict.CRASH, error=first.error, reason=None, failures=tuple(process.failures))


class _Process:
    """The process of a session, and what could not be imported in it."""

    def __init__(self, machine: Interpreter, session: Session) -> None:
        self.failures: list[Failure] = []
        self._machine = machine
        self._session = session
        starter = Module("__main__", "", None)
        prepare(machine, starter, None)
        self._frame = Frame("module", starter, starter.names)
        self._node = ast.Pass(lineno=1)
        self._left_out: list[str] = []

    def run(self) -> None:
        """Import all files."""
        for number, load in enumerate(self._session.loads):
            if any(_is_under(load.path, place) for place in self._left_out):
                continue
            self._machine.restart()
            if not self._attempt(load) and load.is_conftest:
                if number < self._session.initial:
                    return
                self._left_out.append(posixpath.dirname(load.path) or ".")

    def _attempt(self, load: Load) -> bool:
        """Import one file; note why it cannot be, as far as that is certain."""
        reasons = len(self._machine.reasons)
        try:
            return self._load(load)
        except Raised as raised:
            if raised.certain and len(self._machine.reasons) == reasons:
                text, path = text_of(self._machine, raised.error), raised.path or load.path
                crash = Crash(error_name(raised.error), text, path, max(raised.line, 1))
                self.failures.append(Failure(load.path, crash))
            return False
        except (OutOfBudget, RecursionError) as why:
            self._machine.wonder(str(why))
        return True

    def _load(self, load: Load) -> bool:
        machine = self._machine
        if load.is_conftest and not load.in_package:
            machine.journal.drop(machine.modules, "conftest")
        if self._session.mode is ImportMode.IMPORTLIB:
            if load.name not in machine.modules:
                self._execute(load.name, load.path, None)
        else:
            self._extend(load.base)
            machine.import_absolute(load.name, self._node, self._frame)
        held = _plain(machine.modules.get(load.name))
        if not isinstance(held, Module):
            return True
        by_location = self._session.mode is ImportMode.IMPORTLIB
        if held.path != load.path and (load.is_conftest or not by_location):
            # By location, the other file's module is taken silently, but it cannot be two plugins.
            error = "ValueError" if by_location else "ImportPathMismatchError"
            self.failures.append(Failure(load.path, Crash(error, _mismatch(load, held), load.path, 1)))
            return False
        if load.is_conftest:
            self._heed(held, posixpath.dirname(load.path))
        return True

    def _heed(self, conftest: Module, directory: str) -> None:
        """Import the plugins that a `conftest.py` names, and leave out what it says."""
        for name in _texts(conftest.names.get("pytest_plugins")):
            self._machine.import_absolute(name, self._node, self._frame)
        ignored = _texts(conftest.names.get("collect_ignore"))
        places = (posixpath.normpath(posixpath.join(directory, place)) for place in ignored)
        given = self._session.places
        self._left_out += [place for place in places if not any(_is_under(each, place) for each in given)]

    def _extend(self, directory: str) -> None:
        """Put a directory on `sys.path`, as the import mode does."""
        machine = self._machine
        place = posixpath.normpath(f"{machine.settings.project}/{directory}")
        entries = machine.search_entries()
        if self._session.mode is ImportMode.PREPEND and entries[:1] != (place,):
            machine.journal.put(machine.search_path.cell, "items", (place, *entries))
        elif self._session.mode is ImportMode.APPEND and place not in entries:
            machine.journal.put(machine.search_path.cell, "items", (*entries, place))
        # No statement of the scanned code has done that.
        machine.roll_back(machine.mark())

    def _execute(self, name: str, path: str, location: str | None) -> Module:
        """Import a file without looking for it, with the packages around it (`_import_module_using_spec`).

        location: the directory of a package. A module that fails stays in `sys.modules`.
        """
        machine = self._machine
        parent_name, _, child = name.rpartition(".")
        parent = self._parent(parent_name, location if location is not None else path) if parent_name else None
        module = Module(name, path, (location,) if location is not None else None, is_namespace=not path)
        prepare(machine, module, name if location is not None else parent_name)
        machine.journal.put(machine.modules, name, module)
        if path:
            execute_body(machine, module, self._node, self._frame)
        if parent is not None:
            machine.set_attribute(parent, child, module)
        return module

    def _parent(self, name: str, inner: str) -> Module | None:
        """Return the package around something at a place, the one that has its name already or a new one."""
        held = _plain(self._machine.modules.get(name))
        if isinstance(held, Module) and held.cell["locations"] is not None:
            return held
        if held is not None and not isinstance(held, Module):
            return None
        directory = posixpath.dirname(inner) or "."
        file = posixpath.join(directory, "__init__.py") if directory != "." else "__init__.py"
        return self._execute(name, file if self._machine.settings.is_file(file) else "", directory)


def _plain(value: Value) -> Value:
    return value.value if isinstance(value, Maybe) else value


def _texts(value: Value) -> tuple[str, ...]:
    """Return the texts of a list, or the one that a value is, as far as they are known."""
    if isinstance(value, str):
        return (value,)
    items = value.cell["items"] if isinstance(value, Sequence) else value
    return tuple(item for item in items if isinstance(item, str)) if isinstance(items, tuple) else ()


def _is_under(path: str, place: str) -> bool:
    return place in {".", path} or path.startswith(f"{place}/")


def _mismatch(load: Load, held: Module) -> str:
    return f"'{load.name}' is {held.path or 'a namespace package'}, not {load.path}"
