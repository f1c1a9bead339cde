"""The values of `[tool.importlint]`: from TOML to what Config holds, or an error that says what was expected."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from posixpath import isabs, normpath
from typing import Any, NamedTuple, NoReturn

from importlint.errors import ConfigError
from importlint.model.rule import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchSetting:
    """A launch that cannot be seen in the project's files: `[tool.importlint.launches.<name>]`.

    entry: a script's path or a module's dotted name. cwd, python_path: relative to the project.
    """

    name: str
    entry: str
    cwd: str = "."
    python_path: tuple[str, ...] = ()


class Place(NamedTuple):
    """Where a value stands: the file or option as shown to the user, its text, and the keys down to the value."""

    shown: str
    text: str
    rules: tuple[str, ...]
    keys: tuple[str, ...] = ()

    def at(self, key: str) -> "Place":
        """Return the place one key deeper."""
        return self._replace(keys=(*self.keys, key))

    def fail(self, what: str, *, near: str = "", help: str = "") -> NoReturn:  # noqa: A002
        """Raise ConfigError for this place, with the line of its last key, or of the string `near` after it."""
        line = _line_of(self.text, self.keys, near)
        raise ConfigError(f"{self.shown}:{line}: {what}" if line else f"{self.shown}: {what}", help=help)


def read_settings(table: object, place: Place) -> dict[str, Any]:
    """Return the values of a configuration table by the field of Config that they belong to; raises ConfigError."""
    values: dict[str, Any] = {}
    for key, value in _table(table, place).items():
        reader = _READERS.get(key)
        if reader is None:
            _unknown("key", key, _READERS, place.at(key))
        values[key.replace("-", "_")] = reader(value, place.at(key))
    return values


def _table(value: object, place: Place) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else _wrong_type("a table", value, place)


def _string(value: object, place: Place) -> str:
    return value if isinstance(value, str) else _wrong_type("a string", value, place)


def _strings(value: object, place: Place) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(
            item if isinstance(item, str) else _wrong_type("an array of strings only", item, place) for item in value
        )
    return _wrong_type('an array of strings, such as ["a", "b"]', value, place)


def _path(value: object, place: Place) -> str:
    path = normpath(_string(value, place).replace("\\", "/"))
    if isabs(path) or path.startswith("../") or path == "..":
        place.fail(f'"{value}" is not inside the project; expected a path relative to it', near=str(value))
    return path


def _paths(value: object, place: Place) -> tuple[str, ...]:
    return tuple(_path(item, place) for item in _strings(value, place))


def _rule(name: str, place: Place) -> str:
    return name if name in place.rules else _unknown("rule", name, place.rules, place)


def _rules(value: object, place: Place) -> tuple[str, ...]:
    return tuple(_rule(name, place) for name in _strings(value, place))


def _rules_by_path(value: object, place: Place) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((path, _rules(rules, place.at(path))) for path, rules in _table(value, place).items())


def _severity(value: object, place: Place) -> Severity:
    name = _string(value, place)
    choices = {severity.value: severity for severity in Severity}
    return choices[name] if name in choices else _unknown("severity", name, choices, place)


def _severity_by_rule(value: object, place: Place) -> tuple[tuple[str, Severity], ...]:
    levels = _table(value, place).items()
    return tuple((_rule(rule, place.at(rule)), _severity(level, place.at(rule))) for rule, level in levels)


def _fail_on(value: object, place: Place) -> Severity | None:
    name = _string(value, place)
    if name not in (*Severity, "never"):
        _unknown("severity", name, (*(severity.value for severity in Severity), "never"), place)
    return None if name == "never" else Severity(name)


def _version(value: object, place: Place) -> tuple[int, int]:
    match = re.fullmatch(r"3\.(\d{1,2})", value) if isinstance(value, str) else None
    return (
        (3, int(match[1])) if match else _wrong_type('a version of Python 3 as a string, such as "3.12"', value, place)
    )


def _launches(value: object, place: Place) -> tuple[LaunchSetting, ...]:
    return tuple(_launch(name, table, place.at(name)) for name, table in _table(value, place).items())


def _launch(name: str, value: object, place: Place) -> LaunchSetting:
    readers: dict[str, Callable[[object, Place], Any]] = {"entry": _string, "cwd": _path, "python-path": _paths}
    table = _table(value, place)
    for key in table:
        if key not in readers:
            _unknown("key", key, readers, place.at(key))
    if "entry" not in table:
        place.fail(f'launch "{name}" has no "entry"; expected a script\'s path or a module\'s dotted name')
    values = {key.replace("-", "_"): readers[key](item, place.at(key)) for key, item in table.items()}
    return LaunchSetting(name=name, **values)


_READERS: dict[str, Callable[[object, Place], Any]] = {
    "roots": _paths,
    "exclude": _strings,
    "select": _rules,
    "ignore": _rules,
    "per-path-ignores": _rules_by_path,
    "severity": _severity_by_rule,
    "fail-on": _fail_on,
    "target-version": _version,
    "launches": _launches,
    "baseline": _path,
    "first-party": _strings,
    "namespace": _strings,
}


def _wrong_type(expected: str, value: object, place: Place) -> NoReturn:
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


def _unknown(what: str, name: str, choices: Iterable[str], place: Place) -> NoReturn:
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
