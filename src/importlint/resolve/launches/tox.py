"""Launches of tox: the commands of each environment.

No shell reads them; a command begins in the directory of the configuration or in `change_dir`, and sees PYTHONPATH only
if `set_env` sets it. The project around is installed unless the environment says otherwise
(https://tox.wiki/en/latest/config.html).
"""

import re
from collections.abc import Iterator
from posixpath import join, normpath
from typing import Any

from importlint.model.launch import Launch
from importlint.patterns import regex
from importlint.resolve.directories import folder
from importlint.resolve.launches.disk import host_disk, on_host
from importlint.resolve.launches.hosted import launches_of_words
from importlint.resolve.launches.installs import installed_places
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.shell import Command, Shell, value_of
from importlint.resolve.launches.shell_words import split_words
from importlint.resolve.launches.tox_files import TOX_FILES, Environment, read_environments

_REFERENCE = regex(r"\{([^{}]*)\}")
_ROOTS = frozenset({"toxinidir", "tox_root", "package_root"})


def find(known: Known) -> Iterator[Launch]:
    """Yield them."""
    for name in TOX_FILES:
        for path in known.metadata.named(name):
            for environment in read_environments(known.metadata, path):
                yield from _launches(known, path, environment)


def _launches(known: Known, path: str, environment: Environment) -> Iterator[Launch]:
    root, disk = on_host(folder(path)), host_disk(known)
    directory = _words_of(environment.get("change_dir", "changedir"), root, environment.name)
    here = normpath(join(root, directory[0] or "/?")) if directory else root
    shell = Shell(here, _variables(environment, root))
    installed: tuple[str, ...] = () if environment.is_bare else (root,)
    for line in environment.lines(environment.get("deps")):
        words = ("pip", "install", *_words_of(line, root, environment.name))
        installed = (*installed, *installed_places(Command(words, shell._replace(directory=root), 0), disk))
    for key in ("commands_pre", "commands"):
        for words, text in _commands(environment, key, root):
            number = environment.line(known.metadata, path, key, text)
            yield from launches_of_words(words, shell, known, path, number, installed=installed)
            installed = (*installed, *installed_places(Command(words, shell, 0), disk))


def _variables(environment: Environment, root: str) -> dict[str, str | None]:
    value = environment.get("set_env", "setenv")
    lines = environment.lines(value) if not isinstance(value, dict) else ()
    pairs = value.items() if isinstance(value, dict) else (line.partition("=")[::2] for line in lines)
    found: dict[str, str | None] = {}
    for name, text in pairs:
        if isinstance(text, str):
            words = _replaced(text.strip(), root, environment.name)
            found[name.strip()] = None if "\0" in words else words
    return found


def _commands(environment: Environment, key: str, root: str) -> Iterator[tuple[tuple[str | None, ...], str]]:
    """Yield the words of each command, and the text that leads to its line."""
    value, name = environment.get(key), environment.name
    for line in environment.lines(value.replace("\\\n", " ")) if isinstance(value, str) else ():
        if words := _words_of(line.lstrip("-! "), root, name):
            yield words, line
    for command in value if isinstance(value, list) else ():
        if isinstance(command, list) and command:
            parts = [word for part in command for word in _without_arguments(part)]
            yield tuple(_replaced_word(part, root, name) for part in parts), str(command[0])


def _without_arguments(part: Any) -> list[Any]:
    """Return what a part of a command is where tox is given no arguments for it."""
    if isinstance(part, dict) and part.get("replace") == "posargs":
        default = part.get("default", [])
        return default if isinstance(default, list) else []
    return [part]


def _words_of(text: object, root: str, name: str) -> tuple[str | None, ...]:
    if not isinstance(text, str):
        return ()
    tokens = [token for token in split_words(_replaced(text, root, name)) if not token.operator]
    words = (value_of(token, Shell(root)) for token in tokens)
    return tuple(None if word is not None and "\0" in word else word for word in words)


def _replaced_word(word: object, root: str, name: str) -> str | None:
    text = _replaced(word, root, name) if isinstance(word, str) else "\0"
    return None if "\0" in text else text


def _replaced(text: str, root: str, name: str) -> str:
    """Return a text with its references replaced, by a zero character where the value is not known."""

    def value(match: re.Match[str]) -> str:
        key, colon, rest = match[1].partition(":")
        if key in _ROOTS:
            return root
        if key == "env":
            variable, _, default = rest.partition(":")
            return default if default or variable == "PYTHONPATH" else "\0"
        known = {"posargs": rest, "envname": name, "env_name": name, "/": "/", "": ":" if colon else "\0"}
        return known.get(key, "\0")

    before = ""
    while before != text:
        before, text = text, _REFERENCE.sub(value, text)
    return text
