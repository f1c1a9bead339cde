"""Make a launch of what a command starts, in words of the tree."""

from collections.abc import Iterator
from posixpath import join, normpath, relpath
from shlex import quote

from importlint.model.launch import Launch, LaunchKind
from importlint.model.root import Evidence, ModuleKind
from importlint.resolve.directories import child, folder
from importlint.resolve.launches.code import imported_names
from importlint.resolve.launches.disk import Disk
from importlint.resolve.launches.programs import Started

_TELLING = frozenset({"-m", "-c", "-A", "--app"})
_MAX_NAME = 80


def launch_of(
    started: Started, disk: Disk, *, label: str = "", trail: tuple[tuple[str, int], ...] = ()
) -> Launch | None:
    """Return the launch, None if the tree has no such entry or cannot show what the process sees.

    label: what it is named after, instead of its file. trail: further files and lines that led there.
    """
    path = _shown(started.start.path, disk)
    cwd = disk.directories(started.shell.directory or "/")
    if path is None or not cwd:
        return None
    found = _found(started, disk, path, cwd[0])
    if found is None:
        return None
    python_path = _python_path(started, disk, cwd)
    what = _shortened(" ".join(_telling(tuple(_in_tree(word, disk, ".") for word in started.words))))
    evidence = (Evidence(place, line, f"runs `{what}`") for place, line in dict.fromkeys((*started.trail, *trail)))
    return Launch(
        name=f"{label or started.trail[0][0]}: {what}",
        kind=started.start.kind,
        entry=found[0],
        cwd=cwd[0],
        python_path=python_path,
        search_path=found[1],
        command=_command(started, disk, cwd[0], python_path),
        evidence=tuple(evidence),
        session=started.start.session,
    )


def _shown(path: tuple[str, ...], disk: Disk) -> tuple[str, ...] | None:
    """Return the directories of the tree that a search path shows; what lies outside the tree is left out."""
    shown = [disk.directories(place) for place in path]
    known = [places for places in shown if places is not None]
    return tuple(dict.fromkeys(place for places in known for place in places)) if len(known) == len(shown) else None


def _found(started: Started, disk: Disk, path: tuple[str, ...], cwd: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the entry and the search path, with the projects that are installed there.

    On the host, the project around the working directory is taken to be one of them, with its `src` or the like, if the
    entry is found in no other way.
    """
    known = disk.known
    installed = [root for place in started.installed for root in _installed(place, disk)]
    around = known.root_of(child(cwd, "-")) if disk.is_host else None
    own = [root for root in known.roots_in(around.project) if root != around.project] if around is not None else []
    for more in (tuple(installed), (*installed, *own)):
        found = _entry(started, disk, (*path, *more))
        if found is not None:
            entry, file = found
            return entry, tuple(dict.fromkeys((*path, *more, *known.installed_for(file))))
    return None


def _installed(place: str, disk: Disk) -> tuple[str, ...]:
    directories = disk.directories(place) or ()
    return disk.known.roots_in(directories[0]) if directories else ()


def _entry(started: Started, disk: Disk, path: tuple[str, ...]) -> tuple[str, str] | None:
    """Return the entry, and the file that runs first."""
    start = started.start
    if start.kind is LaunchKind.SCRIPT:
        file = disk.file(start.entry)
        return (file, file) if file is not None and path[:1] == (folder(file),) else None
    if start.kind is LaunchKind.ALEMBIC:
        file = disk.file(start.entry)
        return (file, file) if file is not None else None
    if start.kind is LaunchKind.CODE:
        names = imported_names(start.entry)
        used = next((found for name in names if (found := disk.known.index.find_dotted(name, path))), None)
        return (start.entry, used.path or used.directories[0]) if used is not None else None
    if start.kind is LaunchKind.PYTEST:
        return start.entry, child(start.entry, "conftest.py")
    found = disk.known.index.find_dotted(start.entry, path)
    if found is None or found.kind is ModuleKind.EXTENSION:
        return None
    if start.kind is LaunchKind.MODULE and found.kind is not ModuleKind.MODULE:
        main = disk.known.index.find("__main__", found.directories)
        return (start.entry, main.path) if main is not None else None
    return (start.entry, found.path) if found.path else None


def _python_path(started: Started, disk: Disk, cwd: tuple[str, ...]) -> tuple[str, ...]:
    """Return what PYTHONPATH must name in the tree so that a process sees the same there."""
    here = started.shell.directory or "/"
    value = started.shell.variables.get("PYTHONPATH") or ""
    named = _shown(tuple(normpath(join(here, entry)) for entry in value.split(":")) if value else (), disk) or ()
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
