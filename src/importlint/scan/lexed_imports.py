"""Import statements with their context, read without a parser."""

from typing import NamedTuple

from importlint.model.facts import Alias, ImportStatement
from importlint.model.location import Span
from importlint.scan.blocks import Block, Blocks
from importlint.scan.import_text import ImportText, match_import
from importlint.scan.lexer import IMPORTING, Keyword, next_keyword
from importlint.scan.simple_imports import simple_imports


class LexedImports(NamedTuple):
    """What the lexer makes of a text.

    certain: a parser would say the same, provided that the text is valid Python.
    """

    imports: tuple[ImportStatement, ...]
    certain: bool


def lex_imports(text: str) -> LexedImports:
    """Find the import statements of any text, valid or not."""
    last = text.rfind("import") + 1
    if not last:
        return LexedImports((), certain=True)
    text = "\n" + text
    blocks, positions = Blocks(text), _Positions(text)
    found: list[tuple[ImportStatement, Block | None]] = []
    certain, position = True, 0
    while keyword := next_keyword(text, position):
        position = keyword.end
        if keyword.start > last and not blocks.in_try():
            break
        if not isinstance(keyword, Keyword):
            certain = False
            continue
        blocks.follow(keyword)
        if keyword.word in IMPORTING:
            statements, end = simple_imports(text, keyword.start, *positions.at(keyword.start))
            position = max(position, end)
            if not statements:
                written = match_import(text, keyword.start)
                certain = certain and (written.complete if written else keyword.word == "lazy")
                if written is None:
                    continue
                statements = [_fact(written, positions)]
            found += [(statement, blocks.innermost) for statement in statements]
    imports = tuple([_in_context(statement, block, blocks) for statement, block in found])
    return LexedImports(imports, certain and blocks.certain)


def _fact(statement: ImportText, positions: "_Positions") -> ImportStatement:
    place = positions.at(statement.start)
    names = tuple(
        Alias(name, asname, Span(*positions.at(start), *positions.at(end)))
        for name, asname, start, end in statement.names
    )
    span = Span(*place, *positions.at(statement.end))
    return ImportStatement(span, statement.is_from, statement.module, statement.level, names, statement.lazy)


def _in_context(statement: ImportStatement, block: Block | None, blocks: Blocks) -> ImportStatement:
    """Say where a statement stands, which is known only once the handlers below it are."""
    return statement if block is None else statement._replace(context=blocks.place(block).context)


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
