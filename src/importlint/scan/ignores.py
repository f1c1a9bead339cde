"""Ignore comments and the lines that they are for."""

import re
from collections.abc import Iterator

from importlint.model.facts import Ignore
from importlint.model.location import Span
from importlint.scan.lexer import LogicalLine, logical_lines

_IGNORE = re.compile(r"#\s*importlint:\s*ignore(?P<file>-file)?(?:\[(?P<rules>[^\]]*)\])?(?=\s|#|\Z)")


def read_ignores(text: str) -> tuple[Ignore, ...]:
    """Return the ignore comments of a text, valid or not; strings are no comments."""
    return tuple(_ignores(text)) if "importlint:" in text else ()


def _ignores(text: str) -> Iterator[Ignore]:
    lines = list(logical_lines(text))
    for index, line in enumerate(lines):
        for start, end in line.comments:
            match = _IGNORE.search(text, start, end)
            if match:
                number = text.count("\n", 0, match.start()) + 1
                column = match.start() - text.rfind("\n", 0, match.start())
                span = Span(number, column, number, column + len(match[0]))
                rules = tuple(rule.strip() for rule in (match["rules"] or "").split(",") if rule.strip())
                yield Ignore(span, rules, match["file"] is not None, _covered(text, lines, index))


def _covered(text: str, lines: list[LogicalLine], index: int) -> tuple[int, int]:
    """Return the lines of a statement or header, decorators included; a comment alone in its line is for the next."""
    first = last = index
    while first > 0 and _begins_with(("@",), text, lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and _begins_with(("@", "#", ""), text, lines[last]):
        last += 1
    if _begins_with(("#", ""), text, lines[last]):
        last = index
    return text.count("\n", 0, lines[first].start) + 1, text.count("\n", 0, lines[last].end) + 1


def _begins_with(starts: tuple[str, ...], text: str, line: LogicalLine) -> bool:
    """Return whether a line begins with a character; "" stands for a blank line."""
    return text[line.start : line.end].lstrip()[:1] in starts
