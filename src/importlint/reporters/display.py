"""Text from scanned trees, made safe to show and measured as a terminal shows it.

A file name or a source line may hold escape sequences that rewrite a terminal and bidirectional controls that make code
read differently from what it is (CVE-2021-42574). Whatever is not plainly visible is shown as a Python escape.
"""

from functools import cache
from unicodedata import category, combining, east_asian_width

from importlint.model.location import START, Location

TAB_WIDTH = 4

# Controls, formats (bidirectional and zero-width ones among them), surrogates, private use, unassigned, separators.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def visible(text: str) -> str:
    """Return text in one line with every invisible character as a Python escape: `\\x1b`, `\\u202e`, `\\n`."""
    if text.isprintable():
        return text
    return "".join(map(_visible_character, text))


def visible_line(text: str) -> str:
    """Return a source line as `visible` does, but keep its tabs."""
    return "\t".join(map(visible, text.split("\t")))


def place_in_project(location: Location) -> str:
    """Return `path:line:column`, the path alone for a whole file, "" for the project as a whole."""
    path, span = location
    if span == START:
        return "" if path == "." else visible(path)
    return f"{visible(path)}:{span.line}:{span.column}"


def expand(text: str, column: int = 0) -> str:
    """Return a visible source line with its tabs as spaces; `column` is where on the screen it begins."""
    parts: list[str] = []
    for index, part in enumerate(text.split("\t")):
        if index:
            gap = TAB_WIDTH - column % TAB_WIDTH
            parts.append(" " * gap)
            column += gap
        parts.append(part)
        column += width(part)
    return "".join(parts)


def width(text: str) -> int:
    """Return how many columns a terminal gives a text that `visible` returned."""
    return len(text) if text.isascii() else sum(map(_width, text))


def wrap(text: str, columns: int) -> list[str]:
    """Break text at spaces into lines of at most `columns`, which a longer word exceeds; 0 does not break."""
    if not columns or width(text) <= columns:
        return [text]
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width(longer) > columns:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


@cache
def _visible_character(character: str) -> str:
    if category(character) not in _INVISIBLE:
        return character
    return character.encode("unicode_escape").decode("ascii")


@cache
def _width(character: str) -> int:
    if combining(character) or category(character) in {"Mn", "Me"} or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
