"""Commands of a build that put files elsewhere on its disk: `ln -s`, `cp`, `mv`, `rm`, `touch`."""

from collections.abc import Iterator, Sequence
from posixpath import basename, join, normpath

from importlint.patterns import regex
from importlint.resolve.launches.disk import MADE, Mount, showing
from importlint.resolve.launches.shell import Command

_WRITTEN = regex(r">\s*[\"']?([^\s\"'|&;]+\.py)\b")
_CONTENTS = regex(r"/(?:\*|\.)$")


def after_commands(commands: Sequence[Command], text: str, mounts: tuple[Mount, ...]) -> tuple[Mount, ...]:
    """Return the mounts of a disk after the commands of a shell text; a file that it writes is an empty one."""
    directory: str | None = "/"
    for command in commands:
        directory = command.shell.directory
        mounts = _after(command, mounts)
    written = (match[1] for match in _WRITTEN.finditer(text) if directory is not None)
    return (*mounts, *(Mount(normpath(join(directory or "/", path)), MADE) for path in written if "$" not in path))


def _after(command: Command, mounts: tuple[Mount, ...]) -> tuple[Mount, ...]:
    words, directory = command.words, command.shell.directory
    if directory is None or None in words[1:]:
        return mounts
    program = basename(words[0] or "")
    operands = [word for word in words[1:] if word and not word.startswith("-")]
    places = [normpath(join(directory, word)) for word in operands]
    match program:
        case "touch":
            return (*mounts, *(Mount(place, MADE) for place in places if place.endswith(".py")))
        case "rm":
            return (*mounts, *(Mount(place, MADE, hides=True) for place in places if not place.endswith("*")))
        case "cp" | "mv" | "ln" if len(places) > 1:
            target = _target(command, operands[-1], places[-1], mounts)
            moved = tuple(mount for source in operands[:-1] for mount in _put(source, target, directory, mounts))
            gone = (Mount(place, MADE, hides=True) for place in places[:-1]) if program == "mv" else ()
            return (*mounts, *moved, *gone)
    return mounts


def _target(command: Command, written: str, place: str, mounts: tuple[Mount, ...]) -> str:
    """Return where something is put, with a slash at the end if that is a directory to put it into."""
    options = "".join(word for word in command.words[1:] if word is not None and word.startswith("-"))
    is_there = any(mount.target == place and mount.source != MADE for mount in mounts)
    is_directory = written.endswith(("/", ".")) or (is_there and not {"n", "T"}.intersection(options))
    return f"{place}/" if is_directory else place


def _put(source: str, target: str, directory: str, mounts: tuple[Mount, ...]) -> Iterator[Mount]:
    """Yield the mounts that show at a target what is at a source; into a directory it goes by its name."""
    place = normpath(join(directory, _CONTENTS.sub("", source)))
    by_name = target.endswith("/") and not _CONTENTS.search(source)
    return showing(mounts, place, normpath(join(target, basename(place)) if by_name else target))
