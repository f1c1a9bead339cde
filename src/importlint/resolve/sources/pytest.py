"""Directories that pytest's `pythonpath` puts on the search path.

https://docs.pytest.org/en/stable/reference/reference.html#confval-pythonpath
"""

import re
from collections.abc import Iterator
from typing import Any

from importlint.resolve.directories import folder, inside
from importlint.resolve.metadata import Metadata, strings, table
from importlint.resolve.path_settings import PathSetting
from importlint.resolve.survey import Claim, Survey, claim_directory

_FILES = ("pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories named."""
    for path, options in find_options(survey.metadata):
        for place in _python_path(options):
            reason = f"`{place}` is in pytest's pythonpath"
            yield from claim_directory(survey, folder(path), place, path, reason, "pythonpath", place)


def find_settings(survey: Survey) -> Iterator[PathSetting]:
    """Yield what each configuration of pytest adds to the search path."""
    for path, options in find_options(survey.metadata):
        places = (inside(folder(path), place) for place in _python_path(options))
        directories = tuple(place for place in places if place is not None)
        if directories:
            yield PathSetting(path, directories)


def find_options(metadata: Metadata) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the files that configure pytest with what they say; a section that pytest does not read there is none."""
    for name in _FILES:
        for path in metadata.named(name):
            options = _options(metadata, path, name)
            if options is not None:
                yield path, options


def _options(metadata: Metadata, path: str, name: str) -> dict[str, Any] | None:
    if name == "pyproject.toml":
        tool = table(metadata.toml(path), "tool", "pytest")
        return dict(table(tool, "ini_options") or tool) or None
    if name in {"tox.ini", "setup.cfg"} and "pytest]" not in metadata.text(path):
        return None
    section = metadata.ini(path).get("tool:pytest" if name == "setup.cfg" else "pytest")
    return None if section is None else dict(section)


def _python_path(options: dict[str, Any]) -> tuple[str, ...]:
    value = options.get("pythonpath")
    return tuple(re.split(r"\s+", value.strip())) if isinstance(value, str) and value.strip() else strings(value)
