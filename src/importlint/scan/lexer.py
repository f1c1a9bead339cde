"""Find the lines of a text that bear on imports, without parsing the others.

One regular expression runs over strings, comments, brackets and plain lines in one go and stops at import statements
and at the headers of blocks. It knows no version of Python and cannot fail: what it does not understand it steps over.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from importlint.patterns import compiled, regex
from importlint.scan.nesting import end_of_nested
from importlint.scan.tokens import COMMENT, ESCAPED, short_patterns

IMPORTING = frozenset({"import", "from", "lazy"})

_SPACE = r"[ \t\f]*+"
_IMPORT = r"(?:import|from|lazy(?=[ \t\f\\]))\b"
_OPENING = (
    r"(?:i(?:mport|f)|f(?:rom|or|inally)|def|class|e(?:lif|lse|xcept)|t(?:ry|ype(?=[ \t]++[^\W\d]))|w(?:ith|hile)"
    r"|async|match|case|lazy(?=[ \t\f\\]))\b"
)
_INDENTATION = regex(_SPACE)
_STRING, _BRACKET = short_patterns()


class Keyword(NamedTuple):
    """A keyword that begins an import statement or a block.

    start, end: its offsets in the text. column: the indentation of its logical line, -1 if the keyword before it stands
    in the same line.
    """

    word: str
    start: int
    end: int
    column: int


class LogicalLine(NamedTuple):
    """A line as the parser counts them, with its offsets; it ends before its line feed.

    comments: the offsets of the comments in it.
    """

    start: int
    end: int
    comments: tuple[tuple[int, int], ...]


class Odd(NamedTuple):
    """Something that valid code does not hold: a bracket or string that is not closed, or nested very deep."""

    start: int
    end: int


def find_keywords(text: str) -> Iterator[Keyword | Odd]:
    """Yield the keywords that begin import statements and blocks; `text` begins with a line feed."""
    position = 0
    while keyword := next_keyword(text, position):
        yield keyword
        position = keyword.end


def next_keyword(text: str, start: int) -> Keyword | Odd | None:
    """Return the first keyword from an offset on at which no string, bracket or comment is under way."""
    position = start
    match = _step().match
    while step := match(text, position):
        kind = step.lastindex
        if kind == 2:
            return Keyword(step[2], step.start(2), step.end(), width(step[1]))
        if kind == 3:
            line_start = _line_start(text, start, step.start(3))
            column = -1 if line_start < 0 else indentation_at(text, line_start)
            return Keyword(step[3], step.start(3), step.end(), column)
        if kind is None:
            break
        position = end_of_unusual(text, step.start(4))
        if not position:
            return Odd(step.start(4), step.end())
    return None


def indentation_at(text: str, line_start: int) -> int:
    """Measure the indentation of the line that begins at an offset."""
    match = _INDENTATION.match(text, line_start)
    return width(match[0]) if match else 0


def width(indentation: str) -> int:
    """Measure white space as CPython does: tabs go to multiples of eight, a form feed starts anew."""
    if "\t" in indentation or "\f" in indentation:
        return len(indentation.rpartition("\f")[2].expandtabs(8))
    return len(indentation)


def end_of_unusual(text: str, start: int) -> int:
    """Return where a string or bracket ends that the short patterns do not fit, 0 where there is none."""
    return end_of_nested(text, start) if text[start] in "([{\"'" else 0


def logical_lines(text: str) -> Iterator[LogicalLine]:
    """Yield all logical lines; a bracket that is never closed does not join any."""
    start = position = 0
    comments: list[tuple[int, int]] = []
    while position <= len(text):
        part = _line_part().search(text, position)
        if part is None or part.lastgroup == "line_end":
            end = part.start() if part else len(text)
            yield LogicalLine(start, end, tuple(comments))
            start = position = end + 1
            comments = []
            continue
        position = part.end()
        if part.lastgroup == "comment":
            comments.append(part.span())
        elif part.lastgroup == "open":
            position = end_of_unusual(text, part.start()) or position
        if part.lastgroup in ("bracket", "open"):
            inner = _line_part_in_bracket().finditer(text, part.start(), position)
            comments.extend(match.span() for match in inner if match.lastgroup)


@cache
def _step() -> re.Pattern[str]:
    """Return what steps over all that does not begin a statement of interest; it takes 10 ms to compile."""
    return compiled(
        rf"(?:[^\n\"'#()\[\]{{}}:;\\]++|\n(?!{_SPACE}{_OPENING})|[:;](?!{_SPACE}{_IMPORT})|{_STRING}|{COMMENT}"
        rf"|{_BRACKET}|{ESCAPED})*+(?:\n({_SPACE})({_OPENING})|[:;]{_SPACE}({_IMPORT})|([\s\S])|\Z)"
    )


@cache
def _line_part() -> re.Pattern[str]:
    return compiled(
        rf"{_STRING}|(?P<comment>{COMMENT})|(?P<bracket>{_BRACKET})|{ESCAPED}|(?P<line_end>\n)|(?P<open>[(\[{{])"
    )


@cache
def _line_part_in_bracket() -> re.Pattern[str]:
    return compiled(rf"{_STRING}|(?P<comment>{COMMENT})|{ESCAPED}")


def _line_start(text: str, after: int, before: int) -> int:
    """Return where the last logical line begins that begins between two offsets, -1 if none does."""
    ends = [part.end() for part in _line_part().finditer(text, after, before) if part.lastgroup == "line_end"]
    return ends[-1] if ends else -1
