"""The text of a baseline file: JSON, versioned, sorted."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from importlint.engine.baseline import Entry
from importlint.errors import ConfigError

_VERSION = 1


def render_baseline(entries: Iterable[Entry]) -> str:
    """Return the text of a baseline file: JSON, a line for each value, so that it merges well."""
    document = {
        "about": "Findings that importlint accepts; written by `importlint baseline`.",
        "version": _VERSION,
        "findings": [entry._asdict() for entry in entries],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def parse_baseline(text: str, name: str) -> tuple[Entry, ...]:
    """Read the text of a baseline file; raises ConfigError that begins with the file's name."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise _unusable(name, f"not valid JSON: {error}") from None
    if not isinstance(document, dict) or not isinstance(document.get("findings"), list):
        raise _unusable(name, "not a baseline: expected an object with `version` and `findings`")
    if document.get("version") != _VERSION:
        raise _unusable(name, f"version {document.get('version')!r} of the format is not {_VERSION}")
    return tuple(_entry(position, value, name) for position, value in enumerate(document["findings"], 1))


def _entry(position: int, value: Mapping[str, Any], name: str) -> Entry:
    fields = [value.get(field) if isinstance(value, dict) else None for field in Entry._fields]
    if not all(isinstance(field, str) for field in fields):
        raise _unusable(name, f"finding {position} lacks one of {', '.join(Entry._fields)}")
    return Entry._make(str(field) for field in fields)


def _unusable(name: str, what: str) -> ConfigError:
    return ConfigError(f"{name}: {what}", help="delete it and write it anew with `importlint baseline`")
