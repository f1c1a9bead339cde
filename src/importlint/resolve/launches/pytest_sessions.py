"""Pytest sessions: which test files one collects, and what it puts on the search path for them.

In the import mode `prepend`, each conftest.py and each test file puts the first directory upward that is no package
before all others, in the order of collection; `append` puts it last, if it is not there yet; `importlib` leaves the
path alone. `pythonpath` comes before all of that (pytest: src/_pytest/pathlib.py, `import_path`; config/findpaths.py;
config/__init__.py, `_set_initial_conftests`).
"""

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from shlex import quote
from typing import Any, NamedTuple

from importlint.model.launch import Launch, LaunchKind
from importlint.model.root import Evidence
from importlint.resolve.directories import child, folder, inside, is_under, parent, upward
from importlint.resolve.launches.known import Known
from importlint.resolve.metadata import strings
from importlint.resolve.patterns import expand
from importlint.resolve.sources.pytest import find_options

_FILES = ("pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")
_MODE = re.compile(r"--import-mode[= ](\w+)")
_PATTERNS = ("test_*.py", "*_test.py")
_LEFT_OUT = ("*.egg", ".*", "_darcs", "build", "CVS", "dist", "node_modules", "venv", "{arch}")


class Session(NamedTuple):
    """A session: its root directory, configuration file ("" for none), test files in order, and its search path.

    path: None in it stands for the search path as the session begins.
    """

    root: str
    config: str
    tests: tuple[str, ...]
    path: tuple[str | None, ...]


def find(known: Known) -> Iterator[Launch]:
    """Yield a session for each directory that configures pytest, and each project directory; all with test files."""
    configured = {folder(path) for path, _ in find_options(known.metadata)}
    configured |= {folder(path) for name in _FILES[:2] for path in known.metadata.named(name)}
    for directory in sorted(configured | known.dependencies.keys()):
        session = read_session(known, directory)
        if session.tests:
            yield _launch(known, directory, session)


def read_session(known: Known, cwd: str, places: tuple[str, ...] = (), arguments: str = "") -> Session:
    """Return the session that pytest begins in a directory.

    places: the files and directories that it is given. arguments: all its arguments.
    """
    root, config, options = _configuration(known, places[0] if len(places) == 1 else cwd)
    if not places and cwd == root:
        named = (place for pattern in _words(options.get("testpaths")) for place in _matching(known, root, pattern))
        places = tuple(dict.fromkeys(named))
    tests = tuple(_collected(known, places or (cwd,), options))
    modes = _MODE.findall(f"{' '.join(_words(options.get('addopts')))} {arguments}")
    loading = _Loading(known, root, modes[-1] if modes else "prepend")
    loading.begin(tuple(place for each in _words(options.get("pythonpath")) if (place := inside(root, each))))
    for place in places or (cwd,):
        loading.enter(place if known.index.is_directory(place) else folder(place))
    for place in places or (cwd,):
        for name in known.index.directories(place):
            if name.startswith("test"):
                loading.enter(child(place, name))
    for test in tests:
        loading.enter(folder(test))
        loading.load(test)
    return Session(root, config, tests, tuple(loading.path))


class _Loading:
    """A search path while pytest loads one file after the other; None stands for what was there before."""

    def __init__(self, known: Known, root: str, mode: str) -> None:
        self.path: list[str | None] = [None]
        self._known = known
        self._root = root
        self._mode = mode
        self._entered: set[str] = set()

    def begin(self, python_path: tuple[str, ...]) -> None:
        self.path[:0] = python_path

    def enter(self, directory: str) -> None:
        """Load the conftest.py files from the root directory down to a directory, those not loaded yet."""
        for place in reversed([place for place in upward(directory) if is_under(place, self._root)]):
            conftest = child(place, "conftest.py")
            if place not in self._entered and self._known.metadata.exists(conftest):
                self.load(conftest)
            self._entered.add(place)

    def load(self, path: str) -> None:
        """Put the directory from which pytest imports a file on the path."""
        directory = folder(path)
        while "__init__" in self._known.index.names(directory) and directory != ".":
            directory = parent(directory)
        if self._mode == "append" and directory not in self.path:
            self.path.append(directory)
        elif self._mode == "prepend" and self.path[0] != directory:
            self.path = [directory, *(place for place in self.path if place != directory)]


def _configuration(known: Known, start: str) -> tuple[str, str, Mapping[str, Any]]:
    """Return root directory, configuration file and options of a session that begins somewhere."""
    options = dict(find_options(known.metadata))
    for directory in upward(start):
        for name in _FILES:
            path = child(directory, name)
            if path in options or (name in _FILES[:2] and known.metadata.exists(path)):
                return directory, path, options.get(path, {})
    set_up = next((place for place in upward(start) if known.metadata.exists(child(place, "setup.py"))), start)
    return set_up if known.index.is_directory(set_up) else folder(set_up), "", {}


def _collected(known: Known, places: tuple[str, ...], options: Mapping[str, Any]) -> Iterator[str]:
    """Yield test files in the order of collection; a file that is named is collected whatever its name is."""
    patterns = _words(options.get("python_files")) or _PATTERNS
    left_out = _words(options.get("norecursedirs")) or _LEFT_OUT
    paths = sorted(known.facts, key=lambda path: path.split("/"))
    for place in places:
        if known.metadata.exists(place):
            yield place
        for path in paths:
            if is_under(path, place) and path != place:
                *directories, name = path.split("/") if place == "." else path[len(place) + 1 :].split("/")
                skipped = any(fnmatchcase(each, pattern) for each in directories for pattern in left_out)
                if not skipped and any(fnmatchcase(name, pattern) for pattern in patterns):
                    yield path


def _launch(known: Known, cwd: str, session: Session) -> Launch:
    added = tuple(place for place in session.path if place is not None)
    path = session.config or session.tests[0]
    reason = "configures pytest" if session.config else "is collected by pytest"
    return Launch(
        name=f"{cwd}: pytest" if cwd != "." else "pytest",
        kind=LaunchKind.PYTEST,
        entry=session.root,
        cwd=cwd,
        python_path=(),
        search_path=tuple(dict.fromkeys((*added, *known.installed_for(session.tests[0])))),
        command=f"cd {quote(cwd)} && pytest" if cwd != "." else "pytest",
        evidence=(known.metadata.evidence(path, reason, "pytest") if session.config else Evidence(path, 0, reason),),
    )


def _matching(known: Known, root: str, pattern: str) -> tuple[str, ...]:
    place = inside(root, pattern)
    if place is not None and known.metadata.exists(place):
        return (place,)
    return tuple(found for found in expand(known.index, root, pattern) if known.index.is_directory(found))


def _words(value: object) -> tuple[str, ...]:
    return tuple(value.split()) if isinstance(value, str) else strings(value)
