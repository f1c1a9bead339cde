"""What the edits of a fix change, line by line."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importlint.model.fix import Edit
from importlint.model.location import Span
from importlint.reporters.excerpt import Lines


class DiffLine(NamedTuple):
    """A line that is removed ("-"), added ("+") or stays (" ")."""

    sign: str
    text: str


class Hunk(NamedTuple):
    """Neighbouring changes of one file; `line` is the first line shown."""

    path: str
    line: int
    lines: tuple[DiffLine, ...]


def diff_edits(edits: Sequence[Edit], lines: Lines) -> list[Hunk]:
    """Return the hunks that edits make, by path and line; unknown old lines are left out."""
    return [_hunk(group, lines) for group in _groups(sorted(edits, key=lambda edit: (edit.path, edit.span)))]


def _groups(edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Yield edits that touch the same line together."""
    group: list[Edit] = []
    for edit in edits:
        if group and (group[-1].path != edit.path or edit.span.line > _last_line(group[-1].span)):
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _last_line(span: Span) -> int:
    """Return the last line of which a span covers something: one that ends in column 1 ends with the line before."""
    return span.end_line - 1 if span.end_column == 1 and span.end_line > span.line else span.end_line


def _hunk(edits: Sequence[Edit], lines: Lines) -> Hunk:
    path, first = edits[0].path, edits[0].span.line
    last = max(_last_line(edit.span) for edit in edits)
    old = [lines.get((path, number), "") for number in range(first, last + 1)]
    known = all((path, number) in lines for number in range(first, last + 1))
    new = _apply(edits, first, old) if known else [line for edit in edits for line in _split(edit.replacement)]
    return Hunk(path, first, tuple(_compare(old if known else [], new)))


def _apply(edits: Sequence[Edit], first: int, old: Sequence[str]) -> list[str]:
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line) + 1)
    text = "".join(f"{line}\n" for line in old)

    def offset(line: int, column: int) -> int:
        return min(starts[max(0, min(line - first, len(starts) - 1))] + column - 1, len(text))

    for edit in reversed(edits):
        start = offset(edit.span.line, edit.span.column)
        end = max(start, offset(edit.span.end_line, edit.span.end_column))
        text = text[:start] + edit.replacement + text[end:]
    return _split(text)


def _split(text: str) -> list[str]:
    """Split at the line ends of Python source; `str.splitlines` would split at form feeds and others as well."""
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []


def _compare(old: Sequence[str], new: Sequence[str]) -> Iterator[DiffLine]:
    same = min(len(old), len(new))
    head = next((index for index in range(same) if old[index] != new[index]), same)
    tail = next((index for index in range(same - head) if old[-1 - index] != new[-1 - index]), same - head)
    for sign, part in (
        (" ", old[:head]),
        ("-", old[head : len(old) - tail]),
        ("+", new[head : len(new) - tail]),
        (" ", old[len(old) - tail :]),
    ):
        yield from (DiffLine(sign, text) for text in part)
