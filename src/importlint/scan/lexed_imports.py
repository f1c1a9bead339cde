"""Import statements with their context, read without a parser."""

from typing import NamedTuple

from importlint.model.facts import Alias, ImportStatement
from importlint.model.location import Span
from importlint.scan.blocks import Block, Blocks
from importlint.scan.import_text import ImportText, match_import
from importlint.scan.lexer import IMPORTING, Keyword, find_keywords


class LexedImports(NamedTuple):
    """What the lexer makes of a text.

    certain: a parser would say the same, provided that the text is valid Python.
    """

    imports: tuple[ImportStatement, ...]
    certain: bool


def lex_imports(text: str) -> LexedImports:
    """Find the import statements of any text, valid or not."""
    last = text.rfind("import") + 1
    text = "\n" + text
    blocks = Blocks(text)
    found: list[tuple[ImportText, Block | None]] = []
    certain = True
    for keyword in find_keywords(text):
        if keyword.start > last and not blocks.in_try():
            break
        if not isinstance(keyword, Keyword):
            certain = False
            continue
        blocks.follow(keyword)
        if keyword.word in IMPORTING:
            statement = match_import(text, keyword.start)
            if statement:
                found.append((statement, blocks.innermost))
            certain = certain and (statement.complete if statement else keyword.word == "lazy")
    positions = _Positions(text)
    imports = tuple(_fact(statement, block, blocks, positions) for statement, block in found)
    return LexedImports(imports, certain and blocks.certain)


def _fact(statement: ImportText, block: Block | None, blocks: Blocks, positions: "_Positions") -> ImportStatement:
    line, column = positions.at(statement.start)
    if positions.is_in_line(statement.end):
        left = column - statement.start
        names = tuple(
            [
                Alias(name, asname, Span(line, start + left, line, end + left))
                for name, asname, start, end in statement.names
            ]
        )
        span = Span(line, column, line, statement.end + left)
    else:
        names = tuple(
            Alias(name, asname, Span(*positions.at(start), *positions.at(end)))
            for name, asname, start, end in statement.names
        )
        span = Span(line, column, *positions.at(statement.end))
    context = blocks.place(block).context
    return ImportStatement(span, statement.is_from, statement.module, statement.level, names, statement.lazy, context)


class _Positions:
    """Turns offsets, which must not decrease, into lines and columns; the text begins with a line feed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line = self._offset = self._line_start = 0

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset."""
        ends = self._text.count("\n", self._offset, offset)
        if ends:
            self._line += ends
            self._line_start = self._text.rfind("\n", 0, offset) + 1
        self._offset = offset
        return self._line, offset - self._line_start + 1

    def is_in_line(self, offset: int) -> bool:
        """Return whether an offset is in the line of the last one."""
        return "\n" not in self._text[self._offset : offset]
