"""The values of `[tool.importlint]`: from TOML to what Config holds, or an error that says what was expected."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from importlint.contract_settings import read_contracts
from importlint.model.rule import Severity
from importlint.setting_values import Place, path_of, paths_of, string_of, strings_of, table_of, unknown, wrong_type


class LaunchSetting(NamedTuple):
    """A launch that cannot be seen in the project's files: `[tool.importlint.launches.<name>]`.

    entry: a script's path or a module's dotted name. cwd, python_path: relative to the project.
    """

    name: str
    entry: str
    cwd: str = "."
    python_path: tuple[str, ...] = ()


def read_settings(table: object, place: Place) -> dict[str, Any]:
    """Return the values of a configuration table by the field of Config that they belong to; raises ConfigError."""
    values: dict[str, Any] = {}
    for key, value in table_of(table, place).items():
        reader = _READERS.get(key)
        if reader is None:
            unknown("key", key, _READERS, place.at(key))
        values[key.replace("-", "_")] = reader(value, place.at(key))
    return values


def _rule(name: str, place: Place) -> str:
    return name if name in place.rules else unknown("rule", name, place.rules, place)


def _rules(value: object, place: Place) -> tuple[str, ...]:
    return tuple(_rule(name, place) for name in strings_of(value, place))


def _rules_by_path(value: object, place: Place) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((path, _rules(rules, place.at(path))) for path, rules in table_of(value, place).items())


def _severity(value: object, place: Place) -> Severity:
    name = string_of(value, place)
    choices = {severity.value: severity for severity in Severity}
    return choices[name] if name in choices else unknown("severity", name, choices, place)


def _severity_by_rule(value: object, place: Place) -> tuple[tuple[str, Severity], ...]:
    levels = table_of(value, place).items()
    return tuple((_rule(rule, place.at(rule)), _severity(level, place.at(rule))) for rule, level in levels)


def _fail_on(value: object, place: Place) -> Severity | None:
    name = string_of(value, place)
    if name not in (*Severity, "never"):
        unknown("severity", name, (*(severity.value for severity in Severity), "never"), place)
    return None if name == "never" else Severity(name)


def _version(value: object, place: Place) -> tuple[int, int]:
    match = re.fullmatch(r"3\.(\d{1,2})", value) if isinstance(value, str) else None
    return (
        (3, int(match[1])) if match else wrong_type('a version of Python 3 as a string, such as "3.12"', value, place)
    )


def _launches(value: object, place: Place) -> tuple[LaunchSetting, ...]:
    return tuple(_launch(name, table, place.at(name)) for name, table in table_of(value, place).items())


def _launch(name: str, value: object, place: Place) -> LaunchSetting:
    readers: dict[str, Callable[[object, Place], Any]] = {"entry": string_of, "cwd": path_of, "python-path": paths_of}
    table = table_of(value, place)
    for key in table:
        if key not in readers:
            unknown("key", key, readers, place.at(key))
    if "entry" not in table:
        place.fail(f'launch "{name}" has no "entry"; expected a script\'s path or a module\'s dotted name')
    values = {key.replace("-", "_"): readers[key](item, place.at(key)) for key, item in table.items()}
    return LaunchSetting(name=name, **values)


_READERS: dict[str, Callable[[object, Place], Any]] = {
    "roots": paths_of,
    "exclude": strings_of,
    "select": _rules,
    "ignore": _rules,
    "per-path-ignores": _rules_by_path,
    "severity": _severity_by_rule,
    "fail-on": _fail_on,
    "target-version": _version,
    "launches": _launches,
    "contracts": read_contracts,
    "baseline": path_of,
    "first-party": strings_of,
    "namespace": strings_of,
}
