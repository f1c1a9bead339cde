"""Directories that editors and Pyright are told to look in: `extraPaths`.

They say where people mean to import from; no process has them on its search path for that reason
(https://code.visualstudio.com/docs/python/settings-reference, https://microsoft.github.io/pyright/#/configuration).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from importlint.resolve.directories import folder
from importlint.resolve.jsonc import read_jsonc
from importlint.resolve.metadata import strings, table
from importlint.resolve.survey import Claim, Survey, claim_directory

_SETTINGS = ("python.analysis.extraPaths", "python.autoComplete.extraPaths")


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories that the settings of Visual Studio Code and of Pyright name."""
    for path in survey.metadata.named("settings.json"):
        if folder(path).rpartition("/")[2] == ".vscode":
            settings = read_jsonc(survey.metadata, path)
            for key in _SETTINGS:
                yield from _claims(survey, path, folder(folder(path)), settings.get(key), key)
    for path in survey.metadata.named("pyrightconfig.json"):
        yield from _pyright(survey, path, read_jsonc(survey.metadata, path))
    for path in survey.metadata.named("pyproject.toml"):
        yield from _pyright(survey, path, table(survey.metadata.toml(path), "tool", "pyright"))


def _pyright(survey: Survey, path: str, settings: Mapping[str, Any]) -> Iterator[Claim]:
    environments = settings.get("executionEnvironments")
    for each in (settings, *(environments if isinstance(environments, list) else ())):
        if isinstance(each, dict):
            yield from _claims(survey, path, folder(path), each.get("extraPaths"), "extraPaths")


def _claims(survey: Survey, path: str, base: str, value: object, key: str) -> Iterator[Claim]:
    for text in strings(value):
        place = text.replace("${workspaceFolder}", ".").replace("${workspaceRoot}", ".").lstrip("/") or "."
        if "$" not in place and not text.startswith("/"):
            yield from claim_directory(survey, base, place, path, f"`{text}` is in {key}", key, text)
