"""Rewrite the expressions that Python 3.12 and later added, so that Python 3.11 parses them.

They are PEP 701 and PEP 750 (any expression in an f-string, t-strings) and PEP 798 (unpacking in comprehensions). A
string becomes a tuple of the expressions in it, and the tree gets the string back.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import Any

from importlint.patterns import compiled, regex
from importlint.scan.formatted import Field, Literal, Part, fields_of, parts_of
from importlint.scan.nesting import end_of_nested
from importlint.scan.rewriting import Lines, Repair, Rewrite, blank
from importlint.scan.tokens import COMMENT, ESCAPED, short_patterns

_WORTH_A_LOOK = regex(r"""(?<!\w)(?:[fFtT][rR]?|[rR][fFtT])["']|[(\[{]\s*\*""")
# A comment in a field, white space after a conversion, or (Python 3.12.1 stumbles over it) `=` in a specification.
_ONLY_NEWER = regex(r"#|!\w\s+[:}]|:[^{}]*\{[^{}]*=\s*\}")
# By the number of stars.
_NO_UNPACKING = {
    1: "iterable unpacking cannot be used in comprehension",
    2: "dict unpacking cannot be used in dict comprehension",
}
_PREFIXES = frozenset({"", "r", "u", "f", "t", "fr", "rf", "tr", "rt"})
_TOKEN = regex(
    rf"(?P<prefix>(?:(?<!\w)[A-Za-z]{{1,2}}+(?=[\"']))?+)(?P<quote>[\"'])|(?P<space>[ \t\f]++|{COMMENT}|{ESCAPED})"
    r"|(?P<line_end>\n)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<star>\*\*?)|(?P<other>\w++|[\s\S])"
)


def rewrite_expressions(text: str) -> Iterator[Rewrite]:
    """Yield what makes the expressions of a text readable for Python 3.11."""
    if _WORTH_A_LOOK.search(text):
        yield from _Expressions(text).rewrites(0, len(text))


class _Bracket:
    """An open bracket: where it is, and the star that its first element begins with."""

    __slots__ = ("is_empty", "offset", "star")

    def __init__(self, offset: int) -> None:
        self.offset = offset
        self.is_empty = True
        self.star: tuple[int, int] | None = None


class _Expressions:
    """A walk over the tokens of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)

    def rewrites(self, start: int, stop: int, *, in_field: bool = False) -> Iterator[Rewrite]:
        """Yield the rewrites between two offsets."""
        strings: list[tuple[int, int]] = []
        brackets: list[_Bracket] = []
        position = start
        while token := _TOKEN.match(self._text, position, stop):
            kind, position = token.lastgroup, token.end()
            end = end_of_nested(self._text, token.start("quote")) if kind == "quote" else 0
            position = end or position
            if end and token["prefix"].lower() in _PREFIXES:
                strings.append((token.start(), end))
            elif kind != "space" and not (kind == "line_end" and (brackets or in_field)):
                yield from self._concatenated(strings)
                strings = []
                yield from self._unpacking(token, brackets)
        yield from self._concatenated(strings)

    def _concatenated(self, strings: Sequence[tuple[int, int]]) -> Iterator[Rewrite]:
        """Rewrite strings that stand side by side, if one of them is newer."""
        if not any(_is_newer(self._text[start:end]) for start, end in strings):
            return
        parts = tuple(part for start, end in strings for part in parts_of(self._text, start, end))
        gap_start, stop = strings[0][0], strings[-1][1]
        repair = Repair(gap_start, ast.Tuple, partial(_as_string, parts=parts, lines=self._lines))
        is_template = any("t" in _prefix(self._text[start:end]) for start, end in strings)
        since, complaint = ((3, 14), "invalid syntax") if is_template else ((3, 12), "f-string: expecting '}'")
        newer = partial(Rewrite, repairs=(repair,), since=since, complaint=complaint)
        first = "("
        for field in fields_of(parts):
            yield newer(gap_start, field.start, first + blank(self._text[gap_start : field.start])[1:])
            yield from self.rewrites(field.start, field.end, in_field=True)
            gap_start, first = field.end, ","
        yield newer(gap_start, stop, first + blank(self._text[gap_start:stop])[1:-1] + ")")

    def _unpacking(self, token: re.Match[str], brackets: list[_Bracket]) -> Iterator[Rewrite]:
        """Follow brackets, and take off the star of an element that a comprehension unpacks."""
        bracket = brackets[-1] if brackets else None
        if token.lastgroup == "open":
            brackets.append(_Bracket(token.start()))
        elif token.lastgroup == "close" and brackets:
            brackets.pop()
        elif bracket and token.lastgroup == "star" and bracket.is_empty:
            bracket.star = token.span()
        elif bracket and token[0] == ",":
            bracket.star = None
        elif bracket and bracket.star and token[0] == "for":
            start, end = bracket.star
            bracket.star = None
            complaint = _NO_UNPACKING[end - start]
            repairs = tuple(_starred(bracket.offset))
            yield Rewrite(start, end, " " * (end - start), repairs, since=(3, 15), complaint=complaint)
        if bracket:
            bracket.is_empty = False


def _starred(offset: int) -> Iterator[Repair]:
    for node_type in (ast.ListComp, ast.SetComp, ast.GeneratorExp):
        yield Repair(offset, node_type, _star_element)


def _star_element(node: Any) -> ast.AST:
    node.elt = ast.copy_location(ast.Starred(value=node.elt, ctx=ast.Load()), node.elt)
    return node  # type: ignore[no-any-return]


def _as_string(node: Any, parts: tuple[Part, ...], lines: Lines) -> ast.AST:
    """Make the string of a tuple of the expressions in it."""
    elements = list(node.elts)
    return ast.copy_location(ast.JoinedStr(values=_values(parts, elements, lines, node)), node)


def _values(parts: Sequence[Part], elements: list[ast.expr], lines: Lines, place: ast.expr) -> list[ast.expr]:
    values: list[ast.expr] = []
    for part in parts:
        if isinstance(part, Literal):
            last = values[-1] if values else None
            if isinstance(last, ast.Constant) and isinstance(last.value, str):
                last.value += part.value
            else:
                values.append(ast.copy_location(ast.Constant(part.value), place))
            continue
        value = _take(elements, lines.point(part.end), place)
        specification = None
        if part.specification is not None:
            inner = _values(part.specification, elements, lines, place)
            specification = ast.copy_location(ast.JoinedStr(values=inner), place)
        values.append(
            ast.copy_location(
                ast.FormattedValue(value=value, conversion=part.conversion, format_spec=specification), value
            )
        )
    return values


def _take(elements: list[ast.expr], end: tuple[int, int], place: ast.expr) -> ast.expr:
    """Take the elements off that stand before a point; several are the elements of one tuple."""
    taken = []
    while elements and (elements[0].lineno, elements[0].col_offset) < end:
        taken.append(elements.pop(0))
    return taken[0] if len(taken) == 1 else ast.copy_location(ast.Tuple(elts=taken, ctx=ast.Load()), place)


def _is_newer(source: str) -> bool:
    """Return whether Python 3.11 would not read a string, prefix included, as newer versions do."""
    prefix = _prefix(source)
    if "f" not in prefix:
        return "t" in prefix
    match = _older_string().match(source, len(prefix))
    is_older = match is not None and match.end() == len(source) and not _ONLY_NEWER.search(source)
    return not is_older or _nests_fields(parts_of(source, 0, len(source)))


def _prefix(source: str) -> str:
    return re.split("[\"']", source, maxsplit=1)[0].lower()


def _nests_fields(parts: Sequence[Part]) -> bool:
    """Return whether a specification holds a field whose specification holds one."""
    inner = [part for field in fields_of(tuple(parts)) for part in field.specification or ()]
    return any(isinstance(part, Field) and any(fields_of(part.specification or ())) for part in inner)


@cache
def _older_string() -> re.Pattern[str]:
    return compiled(short_patterns().string)
