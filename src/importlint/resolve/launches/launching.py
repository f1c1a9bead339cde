"""Make a launch of what a command starts, in words of the tree."""

from collections.abc import Iterator
from posixpath import join, normpath, relpath
from shlex import quote

from importlint.model.launch import Launch, LaunchKind
from importlint.model.root import Evidence, ModuleKind
from importlint.resolve.directories import folder
from importlint.resolve.launches.disk import Disk
from importlint.resolve.launches.programs import Started


def launch_of(started: Started, disk: Disk, installed: tuple[str, ...] = ()) -> Launch | None:
    """Return the launch, None if the tree has no such entry or cannot show what the process sees.

    installed: source roots that are installed there, besides those of projects that the entry's project depends on.
    """
    path = _shown(started.start.path, disk)
    cwd = disk.directories(started.shell.directory or "/")
    if path is None or not cwd:
        return None
    entry, file = _entry(started, disk, path)
    if entry is None or file is None:
        return None
    more = (*disk.known.installed_for(file), *installed)
    search_path = tuple(dict.fromkeys((*path, *more)))
    python_path = _python_path(started, disk, cwd)
    evidence = tuple(Evidence(place, line, f"runs `{_short(started.words)}`") for place, line in started.trail)
    return Launch(
        name=f"{started.trail[-1][0]}: {_short(started.words)}",
        kind=started.start.kind,
        entry=entry,
        cwd=cwd[0],
        python_path=python_path,
        search_path=search_path,
        command=_command(started, cwd[0], python_path),
        evidence=evidence,
    )


def _shown(path: tuple[str, ...], disk: Disk) -> tuple[str, ...] | None:
    """Return the directories of the tree that a search path shows; what lies outside the tree is left out."""
    shown = [disk.directories(place) for place in path]
    known = [places for places in shown if places is not None]
    return tuple(dict.fromkeys(place for places in known for place in places)) if len(known) == len(shown) else None


def _entry(started: Started, disk: Disk, path: tuple[str, ...]) -> tuple[str | None, str | None]:
    """Return the entry, and the file that runs first."""
    start = started.start
    if start.kind is LaunchKind.SCRIPT:
        file = disk.file(start.entry)
        return (file, file) if file is not None and path[:1] == (folder(file),) else (None, None)
    found = disk.known.index.find_dotted(start.entry, path)
    if found is None or found.kind is ModuleKind.EXTENSION:
        return None, None
    if start.kind is LaunchKind.MODULE and found.kind is not ModuleKind.MODULE:
        main = disk.known.index.find("__main__", found.directories)
        return (start.entry, main.path) if main is not None else (None, None)
    return (start.entry, found.path) if found.path else (None, None)


def _python_path(started: Started, disk: Disk, cwd: tuple[str, ...]) -> tuple[str, ...]:
    """Return what PYTHONPATH must name in the tree so that a process sees the same there."""
    value = started.shell.variables.get("PYTHONPATH") or ""
    named = _shown(tuple(_absolute(started, entry) for entry in value.split(":")) if value else (), disk) or ()
    return tuple(dict.fromkeys((*named, *cwd[1:])))


def _absolute(started: Started, entry: str) -> str:
    return normpath(join(started.shell.directory or "/", entry))


def _command(started: Started, cwd: str, python_path: tuple[str, ...]) -> str:
    words = " ".join(word if word == "..." else quote(word) for word in started.words)
    value = ":".join(relpath(place, cwd) for place in python_path)
    setting = f"PYTHONPATH={quote(value)} " if value else ""
    return f"cd {quote(cwd)} && {setting}{words}" if cwd != "." else f"{setting}{words}"


def _short(words: tuple[str, ...]) -> str:
    """Return the words that say what is started, without the options after it."""
    return " ".join(_telling(words))


def _telling(words: tuple[str, ...]) -> Iterator[str]:
    yield from words[:1]
    for number, word in enumerate(words[1:], 1):
        if word.startswith("-") and word not in {"-m", "-A", "--app"} and not word.startswith("--app="):
            if number > 1:
                return
            continue
        yield word
