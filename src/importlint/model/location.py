"""Places in source files."""

from typing import NamedTuple


class Span(NamedTuple):
    """A range of source text.

    Lines and columns count from 1; columns count Unicode code points; `end_column` is the column after the last
    character (SARIF 2.1.0, 3.30, with columnKind `unicodeCodePoints`).
    """

    line: int
    column: int
    end_line: int
    end_column: int


class Location(NamedTuple):
    """A span of one file; `path` is relative to the project, with POSIX separators."""

    path: str
    span: Span


START = Span(1, 1, 1, 1)


def file_location(path: str) -> Location:
    """Return the location that stands for a whole file: its first character."""
    return Location(path, START)
