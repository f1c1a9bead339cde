"""Ignore comments and the lines that they are for."""

from collections.abc import Iterator

from importlint.model.facts import Ignore
from importlint.model.location import Span
from importlint.patterns import regex
from importlint.scan.lexer import LogicalLine, logical_lines

_IGNORE = regex(r"#\s*importlint:\s*ignore(?P<file>-file)?(?:\[(?P<rules>[^\]]*)\])?(?=\s|#|\Z)")


def read_ignores(text: str) -> tuple[Ignore, ...]:
    """Return the ignore comments of a text, valid or not; strings are no comments."""
    return tuple(_ignores(text)) if "importlint:" in text else ()


def _ignores(text: str) -> Iterator[Ignore]:
    lines = list(logical_lines(text))
    covers: dict[int, tuple[int, int]] = {}
    number, counted = 1, 0
    for line in lines:
        for start, end in line.comments:
            match = _IGNORE.search(text, start, end)
            if match:
                number += text.count("\n", counted, match.start())
                counted = match.start()
                if not covers:
                    covers = _covered_lines(text, lines)
                column = match.start() - text.rfind("\n", 0, match.start())
                span = Span(number, column, number, column + len(match[0]))
                rules = tuple(rule.strip() for rule in (match["rules"] or "").split(",") if rule.strip())
                yield Ignore(span, rules, match["file"] is not None, covers[line.start])


def _covered_lines(text: str, lines: list[LogicalLine]) -> dict[int, tuple[int, int]]:
    """Return, by the start of each logical line, the lines that a comment in it is for.

    They are the lines of the statement or header, decorators included; a comment alone in its line is for the next.
    """
    numbered = list(_numbered(text, lines))
    covers: dict[int, tuple[int, int]] = {}
    below = 0
    for line, first, last in reversed(numbered):
        begin = text[line.start : line.end].lstrip()[:1]
        if begin not in ("@", "#", ""):
            below = last
        covers[line.start] = (first, below or last)
    above = 0
    for line, first, _ in numbered:
        begin = text[line.start : line.end].lstrip()[:1]
        above = above or (first if begin == "@" else 0)
        covers[line.start] = (above or first, covers[line.start][1])
        above = above if begin in ("@", "#", "") else 0
    return covers


def _numbered(text: str, lines: list[LogicalLine]) -> Iterator[tuple[LogicalLine, int, int]]:
    """Yield logical lines with the numbers of their first and last physical line."""
    number = 1
    for line in lines:
        last = number + text.count("\n", line.start, line.end)
        yield line, number, last
        number = last + 1
