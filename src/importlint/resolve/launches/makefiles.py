"""Launches in the recipes of Makefiles: each line is run by a shell of its own in the Makefile's directory."""

import re
from collections.abc import Iterator

from importlint.model.launch import Launch
from importlint.patterns import regex
from importlint.resolve.directories import folder
from importlint.resolve.launches.disk import HOST, on_host
from importlint.resolve.launches.hosted import launches_on_host
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.shell import Shell, is_interpreter

_NAME = regex(r"(?:GNU)?[Mm]akefile|.+\.mk")
_SETTING = regex(r"(?:export\s+|override\s+)*([A-Za-z_]\w*)\s*(::?:?|\?|\+)?=\s*(.*)")
_EXPORT = regex(r"export\s+([A-Za-z_][\w ]*)$")
_REFERENCE = regex(r"\$(?:\(([^()]*(?:\([^()]*\))?[^()]*)\)|\{([^{}]*)\}|(.))")
_UNKNOWN = "$(not-known)"
_MAX_DEPTH = 8


def find(known: Known) -> Iterator[Launch]:
    """Yield the launches in every Makefile."""
    for name in known.metadata.names():
        for path in known.metadata.named(name) if _NAME.fullmatch(name) else ():
            text = known.metadata.text(path)
            variables, exported = _variables(text)
            shell = Shell(on_host(folder(path)), {}, repository=HOST)
            variables["CURDIR"] = shell.directory or HOST
            for name_set in exported & variables.keys():
                shell = shell._replace(
                    variables={**shell.variables, name_set: _known(_expand(variables[name_set], variables, 0))}
                )
            for line, recipe in _recipes(text):
                yield from launches_on_host(_expand(recipe, variables, 0), shell, known, path, line)


def _known(value: str) -> str | None:
    return None if _UNKNOWN in value else value


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield logical lines: continued ones as one, with their line breaks."""
    begun, pending = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        begun = begun if pending else number
        pending += line
        if line.endswith("\\"):
            pending += "\n"
            continue
        yield begun, pending
        pending = ""
    if pending:
        yield begun, pending


def _recipes(text: str) -> Iterator[tuple[int, str]]:
    for line, content in _lines(text):
        if content.startswith("\t"):
            yield line, content.strip().lstrip("@-+ ")


def _variables(text: str) -> tuple[dict[str, str], set[str]]:
    """Return the variables that a Makefile sets, and the names of those that it exports."""
    variables: dict[str, str] = {}
    exported: set[str] = set()
    for _, content in _lines(text):
        if content.startswith("\t"):
            continue
        line = content.split("#")[0].strip()
        if (setting := _SETTING.fullmatch(line)) is not None:
            name, operator, value = setting[1], setting[2], setting[3]
            if operator == "+":
                value = f"{variables.get(name, '')} {value}".strip()
            if line.startswith("export"):
                exported.add(name)
            # Two values under two conditions: which holds is not known.
            variables[name] = _UNKNOWN if name in variables and operator not in {"+", "?"} else value
        elif (export := _EXPORT.fullmatch(line)) is not None:
            exported.update(export[1].split())
    return variables, exported


def _expand(text: str, variables: dict[str, str], depth: int) -> str:
    """Replace references to variables; what is not known becomes a command whose output is not known."""

    def replaced(match: re.Match[str]) -> str:
        name = next(group for group in match.groups() if group is not None)
        if name == "$":
            return "$"
        if name == "MAKE":
            return "make"
        if name in {"shell pwd", "PWD"}:
            return variables.get("CURDIR", _UNKNOWN)
        if name not in variables and is_interpreter(name):
            return "python"
        if name == "PYTHONPATH" and name not in variables:
            return ""
        if name not in variables or depth > _MAX_DEPTH:
            return _UNKNOWN
        # A variable may refer to its own old value, which the environment has.
        rest = {other: value for other, value in variables.items() if other != name}
        return _expand(variables[name], rest, depth + 1)

    return _REFERENCE.sub(replaced, text)
