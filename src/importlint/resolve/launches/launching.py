"""Make a launch of what a command starts, in words of the tree."""

from collections.abc import Iterator
from posixpath import join, normpath, relpath
from shlex import quote

from importlint.model.launch import Container, Launch, LaunchKind, Session
from importlint.model.root import Evidence, ModuleKind
from importlint.resolve.directories import child
from importlint.resolve.launches.code import imported_names
from importlint.resolve.launches.disk import Disk, on_host
from importlint.resolve.launches.programs import Started

_TELLING = frozenset({"-m", "-c", "-A", "--app"})
_MAX_NAME = 80


def launch_of(
    started: Started, disk: Disk, *, label: str = "", trail: tuple[tuple[str, int], ...] = ()
) -> Launch | None:
    """Return the launch, None if the tree has no such entry or cannot show what the process sees.

    label: what it is named after, instead of its file. trail: further files and lines that led there.
    """
    here = started.shell.directory or "/"
    shown = disk.directories(here)
    found = _found(started, disk, here) if shown is not None else None
    if found is None or (disk.is_host and not shown):
        return None
    cwd = shown or (".",)
    entry, path, is_certain = found
    python_path = _python_path(started, disk, cwd)
    what = _shortened(" ".join(_telling(tuple(_in_tree(word, disk, ".") for word in started.words))))
    evidence = (Evidence(place, line, f"runs `{what}`") for place, line in dict.fromkeys((*started.trail, *trail)))
    return Launch(
        name=f"{label or started.trail[0][0]}: {what}",
        kind=started.start.kind,
        entry=entry,
        cwd=cwd[0],
        python_path=python_path,
        search_path=tuple(dict.fromkeys(place for each in path for place in disk.directories(each) or ())),
        command=_command(started, disk, cwd[0], python_path),
        evidence=tuple(evidence),
        is_stated=is_certain,
        container=None if disk.is_host else _container(started, disk, here, path),
        session=_session(started.start.session, disk),
    )


def _container(started: Started, disk: Disk, here: str, path: tuple[str, ...]) -> Container:
    files = tuple(sorted(disk.files.items()))
    return Container(files, started.start.entry, here, path, started.start.session)


def _session(session: Session | None, disk: Disk) -> Session | None:
    """Return a session in words of the tree."""
    if session is None or disk.is_host:
        return session
    loads = (load._replace(path=disk.files[f"/{load.path}"], base=_place(load.base, disk)) for load in session.loads)
    return session._replace(
        root=_place(session.root, disk),
        config=disk.files.get(f"/{session.config}", ""),
        places=tuple(_place(place, disk) for place in session.places),
        before=tuple(_place(place, disk) for place in session.before),
        loads=tuple(loads),
    )


def _place(place: str, disk: Disk) -> str:
    """Return what lies in the tree at a place below the root of a container, the place itself if nothing does."""
    path = normpath(f"/{place}")
    return disk.file(path) or next(iter(disk.directories(path) or ()), path)


def _found(started: Started, disk: Disk, here: str) -> tuple[str, tuple[str, ...], bool] | None:
    """Return the entry in words of the tree, the search path on the disk, and whether that is certain.

    The projects that are installed there come last. On the host, the project around the working directory is taken to
    be one of them, with its `src` or the like, if the entry is found in no other way.
    """
    path = started.start.path
    if any(disk.directories(place) is None for place in path):
        return None
    roots = (root for place in started.installed for root in _installed(place, disk))
    installed = (*roots, *started.added)
    for more, is_certain in ((installed, True), ((*installed, *_own(disk, here)), False)):
        found = _entry(started, disk, (*path, *more))
        if found is not None:
            entry, file = found
            needed = (place for root in disk.known.installed_for(file) for place in disk.places_of(root))
            return entry, tuple(dict.fromkeys((*path, *more, *needed))), is_certain
    return None


def _own(disk: Disk, here: str) -> tuple[str, ...]:
    """Return the roots of the project around a directory of the host, but for that project's own directory."""
    if not disk.is_host:
        return ()
    directory = next(iter(disk.directories(here) or ()), ".")
    around = disk.known.root_of(child(directory, "-"))
    roots = disk.known.roots_in(around.project) if around is not None else ()
    return tuple(on_host(root) for root in roots if around is not None and root != around.project)


def _installed(place: str, disk: Disk) -> tuple[str, ...]:
    """Return where the roots of the project lie that an installation of a place puts on the path."""
    directory = next(iter(disk.directories(place) or ()), None)
    roots = disk.known.roots_in(directory) if directory is not None else ()
    return tuple(normpath(join(place, relpath(root, directory))) for root in roots)


def _entry(started: Started, disk: Disk, path: tuple[str, ...]) -> tuple[str, str] | None:
    """Return the entry, and the file that runs first, in words of the tree."""
    start = started.start
    match start.kind:
        case LaunchKind.SCRIPT | LaunchKind.ALEMBIC:
            file = disk.file(start.entry)
            return (file, file) if file is not None else None
        case LaunchKind.PYTEST:
            root = start.entry if disk.is_host else _place(start.entry, disk)
            return root, child(root, "conftest.py")
        case LaunchKind.CODE:
            wanted = (disk.find_dotted(name, path) for name in imported_names(start.entry))
            used = next((found for found in wanted if found is not None), None)
            return (start.entry, used.path) if used is not None else None
    found = disk.find_dotted(start.entry, path)
    if start.kind is LaunchKind.MODULE and found is not None and found.kind is not ModuleKind.MODULE:
        found = disk.find_dotted(f"{start.entry}.__main__", path)
    is_source = found is not None and found.kind is not ModuleKind.EXTENSION and bool(found.path)
    return (start.entry, found.path) if found is not None and is_source else None


def _python_path(started: Started, disk: Disk, cwd: tuple[str, ...]) -> tuple[str, ...]:
    """Return what PYTHONPATH must name in the tree so that a process sees the same there."""
    here = started.shell.directory or "/"
    value = started.shell.variables.get("PYTHONPATH") or ""
    entries = tuple(normpath(join(here, entry)) for entry in value.split(":")) if value else ()
    named = (place for entry in entries for place in disk.directories(entry) or ())
    beside = cwd[1:] if here in started.start.path else ()
    return tuple(dict.fromkeys((*named, *beside)))


def _command(started: Started, disk: Disk, cwd: str, python_path: tuple[str, ...]) -> str:
    words = " ".join(word if word == "..." else quote(_in_tree(word, disk, cwd)) for word in started.words)
    value = ":".join(relpath(place, cwd) for place in python_path)
    setting = f"PYTHONPATH={quote(value)} " if value else ""
    return f"cd {quote(cwd)} && {setting}{words}" if cwd != "." else f"{setting}{words}"


def _in_tree(word: str, disk: Disk, cwd: str) -> str:
    """Return a word with the place in the tree for an absolute path that shows one."""
    if not word.startswith("/"):
        return word
    place = disk.file(word) or next(iter(disk.directories(word) or ()), None)
    return relpath(place, cwd) if place is not None else word


def _shortened(text: str) -> str:
    """Return a text on one line that is not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _MAX_NAME else f"{line[: _MAX_NAME - 3].rstrip()}..."


def _telling(words: tuple[str, ...]) -> Iterator[str]:
    """Yield the words that say what is started, without the options after it."""
    yield from words[:1]
    for number, word in enumerate(words[1:], 1):
        if word.startswith("-") and word not in _TELLING and not word.startswith("--app="):
            if number > 1:
                return
            continue
        yield word
