"""Launches of tox: the commands of each environment, in `tox.ini`, `setup.cfg`, `tox.toml` or pyproject.toml.

No shell reads them; a command begins in the directory of the configuration or in `change_dir`, and sees PYTHONPATH only
if `set_env` sets it. The project around is installed unless the environment says otherwise
(https://tox.wiki/en/latest/config.html).
"""

import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from typing import Any, NamedTuple

from importlint.model.launch import Launch
from importlint.resolve.directories import folder
from importlint.resolve.launches.disk import on_host
from importlint.resolve.launches.hosted import launches_of_words
from importlint.resolve.launches.installs import installed_places
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.shell import Command, Shell, value_of
from importlint.resolve.launches.shell_words import split_words
from importlint.resolve.metadata import Metadata, strings, table

_NAMES = ("tox.ini", "setup.cfg", "tox.toml", "pyproject.toml")
_FACTOR = re.compile(r"([\w.,!{}-]+)\s*:\s+(.*)")
_REFERENCE = re.compile(r"\{([^{}]*)\}")
_ROOTS = frozenset({"toxinidir", "tox_root", "package_root"})
_DEPTH = 6


class _Environment(NamedTuple):
    """An environment: its settings (texts or TOML values), and the word that leads to its lines.

    is_bare: the project is not installed in any environment.
    """

    name: str
    settings: Mapping[str, Any]
    mark: str
    is_bare: bool


def find(known: Known) -> Iterator[Launch]:
    """Yield them."""
    for name in _NAMES:
        for path in known.metadata.named(name):
            for environment in _environments(known.metadata, path):
                yield from _launches(known, path, environment)


def _environments(metadata: Metadata, path: str) -> Iterator[_Environment]:
    """Yield the environments that a file describes; a setting that one lacks is that of the common ones."""
    sections = _sections(metadata, path)
    common: Mapping[str, Any] = sections.get("testenv", {})
    is_bare = _is_true(sections.get("tox", sections.get("tox:tox", {})), "no_package", "skipsdist")
    for section, settings in sections.items():
        if section == "testenv" or section.startswith("testenv:"):
            filled = {key: _filled(text, sections, _DEPTH) for key, text in {**common, **settings}.items()}
            yield _Environment(section.partition(":")[2] or "py", filled, f"[{section}]", is_bare)
    tool = _table(metadata, path)
    common = table(tool, "env_run_base")
    is_bare = _is_true(tool, "no_package", "skipsdist")
    own = {name: value for name, value in table(tool, "env").items() if isinstance(value, dict)}
    if common:
        yield _Environment("py", common, "env_run_base", is_bare)
    for name, settings in own.items():
        yield _Environment(name, {**common, **settings}, f"env.{name}", is_bare)


def _sections(metadata: Metadata, path: str) -> Mapping[str, Mapping[str, str]]:
    if path.endswith(".toml"):
        text = _table(metadata, path).get("legacy_tox_ini")
        return metadata.embedded_ini(path, text) if isinstance(text, str) else {}
    return metadata.ini(path) if "[testenv" in metadata.text(path) else {}


def _table(metadata: Metadata, path: str) -> Mapping[str, Any]:
    if not path.endswith(".toml"):
        return {}
    return metadata.toml(path) if path.endswith("tox.toml") else table(metadata.toml(path), "tool", "tox")


def _is_true(settings: Mapping[str, Any], *names: str) -> bool:
    return any(str(settings.get(name, "")).strip().lower() == "true" for name in names)


def _filled(text: str, sections: Mapping[str, Mapping[str, str]], depth: int) -> str:
    """Replace references to other settings: `{[section]key}`; the other ones mean something only as a command runs."""

    def value(match: re.Match[str]) -> str:
        section, bracket, name = match[1].removeprefix("[").partition("]")
        found = sections.get(section, {}).get(name) if bracket and match[1].startswith("[") else None
        return match[0] if found is None or depth == 0 else _filled(found, sections, depth - 1)

    return _REFERENCE.sub(value, text)


def _launches(known: Known, path: str, environment: _Environment) -> Iterator[Launch]:
    root = on_host(folder(path))
    where = environment.settings.get("change_dir", environment.settings.get("changedir", ""))
    directory = _words_of(where, root, environment.name)
    here = normpath(join(root, directory[0] or "/?")) if directory else root
    shell = Shell(here, _variables(environment, root))
    is_bare = environment.is_bare or _is_true(environment.settings, "skip_install")
    installed: tuple[str, ...] = () if is_bare else (root,)
    for line in _lines(environment.settings.get("deps")):
        words = ("pip", "install", *_words_of(line, root, environment.name))
        installed = (*installed, *installed_places(Command(words, shell._replace(directory=root), 0)))
    for key in ("commands_pre", "commands"):
        for words, text in _commands(environment.settings.get(key), root, environment.name):
            number = known.metadata.evidence(path, "", environment.mark, key, text).line
            yield from launches_of_words(words, shell, known, path, number, installed=installed)
            installed = (*installed, *installed_places(Command(words, shell, 0)))


def _variables(environment: _Environment, root: str) -> dict[str, str | None]:
    value = environment.settings.get("set_env", environment.settings.get("setenv", {}))
    pairs = value.items() if isinstance(value, dict) else (line.partition("=")[::2] for line in _lines(value))
    found: dict[str, str | None] = {}
    for name, text in pairs:
        if isinstance(text, str):
            words = _replaced(text.strip(), root, environment.name)
            found[name.strip()] = None if "\0" in words else words
    return found


def _commands(value: object, root: str, name: str) -> Iterator[tuple[tuple[str | None, ...], str]]:
    """Yield the words of each command, and the text that leads to its line."""
    if isinstance(value, str):
        for line in _lines(value.replace("\\\n", " ")):
            if words := _words_of(line.lstrip("-! "), root, name):
                yield words, line.split()[0]
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


def _lines(value: object) -> Iterator[str]:
    """Yield the lines of a setting, without the factors under which they hold."""
    for line in (line for text in strings(value) for line in text.splitlines()):
        factor = _FACTOR.fullmatch(line.strip())
        text = factor[2] if factor is not None and "=" not in factor[1] else line.strip()
        if text and not text.startswith("#"):
            yield text


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
