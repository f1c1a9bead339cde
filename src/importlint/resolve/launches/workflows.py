"""Launches in the workflows of GitHub Actions: the commands of each step, once for each entry of a matrix.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice, product
from posixpath import join, normpath

from importlint.model.launch import Launch
from importlint.patterns import regex
from importlint.resolve.launches.disk import HOST, host_disk
from importlint.resolve.launches.hosted import launches_on_host
from importlint.resolve.launches.installs import installed_places
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.shell import Shell, read_commands
from importlint.resolve.launches.yaml_files import Value, read_yaml

_NAME = regex(r"\.github/workflows/[^/]+\.ya?ml")
_EXPRESSION = regex(r"\$\{\{\s*(.*?)\s*\}\}")
_LATER = regex(r"PYTHONPATH.*GITHUB_ENV")
_SHELLS = frozenset({"", "bash", "sh"})
_UNKNOWN = "$(not-known)"
_MAX_COMBINATIONS = 64


def find(known: Known) -> Iterator[Launch]:
    """Yield them."""
    for name in known.metadata.names():
        for path in known.metadata.named(name) if name.endswith((".yml", ".yaml")) else ():
            if _NAME.fullmatch(path):
                workflow = read_yaml(known.metadata, path)
                for job in workflow.at("jobs").entries.values():
                    for combination in _combinations(job.at("strategy", "matrix")):
                        yield from _job(known, path, workflow, job, combination)


def _combinations(matrix: Value) -> list[Mapping[str, str]]:
    """Return what `matrix.NAME` can be, [{}] where that is not known."""
    if not matrix.entries or "exclude" in matrix.entries:
        return [{}]
    axes = [
        [_flat(f"matrix.{key}", item) for item in value.items]
        for key, value in matrix.entries.items()
        if key != "include" and value.items
    ]
    if not axes:
        included = [item for item in matrix.at("include").items if item.entries]
        return [_joined(_flat(f"matrix.{key}", value) for key, value in item.entries.items()) for item in included] or [
            {}
        ]
    return [_joined(chosen) for chosen in islice(product(*axes), _MAX_COMBINATIONS)]


def _flat(name: str, value: Value) -> Mapping[str, str]:
    if value.text is not None:
        return {name: value.text}
    return _joined(_flat(f"{name}.{key}", inner) for key, inner in value.entries.items())


def _joined(mappings: Iterator[Mapping[str, str]] | tuple[Mapping[str, str], ...]) -> Mapping[str, str]:
    return {key: value for mapping in mappings for key, value in mapping.items()}


def _job(known: Known, path: str, workflow: Value, job: Value, values: Mapping[str, str]) -> Iterator[Launch]:
    """Yield what the steps of a job start; a step sees what those before it have installed."""
    environment: Mapping[str, str | None] = {}
    for level in (workflow, job):
        environment = {**environment, **_environment(level.at("env"), values)}
    where = _first(job.at("defaults", "run", "working-directory"), workflow.at("defaults", "run", "working-directory"))
    installed: tuple[str, ...] = ()
    for step in job.at("steps").items:
        if (step.at("uses").text or "").startswith("actions/checkout") and step.at("with", "path").text:
            return
        text, shell_name = step.at("run").text, step.at("shell").text or ""
        if text is None or shell_name.partition(" ")[0] not in _SHELLS:
            continue
        place = _filled(_first(step.at("working-directory")) or where or ".", values)
        directory = None if _UNKNOWN in place else normpath(join(HOST, place))
        variables = {**environment, **_environment(step.at("env"), values)}
        shell = Shell(directory, variables, repository=HOST)
        filled = _filled(text, values)
        yield from launches_on_host(filled, shell, known, path, step.at("run").line, installed=installed)
        installed = (
            *installed,
            *(each for command in read_commands(filled, shell) for each in installed_places(command, host_disk(known))),
        )
        if _LATER.search(text):
            environment = {**environment, "PYTHONPATH": None}


def _first(*values: Value) -> str:
    return next((value.text for value in values if value.text), "")


def _environment(value: Value, values: Mapping[str, str]) -> dict[str, str | None]:
    given = {name: _filled(each.text or "", values) for name, each in value.entries.items()}
    return {name: None if _UNKNOWN in text else text for name, text in given.items()}


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its expressions evaluated; one that is not known becomes a command whose output is not."""

    def value(match: re.Match[str]) -> str:
        if match[1] == "github.workspace":
            return HOST
        if match[1].startswith("env."):
            return f"${{{match[1].removeprefix('env.')}}}"
        return values.get(match[1], _UNKNOWN)

    return _EXPRESSION.sub(value, text)
