"""The source lines of a report, and which part of them a location marks."""

from collections.abc import Mapping
from typing import NamedTuple

from importlint.model.location import START, Location, Span
from importlint.model.report import Report

Lines = Mapping[tuple[str, int], str]


class MarkedLine(NamedTuple):
    """A source line and the offsets of its marked part; equal offsets mark nothing."""

    number: int
    text: str
    start: int
    end: int


def index_lines(report: Report) -> Lines:
    """Return a report's source lines by path and line number."""
    return {(line.path, line.line): line.text for line in report.lines}


def marked_lines(lines: Lines, location: Location, *, context: int = 1) -> list[MarkedLine]:
    """Return the lines of a location as far as the report holds them, with `context` lines around it if not blank."""
    path, span = location
    if span[:2] == span[2:]:
        span = _whole_line(lines, location)
    numbers = range(max(1, span.line - context), span.end_line + context + 1)
    shown = [_mark(number, lines[path, number], span) for number in numbers if (path, number) in lines]
    return [line for line in shown if line.text.strip() or span.line <= line.number <= span.end_line]


def marks_nothing(location: Location) -> bool:
    """Return whether a location stands for a whole file, of which there is no line to show."""
    return location.span == START


def statement_at(lines: Lines, location: Location) -> str:
    """Return the first line of what a location marks, "" where the report does not hold it."""
    path, span = location
    if (path, span.line) not in lines:
        return ""
    marked = _mark(span.line, lines[path, span.line], span)
    return marked.text[marked.start : marked.end].strip()


def _whole_line(lines: Lines, location: Location) -> Span:
    """Return what marks the text of a line where only its beginning is known."""
    path, span = location
    text = lines.get((path, span.line), "")
    return Span(span.line, len(text) - len(text.lstrip()) + 1, span.line, len(text) + 1)


def _mark(number: int, text: str, span: Span) -> MarkedLine:
    if not span.line <= number <= span.end_line:
        return MarkedLine(number, text, 0, 0)
    start = span.column - 1 if number == span.line else len(text) - len(text.lstrip())
    end = span.end_column - 1 if number == span.end_line else len(text)
    start = min(start, len(text))
    return MarkedLine(number, text, start, max(start, min(end, len(text))))
