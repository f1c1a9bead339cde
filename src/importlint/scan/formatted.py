"""The inside of f-strings and t-strings (PEP 498, PEP 701, PEP 750)."""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from importlint.patterns import regex
from importlint.scan.nesting import outside
from importlint.scan.tokens import COMMENT, ESCAPED

_ESCAPE = regex(r"\\(?:N\{[^{}\n]*\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|[\s\S])")
_NEXT_SPECIAL = regex(r"[{}\\]")
_CONVERSION = regex(r"!\s*(\w*)\s*")
_DEBUG = regex(r"=(?:\s|#[^\n]*)*(?=[!:}])")
_EXPRESSION_TOKEN = regex(
    rf"[=!<>]=|{COMMENT}|{ESCAPED}|(?P<nested>[(\[{{\"'])|(?P<end>[)\]}}!:]|=(?=(?:\s|#[^\n]*)*[!:}}]))"
)


class Literal(NamedTuple):
    """Text between fields, with its escapes undone."""

    value: str


class Field(NamedTuple):
    """A replacement field.

    start, end: offsets of its expression. conversion: as in `ast.FormattedValue`. specification: after its colon.
    """

    start: int
    end: int
    conversion: int
    specification: "tuple[Part, ...] | None"


Part = Literal | Field


def parts_of(text: str, start: int, end: int) -> tuple[Part, ...]:
    """Take a string apart that stands between two offsets, with its prefix and quotation marks."""
    quoted = re.compile(r"(\w*)(\"{3}|'{3}|\"|')").match(text, start, end)
    if not quoted:
        return ()
    prefix = quoted[1].lower()
    if "f" not in prefix and "t" not in prefix:
        return (Literal(str(ast.literal_eval(text[start:end]))),)
    reader = _Reader(text, quoted.end(), end - len(quoted[2]), raw="r" in prefix)
    return tuple(reader.parts(nested=False))


def fields_of(parts: tuple[Part, ...]) -> Iterator[Field]:
    """Yield the fields among parts, those inside specifications too, in the order of the text."""
    for part in parts:
        if isinstance(part, Field):
            yield part
            yield from fields_of(part.specification or ())


class _Reader:
    """Reads parts from left to right."""

    def __init__(self, text: str, start: int, stop: int, *, raw: bool) -> None:
        self._text, self._position, self._stop, self._raw = text, start, stop, raw

    def parts(self, *, nested: bool) -> Iterator[Part]:
        """Yield the parts up to the end or, inside a field, up to its closing brace."""
        literal = self._position
        while self._position < self._stop:
            special = _NEXT_SPECIAL.search(self._text, self._position, self._stop)
            if not special:
                self._position = self._stop
                break
            self._position = special.start()
            two = self._text[self._position : self._position + 2]
            if special[0] == "\\":
                self._skip_escape()
            elif two in ("{{", "}}") and not nested:
                self._position += 2
            elif special[0] == "{":
                yield from self._literal(literal)
                yield from self._field()
                literal = self._position
            elif nested:
                break
            else:
                self._position += 1
        yield from self._literal(literal)

    def _skip_escape(self) -> None:
        escape = None if self._raw else _ESCAPE.match(self._text, self._position)
        brace = self._text[self._position + 1 : self._position + 2] in ("{", "}")
        self._position = escape.end() if escape and not brace else self._position + 1

    def _literal(self, start: int) -> Iterator[Literal]:
        source = self._text[start : self._position].replace("{{", "{").replace("}}", "}")
        if source:
            yield Literal(source if self._raw else _ESCAPE.sub(_unescape, source))

    def _field(self) -> Iterator[Part]:
        start = self._position + 1
        end = self._position = _expression_end(self._text, start, self._stop)
        debug = _DEBUG.match(self._text, self._position)
        conversion = -1
        if debug:
            self._position = debug.end()
            yield Literal(self._text[start : self._position])
        named = _CONVERSION.match(self._text, self._position)
        if named:
            self._position = named.end()
            conversion = ord(named[1][:1] or "s")
        specification = None
        if self._text.startswith(":", self._position):
            self._position += 1
            specification = tuple(self.parts(nested=True))
        elif debug and not named:
            conversion = ord("r")
        self._position += 1
        yield Field(start, end, conversion, specification)


def _unescape(escape: re.Match[str]) -> str:
    try:
        return str(ast.literal_eval(f"'{escape[0]}'"))
    except (SyntaxError, ValueError):
        return escape[0]


def _expression_end(text: str, start: int, stop: int) -> int:
    """Return where the expression of a field ends that begins at an offset."""
    ends = (token.start() for token in outside(_EXPRESSION_TOKEN, text, start, stop) if token.lastgroup == "end")
    return next(ends, stop)
