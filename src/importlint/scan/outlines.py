"""A module's tree without the bodies of its functions, each of which is parsed when somebody asks for it.

Most of what a file holds is never run while it is imported, and to parse it takes most of the time. What is wrong
inside the body of a function that nobody asks for stays unseen.
"""

import ast
import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final, NamedTuple

from importlint.cache.digest import digest
from importlint.cache.skeletons import Place, ReadSkeleton, Skeleton
from importlint.model.tree import Tree
from importlint.patterns import compiled
from importlint.scan.lexer import end_of_unusual
from importlint.scan.parser import NotPythonError, parse
from importlint.scan.source import decode
from importlint.scan.tokens import COMMENT, short_patterns

# A text, and a body, that takes less to parse than to leave something out of it: the expressions take 30 ms to compile.
_SMALL: Final = 8_000
_SHORT: Final = 80
_BLANK: Final = rf"[ \t\f]*+(?:{COMMENT})?+"


class Body(NamedTuple):
    """The body of a function: the text of its module, and where in it the lines of the body are; line: of the first."""

    text: str
    start: int
    end: int
    line: int

    def parse(self) -> list[ast.stmt]:
        """Return its statements, with the lines and columns that they have in the module; raises NotPythonError."""
        header = "\n" * (self.line - 2) + "if 1:\n"
        module = parse(header + self.text[self.start : self.end])
        (block,) = module.body
        return block.body if isinstance(block, ast.If) else []


# By the place of the function: line and column.
Bodies = dict[tuple[int, int], Body]


class Outline(NamedTuple):
    """The tree of a module, in which the bodies of some functions are only `...`."""

    module: ast.Module
    bodies: Bodies


def parse_outline(text: str) -> Outline:
    """Parse a module but for the bodies of its functions, as far as these are found; raises NotPythonError.

    Its line ends are all line feeds. A small one is parsed whole.
    """
    if len(text) < _SMALL:
        return Outline(parse(text), {})
    text = f"\n{text}"
    bodies: Bodies = {}
    pieces: list[str] = []
    position = counted = line = 0
    for function, start, end in _find_bodies(text, _SHORT):
        line += text.count("\n", counted, function)
        counted = function
        column = _column(text, function)
        bodies[line, column] = _body(text, function, start, end, line)
        pieces += text[position:start], " ...", "\n" * text.count("\n", start, end)
        position = end
    if bodies:
        try:
            return Outline(parse(f"{''.join(pieces)}{text[position:]}"[1:]), bodies)
        except NotPythonError:
            pass  # What is wrong, and where, the whole text tells.
    return Outline(parse(text[1:]), {})


def skeleton_of(text: str, places: Collection[Place], numbers: Collection[int] = ()) -> Skeleton:
    """Return what of a text counts for who calls some of its functions: those at some places or of some numbers.

    Its line ends are all line feeds. What is no function to be seen counts all the same.
    """
    text = f"\n{text}"
    called: list[int] = []
    gaps: list[tuple[int, int]] = []
    pieces: list[str] = []
    position = counted = line = 0
    for number, (function, start, end) in enumerate(_find_bodies(text)):
        line += text.count("\n", counted, start)
        counted = start
        if number in numbers or (line - text.count("\n", function, start), _column(text, function)) in places:
            called.append(number)
            continue
        gaps.append((line + 1, text.count("\n", start, end)))
        pieces += text[position:start], "\0"
        position = end
    pieces.append(text[position:])
    what = digest("".join(pieces).encode("utf-8", "surrogatepass"))
    return Skeleton(what, tuple(called), tuple(gaps), tuple(sorted(places)))


def skeletons_of(tree: Tree) -> ReadSkeleton:
    """Return what reads skeletons of a tree's files."""

    def read(path: str, places: Collection[Place], numbers: Collection[int]) -> Skeleton | None:
        try:
            source = decode(tree.read_program(path))
        except OSError:
            return None
        return skeleton_of(source.text, places, numbers) if source.problem is None else None

    return read


def _column(text: str, offset: int) -> int:
    return offset - text.rindex("\n", 0, offset) - 1


def _body(text: str, function: int, start: int, end: int, line: int) -> Body:
    """Return the lines of a body that is left out after an offset; line: that of its function."""
    first = text.index("\n", start)
    return Body(text, first + 1, end, line + text.count("\n", function, first + 1))


def _find_bodies(text: str, shortest: int = 0) -> Iterator[tuple[int, int, int]]:
    """Yield where functions begin, and where the lines of their bodies begin and end: those of inner ones left out."""
    position: int | None = 0
    while position is not None:
        position = _before().match(text, position).end()  # type: ignore[union-attr] # it matches nothing as well
        if position == len(text):
            return
        found = _function().match(text, position)
        if found is None:
            position = end_of_unusual(text, position) or None if text[position] != "\n" else position + 1
            continue
        end = _end_of_lines(text, found.end(), found["indent"])
        if end is not None and end - found.end("header") >= shortest:
            yield found.start("function"), found.end("function"), end
        position = end


def _end_of_lines(text: str, position: int, indent: str) -> int | None:
    """Return where lines that stand deeper end, of which a first part has been seen; None if that is not to be seen."""
    while position < len(text) and text[position] != "\n":
        after = end_of_unusual(text, position)
        inside = _lines(indent).match(text, after) if after else None
        if inside is None:
            return None
        position = inside.end()
    return position


@cache
def _before() -> re.Pattern[str]:
    """Return the pattern of what stands before a function."""
    return compiled(
        rf"(?:[^\n\"'#\\]++|{short_patterns().string}|{COMMENT}|\\[\s\S]|\n(?![ \t]*+(?:async[ \t]++)?+def\b))*+"
    )


@cache
def _function() -> re.Pattern[str]:
    """Return the pattern of a function whose body stands on lines of its own, up to what is unusual in these."""
    plain = rf"(?:[^\n:\"'#()\[\]{{}}\\]++|{_tokens()})*+"
    header = rf"\n(?P<indent>[ \t]*+)(?P<function>(?:async[ \t]++)?+def\b{plain}:){_BLANK}(?=\n)"
    return compiled(f"(?P<header>{header}){_deeper('(?P=indent)')}")


@cache
def _lines(indent: str) -> re.Pattern[str]:
    """Return the pattern of the rest of a line, and of lines that stand deeper."""
    return compiled(_content() + _deeper(indent))


def _deeper(indent: str) -> str:
    """Return the pattern of lines that stand deeper, blank ones and comments among them."""
    return rf"(?:(?:\n{_BLANK}(?=\n))*+\n{indent}[ \t]++(?![\n#]){_content()})*+"


@cache
def _content() -> str:
    return rf"(?:[^\n\"'#()\[\]{{}}\\]++|{_tokens()}|{COMMENT})*+"


@cache
def _tokens() -> str:
    string, bracket = short_patterns()
    return rf"{string}|{bracket}|\\\n"
