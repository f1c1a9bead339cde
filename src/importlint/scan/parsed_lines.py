"""Single logical lines of a text as syntax trees, each parsed alone."""

import ast
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from importlint.patterns import compiled, regex
from importlint.scan.blocks import Block, Blocks
from importlint.scan.gather import Standing
from importlint.scan.lexer import Keyword, end_of_unusual, find_keywords, indentation_at, width
from importlint.scan.parser import NotPythonError, parse
from importlint.scan.places import TOP, Place
from importlint.scan.positions import Positions
from importlint.scan.tokens import COMMENT, ESCAPED, short_patterns
from importlint.scan.walk import statements

_BEGINNING = regex(r"([ \t\f]*+)(@|#|\w*+)")
# What must stand around a line, or before it, so that it can be parsed alone.
_AROUND = {"case": "match 1:"}
_FIRST_PARTS = {"elif": "if 1: pass", "else": "if 1: pass", "except": "try: pass", "finally": "try: pass"}


class _Line(NamedTuple):
    """A logical line: its offsets, without the line feed, and the number of its first physical line."""

    start: int
    end: int
    number: int


class ParsedLines:
    """The logical lines of a text.

    certain: what was asked of it so far is what the parser would say of the whole text, provided that it is sound.
    """

    def __init__(self, text: str, positions: Positions, *, decorated: bool = False) -> None:
        """Take a text and its positions; decorated: a definition counts as one line with decorators and body."""
        self.certain = True
        self._text = text
        self._positions = positions
        self._decorated = decorated

    def statements_at(self, offsets: Iterable[int]) -> Iterator[Standing]:
        """Yield the statements of the lines that hold some offsets, which must not decrease."""
        lines = list(self._lines_at(offsets))
        for line, place in zip(lines, self._places([line.start for line in lines]), strict=True):
            indentation, word = self._beginning(line.start)
            module = self._parse(line)
            if word in _FIRST_PARTS:
                if _is_bare(module) and "__main__" not in self._text[line.start : line.end]:
                    continue
                # The place of what follows `else:` in its line, or of a call in `elif`, depends on what comes before.
                self.certain = False
            if indentation or (word == "@" and not self._decorated):
                module.body = [inner for outer in module.body for inner in _inside(outer)]
            yield from statements(module, self._positions, place)

    def nodes_with(self, name: str) -> Iterator[ast.AST]:
        """Yield the nodes of the lines in which a name may be bound: it is not called or an attribute there."""
        pattern = rf"(?<![\w.]){re.escape(name)}(?![\w.(\[])"
        if not self._text.isascii():
            # The same name may be written with other letters (PEP 3131).
            pattern += r"|[^\W\x00-\x7f]"
        offsets = (match.start() for match in re.finditer(pattern, self._text))
        for line in self._lines_at(offsets):
            yield from ast.walk(self._parse(line))

    def _lines_at(self, offsets: Iterable[int]) -> Iterator[_Line]:
        """Yield the lines that hold some offsets, but for comments, which may stand in any column."""
        start, end, number = 0, -1, 1
        for offset in offsets:
            if offset <= end:
                continue
            while end < offset:
                before = start
                whole = _whole_lines().match(self._text, end + 1, offset)
                start = whole.end() if whole else end + 1
                end = self._end_of_definition(start) if self._decorated else self._end_of_line(start)
                number += self._text.count("\n", before, start)
            line = _Line(start, end, number)
            if self._beginning(line.start)[1] != "#":
                yield line

    def _end_of_definition(self, start: int) -> int:
        """Return where the definition ends whose first decorator begins a line, or the line if none does."""
        end = self._end_of_line(start)
        indentation, word = self._beginning(start)
        column, in_body = width(indentation), False
        next_start = end + 1
        while word == "@" and next_start < len(self._text):
            inner, first = self._beginning(next_start)
            line_end = self._end_of_line(next_start)
            if first != "#" and self._text[next_start:line_end].strip():
                if in_body and width(inner) <= column:
                    break
                in_body = in_body or first != "@"
                end = line_end
            next_start = line_end + 1
        return end

    def _end_of_line(self, start: int) -> int:
        position = start
        while True:
            rest = _rest_of_line().match(self._text, position)
            position = rest.end() if rest else position
            if position >= len(self._text) or self._text[position] == "\n":
                return position
            position = end_of_unusual(self._text, position) or position + 1

    def _places(self, starts: Sequence[int]) -> list[Place]:
        """Return where the lines that begin at some offsets stand."""
        if not any(self._text[start : start + 1].isspace() for start in starts):
            return [TOP] * len(starts)
        text = "\n" + self._text
        blocks = Blocks(text)
        around: list[Block | None] = []
        waiting = deque(start + 1 for start in starts)
        for keyword in find_keywords(text):
            while waiting and waiting[0] <= keyword.start:
                around.append(blocks.around(indentation_at(text, waiting.popleft())))
            if not waiting and not blocks.in_try():
                break
            if isinstance(keyword, Keyword):
                blocks.follow(keyword)
        around += [blocks.around(indentation_at(text, start)) for start in waiting]
        places = [blocks.place(block) for block in around]
        self.certain = self.certain and blocks.certain
        return places

    def _beginning(self, start: int) -> tuple[str, str]:
        """Return the indentation of the line at an offset, and the word or the sign that it begins with."""
        match = _BEGINNING.match(self._text, start)
        return (match[1], match[2]) if match else ("", "")

    def _parse(self, line: _Line) -> ast.Module:
        """Parse a line of any depth; a header gets an empty block, and a decorator is an expression."""
        written = self._text[line.start : line.end]
        indentation, word = self._beginning(line.start)
        if word == "@" and not self._decorated:
            written = written.replace("@", " ", 1)
            indentation += " "
        before = f"{_AROUND.get(word, 'if 1:')}\n" if indentation else ""
        before += f"{indentation}{_FIRST_PARTS[word]}\n" if word in _FIRST_PARTS else ""
        for after in ("", f"\n{indentation} pass"):
            try:
                module = parse(before + written + after)
            except NotPythonError:
                continue
            ast.increment_lineno(module, line.number - 1 - before.count("\n"))
            return module
        self.certain = False
        return ast.Module(body=[], type_ignores=[])


def _is_bare(module: ast.Module) -> bool:
    """Return whether a part of a statement holds no other statement and no call, and so no fact."""
    held = (node for node in ast.walk(module) if isinstance(node, ast.stmt | ast.Call))
    return all(isinstance(node, ast.If | ast.Try | ast.TryStar | ast.Pass) for node in held)


def _inside(outer: ast.stmt) -> list[ast.stmt]:
    """Return the statements in what was put around a line."""
    match outer:
        case ast.If(body=body) | ast.Match(cases=[ast.match_case(body=body)]):
            return body
    return []


@cache
def _rest_of_line() -> re.Pattern[str]:
    return compiled(_tokens())


@cache
def _whole_lines() -> re.Pattern[str]:
    return compiled(rf"(?:{_tokens()}\n)*+")


def _tokens() -> str:
    string, bracket = short_patterns()
    return rf"(?:[^\n\"'#()\[\]{{}}\\]++|{string}|{COMMENT}|{bracket}|{ESCAPED})*+"
