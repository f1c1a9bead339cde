"""Launches that Visual Studio Code starts: its launch configurations, its test run, and scripts in its terminal.

The settings of a folder count, and `python.envFile`, which is `.env` unless it is said otherwise
(https://code.visualstudio.com/docs/python/environments#_environment-variables,
https://code.visualstudio.com/docs/python/debugging, https://code.visualstudio.com/docs/python/testing).
"""

import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from shlex import split
from typing import Any

from importlint.model.launch import Launch
from importlint.model.root import Evidence
from importlint.patterns import regex
from importlint.resolve.directories import folder, is_under
from importlint.resolve.jsonc import read_jsonc
from importlint.resolve.launches.disk import HOST, on_host
from importlint.resolve.launches.env_files import path_evidence, read_env_file
from importlint.resolve.launches.hosted import launches_of_words
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.shell import Shell
from importlint.resolve.metadata import strings, table

_REFERENCE = regex(r"\$\{([^{}]*)\}")
_DEBUGGERS = frozenset({"debugpy", "python"})
_FOLDERS = frozenset({"workspaceFolder", "workspaceRoot"})
# A PYTHONPATH that is there before is taken to be empty, as everywhere.
_KNOWN = {"env:PYTHONPATH": "", "pathSeparator": "/", "/": "/"}
_TERMINALS = ("linux", "osx", "windows")


def find(known: Known) -> Iterator[Launch]:
    """Yield the launches of each folder with settings of its own."""
    folders = {
        folder(folder(path))
        for name in ("settings.json", "launch.json")
        for path in known.metadata.named(name)
        if folder(path).rpartition("/")[2] == ".vscode"
    }
    for base in sorted(folders):
        editor = _Editor(known, base)
        yield from editor.configurations()
        yield from editor.test_run()
        yield from editor.in_terminal()


class _Editor:
    """A folder that is open in the editor."""

    def __init__(self, known: Known, base: str) -> None:
        self._known = known
        self._base = base
        directory = ".vscode" if base == "." else f"{base}/.vscode"
        self._settings_path, self._launch_path = f"{directory}/settings.json", f"{directory}/launch.json"
        self._settings = read_jsonc(known.metadata, self._settings_path)

    def configurations(self) -> Iterator[Launch]:
        """Yield what the configurations of launch.json start, in the folder unless they say otherwise."""
        entries = read_jsonc(self._known.metadata, self._launch_path).get("configurations")
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and entry.get("type") in _DEBUGGERS and entry.get("request") == "launch":
                yield from self._configuration(entry)

    def _configuration(self, entry: Mapping[str, Any]) -> Iterator[Launch]:
        cwd = self._filled(entry.get("cwd", "${workspaceFolder}"))
        words = self._words(entry)
        if cwd is None or not words:
            return
        directory = normpath(join(on_host(self._base), cwd))
        own = {name: self._filled(value) for name, value in table(entry, "env").items()}
        env_file = self._env_file(entry.get("envFile"))
        shell = Shell(directory, {**self._environment(env_file), **own})
        line = self._known.metadata.evidence(self._launch_path, "", '"name"', f'"{entry.get("name", "")}"').line
        more = self._evidence(env_file) if "PYTHONPATH" not in own else ()
        for launch in launches_of_words(words, shell, self._known, self._launch_path, line):
            yield launch._replace(evidence=(*launch.evidence, *more))

    def _words(self, entry: Mapping[str, Any]) -> tuple[str | None, ...]:
        arguments = entry.get("args", [])
        given = split(arguments) if isinstance(arguments, str) else arguments if isinstance(arguments, list) else []
        rest = tuple(self._filled(argument) for argument in given)
        if entry.get("module"):
            return ("python", "-m", self._filled(entry["module"]), *rest)
        program = self._filled(entry.get("program"))
        if program is None or program.endswith(".py"):
            return ("python", program, *rest) if program else ()
        # A program of the environment: `.venv/bin/uvicorn`, `.venv\\Scripts\\uvicorn.exe`.
        return (program.replace("\\", "/").rpartition("/")[2].removesuffix(".exe"), *rest)

    def test_run(self) -> Iterator[Launch]:
        """Yield the session that the editor starts with `python -m pytest`."""
        if self._settings.get("python.testing.pytestEnabled") is not True:
            return
        cwd = self._filled(self._settings.get("python.testing.cwd") or "${workspaceFolder}")
        if cwd is not None:
            arguments = map(self._filled, strings(self._settings.get("python.testing.pytestArgs")))
            env_file = self._env_file(None)
            shell = Shell(normpath(join(on_host(self._base), cwd)), self._environment(env_file))
            words = ("python", "-m", "pytest", *arguments)
            for launch in self._of_settings(words, shell, "python.testing.pytestEnabled"):
                yield launch._replace(evidence=(*launch.evidence, *self._evidence(env_file)))

    def in_terminal(self) -> Iterator[Launch]:
        """Yield each script of the folder as it runs in a terminal of the editor that has a PYTHONPATH of its own."""
        for system in _TERMINALS:
            key = f"terminal.integrated.env.{system}"
            value = self._filled(table(self._settings, key).get("PYTHONPATH") or "")
            if value:
                for path, found in self._known.facts.items():
                    if found.main_guard is not None and is_under(path, self._base):
                        words = ("python", on_host(path))
                        shell = Shell(on_host(self._base), {"PYTHONPATH": value})
                        yield from self._of_settings(words, shell, key)
                return

    def _of_settings(self, words: tuple[str | None, ...], shell: Shell, key: str) -> Iterator[Launch]:
        line = self._known.metadata.evidence(self._settings_path, "", f'"{key}"').line
        yield from launches_of_words(words, shell, self._known, self._settings_path, line)

    def _env_file(self, named: object) -> str | None:
        """Return the environment file that counts, "" for one outside the tree, None if it is not known."""
        place = self._filled(named or self._settings.get("python.envFile") or "${workspaceFolder}/.env")
        if place is None:
            return None
        path = normpath(join(on_host(self._base), place))
        return path[len(HOST) + 1 :] if is_under(path, HOST) else ""

    def _environment(self, env_file: str | None) -> Mapping[str, str | None]:
        if env_file is None:
            return {"PYTHONPATH": None}
        return read_env_file(self._known.metadata, env_file, {}) if env_file else {}

    def _evidence(self, env_file: str | None) -> tuple[Evidence, ...]:
        return path_evidence(self._known.metadata, env_file) if env_file else ()

    def _filled(self, value: object) -> str | None:
        """Return a text with its references replaced, None if one of them is not known."""

        def known(match: re.Match[str]) -> str:
            return _KNOWN.get(match[1], on_host(self._base) if match[1] in _FOLDERS else "\0")

        if not isinstance(value, str):
            return None
        text = _REFERENCE.sub(known, value)
        return None if "\0" in text else text
