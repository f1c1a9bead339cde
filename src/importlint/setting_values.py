"""The values of a configuration table, each as what it has to be, or an error that says what was expected."""

import re
from collections.abc import Iterable, Mapping
from posixpath import isabs, normpath
from typing import Any, NamedTuple, NoReturn

from importlint.errors import ConfigError


class Place(NamedTuple):
    """Where a value stands: the file or option as shown to the user, its text, and the keys down to the value."""

    shown: str
    text: str
    rules: tuple[str, ...]
    keys: tuple[str, ...] = ()

    def at(self, key: str) -> "Place":
        """Return the place one key deeper."""
        return self._replace(keys=(*self.keys, key))

    def line(self, near: str = "") -> int:
        """Return the line of the last key, or of the string `near` after it; 0 if it is not found."""
        return _line_of(self.text, self.keys, near)

    def fail(self, what: str, *, near: str = "", help: str = "") -> NoReturn:  # noqa: A002
        """Raise ConfigError for this place, with the line of its last key, or of the string `near` after it."""
        line = self.line(near)
        raise ConfigError(f"{self.shown}:{line}: {what}" if line else f"{self.shown}: {what}", help=help)


def table_of(value: object, place: Place) -> Mapping[str, Any]:
    """Return a table."""
    return value if isinstance(value, dict) else wrong_type("a table", value, place)


def string_of(value: object, place: Place) -> str:
    """Return a string."""
    return value if isinstance(value, str) else wrong_type("a string", value, place)


def strings_of(value: object, place: Place) -> tuple[str, ...]:
    """Return an array of strings."""
    if isinstance(value, list | tuple):
        return tuple(
            item if isinstance(item, str) else wrong_type("an array of strings only", item, place) for item in value
        )
    return wrong_type('an array of strings, such as ["a", "b"]', value, place)


def path_of(value: object, place: Place) -> str:
    """Return a path inside the project, normalised."""
    path = normpath(string_of(value, place).replace("\\", "/"))
    if isabs(path) or path.startswith("../") or path == "..":
        place.fail(f'"{value}" is not inside the project; expected a path relative to it', near=str(value))
    return path


def paths_of(value: object, place: Place) -> tuple[str, ...]:
    """Return an array of paths inside the project."""
    return tuple(path_of(item, place) for item in strings_of(value, place))


def wrong_type(expected: str, value: object, place: Place) -> NoReturn:
    """Raise ConfigError for a value of the wrong type."""
    key = f'"{place.keys[-1]}" must be ' if place.keys and place.text else "must be "
    place.fail(f"{key}{expected}, not {_kind(value)}")


def _kind(value: object) -> str:
    kinds = {
        bool: "a boolean",
        int: "an integer",
        float: "a float",
        str: "the string",
        list: "an array",
        dict: "a table",
    }
    kind = kinds.get(type(value), f"a {type(value).__name__}")
    return f'{kind} "{value}"' if isinstance(value, str) else kind


def unknown(what: str, name: str, choices: Iterable[str], place: Place) -> NoReturn:
    """Raise ConfigError for a name that is none of some choices."""
    import difflib  # noqa: PLC0415  (only an error needs it)

    known = sorted(choices)
    nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    advice = f'; did you mean "{nearest[0]}"?' if nearest else ""
    place.fail(f'unknown {what} "{name}"{advice}', near=name, help=f"expected one of: {', '.join(known)}")


def _line_of(text: str, keys: tuple[str, ...], near: str) -> int:
    """Return the line of the last of some nested keys in a TOML text, or of the string `near` at or after it.

    This is a search of the text, as the parser keeps no positions; 0 where nothing is found.
    """
    header = re.search(r"^\s*\[\s*tool\s*\.\s*importlint\b", text, re.MULTILINE)
    position, found = (header.start() if header else 0), bool(header)
    patterns = [rf'(?<![\w-])["\']?{re.escape(key)}["\']?\s*[=.\]]' for key in keys]
    for pattern in [*patterns, *([rf"[\"']{re.escape(near)}[\"']"] if near else [])]:
        match = re.compile(pattern).search(text, position)
        if match:
            position, found = match.start(), True
    return text.count("\n", 0, position) + 1 if found else 0
