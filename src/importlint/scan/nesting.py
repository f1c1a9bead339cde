"""Where a string or a bracket ends that the short patterns do not fit: nested deep, or with newer fields in it.

The fields are those of f-strings and t-strings that may hold any expression (PEP 701, PEP 750).
"""

import re
from collections.abc import Iterator
from functools import cache

from importlint.patterns import compiled, regex
from importlint.scan.tokens import COMMENT, ESCAPED, short_patterns

# What is nested deeper counts as not closed, so that no text takes long.
_DEEPEST_BRACKET = 30
_DEEPEST_STRING = 6
_FORMATTED = regex(r"(?<!\w)(?:[fFtT][rR]?|[rR][fFtT])\Z")


def end_of_nested(text: str, start: int, depth: int = _DEEPEST_STRING) -> int:
    """Return where the string or bracket ends that begins at an offset, 0 if it is not closed."""
    if text[start] not in "\"'":
        return _end_of_bracket(text, start, depth)
    match = _short_string().match(text, start)
    if match:
        return match.end()
    if depth == 0 or not _FORMATTED.search(text, max(start - 3, 0), start):
        return 0
    mark = text[start] * (3 if text.startswith(text[start] * 3, start) else 1)
    return _end_of_literal(text, start + len(mark), mark, mark, depth)


def outside(pattern: re.Pattern[str], text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """Yield what a pattern finds, stepping over the strings and brackets that begin at its group `nested`."""
    position = start
    while found := pattern.search(text, position, stop):
        position = found.end()
        if found.lastgroup == "nested":
            position = end_of_nested(text, found.start("nested")) or position
        else:
            yield found


def _end_of_bracket(text: str, start: int, depth: int) -> int:
    position, opened = start, 0
    while token := _in_bracket().match(text, position):
        position = token.end()
        match token[1]:
            case "(" | "[" | "{" if opened < _DEEPEST_BRACKET:
                opened += 1
            case ")" | "]" | "}":
                opened -= 1
                if opened == 0:
                    return position
            case '"' | "'":
                position = end_of_nested(text, position - 1, depth)
                if not position:
                    return 0
            case _:
                return 0
    return 0


def _end_of_literal(text: str, start: int, mark: str, end: str, depth: int) -> int:
    """Return where a text with fields ends, which begins at an offset; its last characters are `end`.

    That is the quotation mark of the string or, in the specification of a field, a brace.
    """
    position = start
    while token := _in_literal(mark, end).match(text, position):
        position = token.start(1)
        if text.startswith(end, position):
            return position + len(end)
        position = _end_of_field(text, position + 1, mark, depth) if token[1] == "{" else 0
        if not position:
            return 0
    return 0


def _end_of_field(text: str, start: int, mark: str, depth: int) -> int:
    """Return where a replacement field ends whose expression begins at an offset."""
    position = start
    while token := _in_field().match(text, position):
        position = token.end()
        match token[1]:
            case "}":
                return position
            case ":":
                return _end_of_literal(text, position, mark, "}", depth - 1) if depth else 0
            case "(" | "[" | "{" | '"' | "'":
                position = end_of_nested(text, position - 1, depth - 1) if depth else 0
                if not position:
                    return 0
            case _:
                return 0
    return 0


@cache
def _short_string() -> re.Pattern[str]:
    return compiled(short_patterns().string)


@cache
def _in_bracket() -> re.Pattern[str]:
    """Return what steps over all but brackets, and stops after one or after what it does not fit."""
    inner = rf"[^()\[\]{{}}\"'#\\]++|{short_patterns().string}|{COMMENT}|{ESCAPED}"
    return compiled(rf"(?:{inner})*+([\s\S])")


@cache
def _in_field() -> re.Pattern[str]:
    return compiled(rf"(?:[^()\[\]{{}}\"'#\\:]++|{COMMENT}|{ESCAPED})*+([\s\S])")


@cache
def _in_literal(mark: str, end: str) -> re.Pattern[str]:
    quote = mark[0]
    plain = rf"[^{quote}\\{{}}]++|{quote}(?!{quote}{quote})" if len(mark) == 3 else rf"[^{quote}\\\n{{}}]++"
    braces = r"|\{\{|\}\}" if end == mark else ""
    return compiled(rf"(?:{plain}|\\(?:[^{{}}]|(?=[{{}}])){braces})*+([\s\S])")
