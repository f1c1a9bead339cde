"""Places in source files."""

from functools import lru_cache
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


@lru_cache(50_000)
def shared_span(line: int, column: int, end_line: int, end_column: int) -> Span:
    """Return a span that is one object for all files: of a hundred spans of imports eighty stand somewhere else too."""
    # The constructor that a named tuple has takes twice the time.
    return tuple.__new__(Span, (line, column, end_line, end_column))


START = Span(1, 1, 1, 1)


def file_location(path: str) -> Location:
    """Return the location that stands for a whole file: its first character."""
    return Location(path, START)
