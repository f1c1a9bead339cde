"""What the words of a command start: `python`, `uvicorn`, `celery` and their like, with the search path of each.

A program that pip has installed (`uvicorn`, `pytest`) runs with the directory of installed programs as entry 0, which
holds none of the tree's modules; `python -m uvicorn` begins with the working directory. Then comes PYTHONPATH, and each
program adds what its own rules say (CPython: Doc/library/sys_path_init.rst; the rules of the programs are in
`servers.py`).
"""

import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from typing import NamedTuple

from importlint.model.launch import LaunchKind
from importlint.patterns import regex
from importlint.resolve.launches.disk import Disk, folder_on
from importlint.resolve.launches.env_files import read_env_file
from importlint.resolve.launches.installs import installed_places
from importlint.resolve.launches.servers import SERVERS, Call, Start
from importlint.resolve.launches.shell import Command, Shell, read_commands
from importlint.resolve.launches.wrappers import unwrap

_PYTHON = regex(r"python(?:\d(?:\.\d+)?)?|pypy3?")
_SHELLS = frozenset({"sh", "bash", "dash", "ash", "zsh"})
_ISOLATING = frozenset("IEP")
_MAX_DEPTH = 5


class Started(NamedTuple):
    """Something that a command starts.

    words: of the command. shell: the one around it. trail: the files and lines that led there, innermost first.
    installed: the places that commands before it have installed. added: the directories that `.pth` files name.
    """

    start: Start
    words: tuple[str, ...]
    shell: Shell
    trail: tuple[tuple[str, int], ...]
    installed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def find_started(text: str, shell: Shell, disk: Disk, path: str, line: int, depth: int = 0) -> Iterator[Started]:
    """Yield what a shell text starts; it stands in the file `path` and begins at `line`."""
    installed: tuple[str, ...] = ()
    for command in read_commands(text, shell):
        place = (path, line + command.line)
        installed = (*installed, *installed_places(command, disk))
        for started in _started(command, disk, place, depth):
            yield started._replace(trail=(*started.trail, place), installed=(*installed, *started.installed))


def find_started_by_words(
    words: tuple[str | None, ...], shell: Shell, disk: Disk, path: str, line: int
) -> Iterator[Started]:
    """Yield what a list of words starts that no shell has read."""
    for started in _started(Command(words, shell, 0), disk, (path, line), 0):
        yield started._replace(trail=(*started.trail, (path, line)))


def _started(command: Command, disk: Disk, place: tuple[str, int], depth: int) -> Iterator[Started]:
    unwrapped = unwrap(command, lambda path: _environment_at(path, command.shell, disk))
    if unwrapped is None or depth > _MAX_DEPTH or unwrapped.shell.directory is None:
        return
    words, shell = unwrapped.words, unwrapped.shell
    program = (words[0] or "").rpartition("/")[2]
    if program in _SHELLS:
        yield from _shell(words, shell, disk, place, depth)
    elif (start := _start(words, program, shell, disk)) is not None:
        known = [word if word is not None else "..." for word in words]
        yield Started(start, (known[0] if program.endswith(".py") else program, *known[1:]), shell, ())
    elif words[0] and "/" in words[0]:
        yield from _script(words[0], words[1:], shell, disk, depth)


def _environment_at(path: str, shell: Shell, disk: Disk) -> Mapping[str, str | None]:
    place = disk.place(path)
    return read_env_file(disk.known.metadata, place, shell.variables) if place else {}


def _shell(
    words: tuple[str | None, ...], shell: Shell, disk: Disk, place: tuple[str, int], depth: int
) -> Iterator[Started]:
    """Follow `sh -c TEXT`, or `sh FILE`."""
    for number, word in enumerate(words[1:], 1):
        if word is None or (word.startswith("-") and word.endswith("c")):
            text = words[number + 1] if word is not None and number + 1 < len(words) else None
            if text is not None:
                for started in find_started(text, shell, disk, *place, depth + 1):
                    yield started._replace(trail=started.trail[:-1])
            return
        if not word.startswith("-"):
            yield from _script(word, words[number + 1 :], shell, disk, depth)
            return


def _script(file: str, arguments: tuple[str | None, ...], shell: Shell, disk: Disk, depth: int) -> Iterator[Started]:
    where = normpath(join(shell.directory or "/", file))
    path = disk.file(where)
    if path is None or path.endswith(".py"):
        return
    text = disk.known.metadata.text(path)
    first = text.partition("\n")[0]
    if first.startswith("#!") and not any(name in first for name in _SHELLS):
        return
    known = tuple(word for word in arguments if word is not None)
    inner = shell._replace(
        variables={**shell.variables, "0": where}, arguments=known if len(known) == len(arguments) else None
    )
    yield from find_started(text, inner, disk, path, 1, depth + 1)


def _start(words: tuple[str | None, ...], program: str, shell: Shell, disk: Disk) -> Start | None:
    path = _python_path(shell)
    if path is None or shell.directory is None:
        return None
    if _PYTHON.fullmatch(program):
        return _python(words[1:], path, shell, disk)
    if program.endswith(".py"):
        return _file(words[0] or "", path, shell, disk)
    server = SERVERS.get(program)
    return server(Call(words[1:], path, shell, disk)) if server is not None else None


def _python_path(shell: Shell) -> tuple[str, ...] | None:
    """Return the directories that PYTHONPATH adds; entries are relative to the working directory (Lib/site.py)."""
    value = shell.variables.get("PYTHONPATH", "")
    if value is None or shell.directory is None or shell.variables.get("PYTHONSAFEPATH", "") != "":
        return None
    entries = value.split(":") if value else ()
    return tuple(dict.fromkeys(normpath(join(shell.directory, entry)) for entry in entries))


def _python(words: tuple[str | None, ...], path: tuple[str, ...], shell: Shell, disk: Disk) -> Start | None:
    """Read the interpreter's own options (Doc/using/cmdline.rst)."""
    here = shell.directory or "/"
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word is None or word == "-":
            return None
        if word == "-c":
            code = rest.pop(0) if rest else None
            return Start(LaunchKind.CODE, code, (here, *path)) if code else None
        if not word.startswith("-"):
            return _file(word, path, shell, disk)
        if word.startswith("--"):
            continue
        if not _ISOLATING.isdisjoint(word[1:].partition("m")[0].partition("X")[0].partition("W")[0]):
            return None
        if word in {"-X", "-W"}:
            rest[:1] = []
        elif word.endswith("m") and not word.startswith(("-X", "-W")):
            name = rest.pop(0) if rest else None
            return _module(name, tuple(rest), (here, *path), shell, disk) if name else None
    return None


def _module(name: str, words: tuple[str | None, ...], path: tuple[str, ...], shell: Shell, disk: Disk) -> Start | None:
    server = SERVERS.get(name)
    if server is not None:
        return server(Call(words, path, shell, disk))
    return Start(LaunchKind.MODULE, name, path) if re.fullmatch(r"[^\W\d]\w*(\.[^\W\d]\w*)*", name) else None


def _file(file: str, path: tuple[str, ...], shell: Shell, disk: Disk) -> Start | None:
    where = normpath(join(shell.directory or "/", file))
    main = disk.file(where)
    if main is None:
        # A directory is run by its `__main__.py`, and is itself entry 0.
        return (
            Start(LaunchKind.SCRIPT, f"{where}/__main__.py", (where, *path))
            if disk.file(f"{where}/__main__.py")
            else None
        )
    return Start(LaunchKind.SCRIPT, where, (folder_on(where), *path)) if main.endswith(".py") else None
