"""Pytest sessions: what one imports in which order, and what it puts on the search path for that.

In the import mode `prepend`, each conftest.py and each test file puts the first directory upward that is no package
before all others, in the order of loading; `append` puts it last, if it is not there yet; `importlib` leaves the path
alone. `pythonpath` comes before all of that (pytest: src/_pytest/pathlib.py, `import_path`; config/__init__.py).
"""

from collections.abc import Iterable, Iterator
from shlex import quote, split

from importlint.model.launch import ImportMode, Launch, LaunchKind, Load, Session
from importlint.model.root import Evidence
from importlint.resolve.directories import folder, inside
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.pytest_arguments import read_arguments
from importlint.resolve.launches.pytest_loads import Collection, words_of
from importlint.resolve.launches.pytest_setup import Setup, find_setup
from importlint.resolve.patterns import expand
from importlint.resolve.sources.pytest import find_options

_ONLY_IN_SETUP = "[tool:pytest]"
_MODES = {mode.value: mode for mode in ImportMode}


def find(known: Known) -> Iterator[Launch]:
    """Yield a session for each directory that configures pytest, and each project directory; all with test files."""
    _note_ignored_sections(known)
    configured = {folder(path) for path, _ in find_options(known.metadata)}
    for directory in sorted(configured | known.dependencies.keys()):
        session = read_session(known, directory, (), ())
        if session is not None:
            yield _launch(known, directory, session)


def read_session(known: Known, cwd: str, words: Iterable[str], before: tuple[str, ...]) -> Session | None:
    """Return the session that pytest begins in a directory, None if it imports no tests or that is not known.

    words: the arguments. before: the search path as the process begins.
    """
    given = list(words)
    own = read_arguments(known, cwd, given)
    setup = find_setup(known, cwd, own) if own is not None else None
    if setup is None:
        return None
    more = read_arguments(known, cwd, [*_added_arguments(setup), *given])
    if more is None:
        return None
    arguments = more._replace(places=own.places if own is not None else ())
    mode = _MODES.get(arguments.mode or "prepend", ImportMode.PREPEND)
    places = arguments.places or _test_paths(known, cwd, setup) or (cwd,)
    collection = Collection(known, setup, arguments, mode)
    initial = tuple(collection.begin(places))
    loads = (*initial, *collection.collect(places))
    if all(load.is_conftest for load in loads):
        return None
    named = (inside(setup.root, place) for place in words_of(setup.options.get("pythonpath")))
    python_path = tuple(place for place in named if place is not None)
    return Session(
        root=setup.root,
        config=setup.config,
        places=places,
        mode=mode,
        before=tuple(dict.fromkeys((*python_path, *before))),
        loads=loads,
        initial=len(initial),
    )


def search_path_of(session: Session) -> tuple[str, ...]:
    """Return the search path once all files are imported."""
    path = session.before
    for load in session.loads:
        path = extended(path, load, session.mode)
    return path


def extended(path: tuple[str, ...], load: Load, mode: ImportMode) -> tuple[str, ...]:
    """Return a search path, each directory once, after a file was imported."""
    if mode is ImportMode.PREPEND:
        return (load.base, *(place for place in path if place != load.base))
    return (*path, load.base) if mode is ImportMode.APPEND and load.base not in path else path


def _note_ignored_sections(known: Known) -> None:
    """Note a `[tool:pytest]` in a pytest.ini or tox.ini: pytest reads that section in setup.cfg only."""
    for name in ("pytest.ini", ".pytest.ini", "tox.ini"):
        for path in known.metadata.named(name):
            lines = [line.strip() for line in known.metadata.text(path).splitlines()]
            if _ONLY_IN_SETUP in lines:
                message = f"{path}: pytest ignores {_ONLY_IN_SETUP} here, it reads [pytest]"
                known.metadata.note(path, lines.index(_ONLY_IN_SETUP) + 1, message)


def _added_arguments(setup: Setup) -> list[str]:
    """Return the options that a configuration adds to every command line, without what they name to be collected."""
    value = setup.options.get("addopts", "")
    if not isinstance(value, str):
        return list(words_of(value))
    try:
        return split(value)
    except ValueError:
        return value.split()


def _test_paths(known: Known, cwd: str, setup: Setup) -> tuple[str, ...]:
    """Return what `testpaths` names; it counts only where pytest begins in its rootdir."""
    if cwd != setup.root:
        return ()
    found = (place for pattern in words_of(setup.options.get("testpaths")) for place in _matching(known, cwd, pattern))
    return tuple(dict.fromkeys(found))


def _matching(known: Known, root: str, pattern: str) -> tuple[str, ...]:
    place = inside(root, pattern)
    if place is not None and known.metadata.exists(place):
        return (place,)
    return tuple(sorted(found for found in expand(known.index, root, pattern) if known.index.is_directory(found)))


def _launch(known: Known, cwd: str, session: Session) -> Launch:
    first = next(load.path for load in session.loads if not load.is_conftest)
    path = session.config or first
    reason = "configures pytest" if session.config else "is collected by pytest"
    return Launch(
        name=f"{cwd}: pytest" if cwd != "." else "pytest",
        kind=LaunchKind.PYTEST,
        entry=session.root,
        cwd=cwd,
        python_path=(),
        search_path=tuple(dict.fromkeys((*search_path_of(session), *known.installed_for(first)))),
        command=f"cd {quote(cwd)} && pytest" if cwd != "." else "pytest",
        evidence=(known.metadata.evidence(path, reason, "pytest") if session.config else Evidence(path, 0, reason),),
        # A configuration that names what to collect is meant for a session that begins beside it.
        is_stated=bool(session.config) and session.places != (cwd,),
        session=session,
    )
