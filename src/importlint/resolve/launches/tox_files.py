"""Read the environments of tox: `tox.ini`, `setup.cfg`, `tox.toml` or pyproject.toml.

https://tox.wiki/en/latest/config.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from importlint.patterns import regex
from importlint.resolve.launches.tox_factors import Factors, distinct, expanded, lines_for, mentioned_in
from importlint.resolve.metadata import Metadata, strings, table

TOX_FILES = ("tox.ini", "setup.cfg", "tox.toml", "pyproject.toml")
_SECTION_REFERENCE = regex(r"\{\[([^\]{}]+)\]([^{}]+)\}")
_DEPTH = 6


class Environment(NamedTuple):
    """An environment: its own settings and those that it takes from the common ones (texts or TOML values).

    factors: None if it is not known which there are. mark, common_mark: the words that lead to the lines of settings.
    is_bare: the project is not installed in it.
    """

    name: str
    factors: Factors | None
    own: Mapping[str, Any]
    common: Mapping[str, Any]
    mark: str
    common_mark: str
    is_bare: bool

    def get(self, *keys: str) -> Any:
        """Return the first setting of some names that there is, "" for none."""
        return next((settings[key] for key in keys for settings in (self.own, self.common) if key in settings), "")

    def lines(self, value: object) -> Iterator[str]:
        """Yield the lines of a setting that hold in this environment."""
        for text in strings(value):
            yield from lines_for(text, self.factors)

    def line(self, metadata: Metadata, path: str, key: str, text: str) -> int:
        """Return the line of a text in a setting."""
        mark = self.mark if key in self.own else self.common_mark
        whole = text if text in metadata.text(path) else text.split(maxsplit=1)[0]
        return metadata.evidence(path, "", mark, key, whole).line


def read_environments(metadata: Metadata, path: str) -> Iterator[Environment]:
    """Yield the environments that a file describes, one for all that differ in nothing that matters."""
    sections = _sections(metadata, path)
    if sections:
        yield from _of_sections(sections)
    tool = _table(metadata, path)
    common = table(tool, "env_run_base")
    own = {name: value for name, value in table(tool, "env").items() if isinstance(value, dict)}
    for name, settings in {**({"py": common} if common else {}), **own}.items():
        mark = f"env.{name}" if name in own else "env_run_base"
        is_bare = _is_true(tool, "no_package", "skipsdist") or _is_true({**common, **settings}, "skip_install")
        yield Environment(name, None, settings, common, mark, "env_run_base", is_bare)


def _of_sections(sections: Mapping[str, Mapping[str, str]]) -> Iterator[Environment]:
    filled = {
        section: {key: _filled(text, sections, _DEPTH) for key, text in settings.items()}
        for section, settings in sections.items()
        if section == "testenv" or section.startswith("testenv:")
    }
    common = filled.get("testenv", {})
    core = sections.get("tox", sections.get("tox:tox", {}))
    mentioned = mentioned_in(text for settings in filled.values() for text in settings.values())
    listed = expanded(core.get("envlist", core.get("env_list", "")))
    named = {name: section for section in filled for name in expanded(section.partition(":")[2])}
    others = distinct((name for name in listed if name not in named), mentioned)
    if not others and common:
        others = {frozenset(): "py"} if named or not mentioned else {}
    for name in (*others.values(), *named):
        settings = filled[named[name]] if name in named else {}
        is_bare = _is_true(core, "no_package", "skipsdist") or _is_true({**common, **settings}, "skip_install")
        mark = f"[{named.get(name, 'testenv')}]"
        yield Environment(name, frozenset(name.split("-")), settings, common, mark, "[testenv]", is_bare)
    if not listed and not named and mentioned:
        yield Environment("py", None, {}, common, "[testenv]", "[testenv]", _is_true(core, "no_package", "skipsdist"))


def _sections(metadata: Metadata, path: str) -> Mapping[str, Mapping[str, str]]:
    if path.endswith(".toml"):
        text = _table(metadata, path).get("legacy_tox_ini")
        return metadata.embedded_ini(path, text) if isinstance(text, str) else {}
    return metadata.ini(path) if "[testenv" in metadata.text(path) else {}


def _table(metadata: Metadata, path: str) -> Mapping[str, Any]:
    if not path.endswith(".toml"):
        return {}
    return metadata.toml(path) if path.endswith("tox.toml") else table(metadata.toml(path), "tool", "tox")


def _is_true(settings: Mapping[str, Any], *names: str) -> bool:
    return any(str(settings.get(name, "")).strip().lower() == "true" for name in names)


def _filled(text: str, sections: Mapping[str, Mapping[str, str]], depth: int) -> str:
    """Replace references to other settings: `{[section]key}`; the other ones mean something only as a command runs."""

    def value(match: re.Match[str]) -> str:
        found = sections.get(match[1], {}).get(match[2])
        return match[0] if found is None or depth == 0 else _filled(found, sections, depth - 1)

    return _SECTION_REFERENCE.sub(value, text)
