"""Read what a configuration of Alembic says: where its `env.py` lies, and what comes first on the search path.

Alembic itself puts nothing there; only `prepend_sys_path` does. A relative place means the working directory,
`%(here)s` the directory of the configuration (alembic/config.py, `get_prepend_sys_paths_list`; alembic/script/base.py,
`ScriptDirectory.from_config`).
"""

from collections.abc import Mapping
from typing import NamedTuple

from importlint.patterns import regex
from importlint.resolve.metadata import Metadata, strings, table

_SEPARATORS = {"space": " ", "newline": "\n", "os": ":", ":": ":", ";": ";"}
# How it was separated before there was a setting for that.
_ANY_SEPARATOR = regex(r", *|(?: +)|:")


class Environment(NamedTuple):
    """The directory of `env.py`, and what comes before the rest of the search path, as written but for `%(here)s`."""

    location: str
    first: tuple[str, ...]


def read_environment(metadata: Metadata, path: str, here: str) -> Environment | None:
    """Return what a file says, None if it configures no environment; `here` is what `%(here)s` means."""
    if path.endswith(".toml"):
        values = table(metadata.toml(path), "tool", "alembic")
        location, first = values.get("script_location"), strings(values.get("prepend_sys_path"))
    else:
        section = metadata.ini(path).get("alembic", {})
        location, first = section.get("script_location"), _separated(section)
    if not isinstance(location, str):
        return None
    return Environment(location.replace("%(here)s", here), tuple(place.replace("%(here)s", here) for place in first))


def _separated(section: Mapping[str, str]) -> tuple[str, ...]:
    value = section.get("prepend_sys_path", "")
    separator = _SEPARATORS.get(section.get("path_separator", section.get("version_path_separator", "")))
    places = _ANY_SEPARATOR.split(value) if separator is None else value.split(separator)
    return tuple(place.strip() for place in places if place.strip())
