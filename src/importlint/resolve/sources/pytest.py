"""Directories that pytest's `pythonpath` puts on the search path.

https://docs.pytest.org/en/stable/reference/reference.html#confval-pythonpath
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from importlint.resolve.directories import folder, inside
from importlint.resolve.metadata import Metadata, strings, table
from importlint.resolve.path_settings import PathSetting
from importlint.resolve.survey import Claim, Survey, claim_directory

# In the order in which pytest looks for them in a directory (_pytest/config/findpaths.py, CONFIG_LOADERS_BY_NAME).
CONFIGURATIONS = (
    "pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg",
)  # fmt: skip
# Those that count even if they hold nothing.
_DEDICATED = frozenset(CONFIGURATIONS[:4])


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
    for name in CONFIGURATIONS:
        for path in metadata.named(name):
            options = options_of(metadata, path)
            if options is not None:
                yield path, options


def options_of(metadata: Metadata, path: str) -> dict[str, Any] | None:
    """Return what a file says to pytest, None if it does not configure it."""
    name = path.rpartition("/")[2]
    if name in _DEDICATED:
        options = table(metadata.toml(path), "pytest") if name.endswith(".toml") else _section(metadata, path, "pytest")
        return dict(options or {})
    if path.endswith(".toml"):
        tool = table(metadata.toml(path), "tool", "pytest")
        return dict(table(tool, "ini_options")) if "ini_options" in tool else dict(tool) or None
    found = _section(metadata, path, "tool:pytest" if path.endswith(".cfg") else "pytest")
    return None if found is None else dict(found)


def _section(metadata: Metadata, path: str, name: str) -> Mapping[str, str] | None:
    text = metadata.text(path)
    return metadata.ini(path).get(name) if "pytest]" in text else None


def _python_path(options: dict[str, Any]) -> tuple[str, ...]:
    value = options.get("pythonpath")
    return tuple(re.split(r"\s+", value.strip())) if isinstance(value, str) and value.strip() else strings(value)
