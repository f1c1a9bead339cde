"""Positions of syntax tree nodes as spans: `ast` counts UTF-8 bytes, spans count code points."""

from typing import Protocol

from importlint.model.location import Span


class Positioned(Protocol):
    """A node with a place: statements, expressions, aliases, keywords, handlers."""

    lineno: int
    col_offset: int
    end_lineno: int | None
    end_col_offset: int | None


class Positions:
    """The lines of one file's text."""

    def __init__(self, text: str) -> None:
        """Split a text whose line ends are all line feeds."""
        self.lines = text.split("\n")

    def span(self, node: Positioned) -> Span:
        """Return the place of a node."""
        end_line = node.end_lineno or node.lineno
        end = node.end_col_offset if node.end_col_offset is not None else node.col_offset
        return Span(
            node.lineno, self._column(node.lineno, node.col_offset) + 1, end_line, self._column(end_line, end) + 1
        )

    def text(self, node: Positioned) -> str:
        """Return the source text of a node."""
        return self.slice(self.span(node))

    def slice(self, span: Span) -> str:
        """Return the source text of a place."""
        first = self.lines[span.line - 1]
        if span.line == span.end_line:
            return first[span.column - 1 : span.end_column - 1]
        between = self.lines[span.line : span.end_line - 1]
        return "\n".join((first[span.column - 1 :], *between, self.lines[span.end_line - 1][: span.end_column - 1]))

    def _column(self, line: int, offset: int) -> int:
        """Turn a UTF-8 offset in a line, from 0, into one in code points."""
        text = self.lines[line - 1]
        if text.isascii():
            return offset
        return len(text.encode("utf-8", "surrogatepass")[:offset].decode("utf-8", "replace"))
