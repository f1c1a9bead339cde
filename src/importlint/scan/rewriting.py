"""Edits of a text together with the repairs of its tree."""

import ast
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

Repairs = dict[tuple[type[ast.AST], int, int], Callable[[Any], ast.AST]]


class Repair(NamedTuple):
    """A change of the tree of an edited text: of the node of a type that begins at an offset of the original."""

    offset: int
    node_type: type[ast.AST]
    apply: Callable[[Any], ast.AST]


class Rewrite(NamedTuple):
    """A replacement of the text from `start` to `end`; it keeps what follows in its line and column.

    since: the first Python that reads the original. complaint: what an older one says of it.
    """

    start: int
    end: int
    text: str
    repairs: tuple[Repair, ...] = ()
    since: tuple[int, int] = (3, 12)
    complaint: str = "invalid syntax"


class Lines:
    """Turns offsets into lines and UTF-8 columns, as `ast` counts them."""

    def __init__(self, text: str) -> None:
        """Find the line starts of a text."""
        self._text = text
        self._starts = [0]
        position = text.find("\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)

    def point(self, offset: int) -> tuple[int, int]:
        """Return line, from 1, and UTF-8 column, from 0, of an offset."""
        line = bisect_right(self._starts, offset)
        return line, len(self._text[self._starts[line - 1] : offset].encode("utf-8", "surrogatepass"))


def blank(text: str, join: str = "\n") -> str:
    """Replace a text by white space of the same length in UTF-8; `join` is what becomes of its line ends."""
    return join.join(" " * len(line.encode("utf-8", "surrogatepass")) for line in text.split("\n"))


def rewrite(text: str, rewrites: Iterable[Rewrite]) -> tuple[str, Repairs]:
    """Apply replacements; of two that overlap the one that begins first counts."""
    pieces: list[str] = []
    repairs: Repairs = {}
    lines = Lines(text)
    done = 0
    for change in sorted(rewrites, key=lambda change: (change.start, change.end)):
        if change.start < done:
            continue
        pieces += text[done : change.start], change.text
        done = change.end
        for repair in change.repairs:
            repairs[(repair.node_type, *lines.point(repair.offset))] = repair.apply
    return "".join((*pieces, text[done:])), repairs
