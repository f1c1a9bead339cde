"""An import statement, from its text alone."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from importlint.patterns import regex
from importlint.scan.tokens import COMMENT, NAME, SPACE, SPACE_IN_BRACKETS

_DOTTED = rf"{NAME}(?:{SPACE}\.{SPACE}{NAME})*+"


def _names(name: str, space: str) -> str:
    alias = rf"{name}(?:{space}as\b{space}{NAME})?+"
    return rf"{alias}(?:{space},{space}{alias})*+"


_STATEMENT = regex(
    rf"(?:(?P<lazy>lazy){SPACE})?+(?:import\b{SPACE}(?P<modules>{_names(_DOTTED, SPACE)})"
    rf"|from\b{SPACE}(?P<dots>(?:\.{SPACE})*+)(?P<module>(?!import\b){_DOTTED})?+{SPACE}import\b{SPACE}"
    rf"(?:(?P<star>\*)|(?P<names>{_names(NAME, SPACE)})"
    rf"|\({SPACE_IN_BRACKETS}(?P<enclosed>{_names(NAME, SPACE_IN_BRACKETS)})"
    rf"{SPACE_IN_BRACKETS}(?:,{SPACE_IN_BRACKETS})?+(?P<closed>\))?+))"
)
_END = regex(rf"{SPACE}(?=[;\n#]|\Z)")
_ALIAS = regex(rf"({_DOTTED})(?:{SPACE_IN_BRACKETS}as\b{SPACE_IN_BRACKETS}({NAME}))?+|{COMMENT}")


class ImportText(NamedTuple):
    """An import statement in a text, with offsets.

    names: name, asname, start and end of each. complete: nothing else follows up to the end of the statement.
    """

    start: int
    end: int
    is_from: bool
    module: str
    level: int
    names: Sequence[tuple[str, str, int, int]]
    lazy: bool
    complete: bool


def match_import(text: str, start: int) -> ImportText | None:
    """Read the import statement that begins at an offset, None if there is none or it names nothing."""
    match = _STATEMENT.match(text, start)
    if not match:
        return None
    lazy, modules, dots, module, star, plain, enclosed, closed = match.groups()
    end = match.end()
    complete = _END.match(text, end) is not None and (enclosed is None or closed is not None)
    if star:
        names: list[tuple[str, str, int, int]] = [("*", "", end - 1, end)]
    else:
        group = "modules" if modules is not None else "names" if plain is not None else "enclosed"
        names = [
            (_plain(alias[1]), _plain(alias[2]) if alias[2] else "", *alias.span())
            for alias in _ALIAS.finditer(text, *match.span(group))
            if alias[1]
        ]
    return ImportText(
        start=start,
        end=end,
        is_from=modules is None,
        module=_plain(module) if module else "",
        level=dots.count(".") if dots else 0,
        names=names,
        lazy=lazy is not None,
        complete=complete,
    )


def _plain(name: str) -> str:
    """Write a name as the parser does: no white space around dots, normalized (PEP 3131)."""
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
    return name if name.isidentifier() else re.sub(r"[\s\\]+", "", name)
