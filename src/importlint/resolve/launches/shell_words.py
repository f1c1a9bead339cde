"""Split shell text into words and operators, without running anything.

The grammar is that of POSIX (XCU 2.2 Quoting, 2.3 Token Recognition, 2.6 Word Expansions), as far as command lines in
project files use it.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from importlint.patterns import regex


class PartKind(StrEnum):
    """What a piece of a word is: text as it stands, a variable, the output of a command, or something not known."""

    TEXT = "text"
    VARIABLE = "variable"
    COMMAND = "command"
    UNKNOWN = "unknown"


class Part(NamedTuple):
    """A piece of a word.

    value: the text, the variable's name, or the command. modifier, other: `-` and `default` of `${NAME:-default}`,
    `+` and `instead` of `${NAME:+instead}`, else "".
    """

    kind: PartKind
    value: str
    modifier: str = ""
    other: str = ""


class Token(NamedTuple):
    """A word with its pieces, or an operator with none; `line` is counted from 0."""

    parts: tuple[Part, ...]
    operator: str
    line: int


_SPACE = regex(r"(?:[ \t\r\f]|\\\r?\n)+")
_OPERATOR = regex(r"\n|&&|\|\||;;|\|&|[;|()]|&(?!>)")
_REDIRECTION = regex(r"(?:\d*|&)(?:<<-?|<<<|>>|>\||[<>]&|<>|[<>])(?:[ \t]*(?:&?\d+|-)(?=[\s;&|)]|$))?")
_BARE = regex(r"""[^ \t\r\f\n\\"'$`;&|()<>]+""")
_PLAIN = regex(r"""[^"$`\\]+""")
_VARIABLE = regex(
    r"""\$(?:([A-Za-z_]\w*|[0-9@*\#?$!-])
    |\{([A-Za-z_]\w*|[0-9@])(?:\[0\])?(?::?([-+=])([^{}]*(?:\{[^{}]*\}[^{}]*)*))?\})""",
    re.VERBOSE,
)


@lru_cache(maxsize=64)
def split_words(text: str) -> tuple[Token, ...]:
    """Return the words and operators of a shell text; comments, redirections and here-documents are left out."""
    return tuple(_Splitter(text).tokens())


class _Splitter:
    """A position in a shell text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.ends: list[str] = []

    def tokens(self) -> Iterator[Token]:
        line = counted = 0
        while self.position < len(self.text):
            if self._skip(_SPACE):
                continue
            line += self.text.count("\n", counted, self.position)
            counted = self.position
            if self.text[self.position] == "#":
                self.position = self._end_of_line()
            elif self._redirection():
                continue
            elif operator := _OPERATOR.match(self.text, self.position):
                self.position = operator.end()
                if operator[0] == "\n":
                    self._here_documents()
                yield Token((), operator[0], line)
            else:
                yield Token(tuple(_joined(self._word())), "", line)

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self.text, self.position)
        if found is None:
            return False
        self.position = found.end()
        return True

    def _end_of_line(self) -> int:
        end = self.text.find("\n", self.position)
        return end if end >= 0 else len(self.text)

    def _redirection(self) -> bool:
        """Pass by a redirection and its target; note where a here-document ends."""
        found = _REDIRECTION.match(self.text, self.position)
        if found is None:
            return False
        self.position = found.end()
        if not found[0].rstrip()[-1].isdigit() and not found[0].endswith("&-"):
            self._skip(_SPACE)
            target = "".join(part.value for part in self._word())
            if found[0].strip().lstrip("0123456789") in {"<<", "<<-"}:
                self.ends.append(target)
        return True

    def _here_documents(self) -> None:
        for end in self.ends:
            while self.position < len(self.text):
                line = self.text[self.position : self._end_of_line()]
                self.position = min(self._end_of_line() + 1, len(self.text))
                if line.strip() == end:
                    break
        self.ends.clear()

    def _word(self) -> Iterator[Part]:
        while self.position < len(self.text):
            character = self.text[self.position]
            if bare := _BARE.match(self.text, self.position):
                self.position = bare.end()
                yield Part(PartKind.TEXT, bare[0])
            elif character == "\\":
                yield Part(PartKind.TEXT, self.text[self.position + 1 : self.position + 2].replace("\n", ""))
                self.position += 2
            elif character == "'":
                end = self.text.find("'", self.position + 1)
                end = end if end >= 0 else len(self.text)
                yield Part(PartKind.TEXT, self.text[self.position + 1 : end])
                self.position = end + 1
            elif character == '"':
                yield from self._quoted()
            elif character in "$`":
                yield self._expansion()
            else:
                return

    def _quoted(self) -> Iterator[Part]:
        self.position += 1
        yield Part(PartKind.TEXT, "")
        while self.position < len(self.text):
            character = self.text[self.position]
            if character == '"':
                self.position += 1
                return
            if character in "$`":
                yield self._expansion()
            elif character == "\\" and self.text[self.position + 1 : self.position + 2] in {*'$`"\\\n'}:
                yield Part(PartKind.TEXT, self.text[self.position + 1].replace("\n", ""))
                self.position += 2
            else:
                plain = _PLAIN.match(self.text, self.position)
                yield Part(PartKind.TEXT, plain[0] if plain is not None else character)
                self.position += len(plain[0]) if plain is not None else 1

    def _expansion(self) -> Part:
        """Read what begins with `$` or a backquote here."""
        if self.text[self.position] == "`":
            end = self.text.find("`", self.position + 1)
            end = end if end >= 0 else len(self.text)
            part = Part(PartKind.COMMAND, self.text[self.position + 1 : end])
            self.position = end + 1
            return part
        if self.text.startswith("$(", self.position):
            return self._substitution()
        found = _VARIABLE.match(self.text, self.position)
        if found is not None:
            self.position = found.end()
            return Part(PartKind.VARIABLE, found[1] or found[2], found[3] or "", found[4] or "")
        if self.text.startswith("${", self.position):
            end = self.text.find("}", self.position)
            self.position = end + 1 if end >= 0 else len(self.text)
            return Part(PartKind.UNKNOWN, "")
        self.position += 1
        return Part(PartKind.TEXT, "$")

    def _substitution(self) -> Part:
        """Read `$(...)`, whose quotes and parentheses may be nested."""
        inner = _Splitter(self.text)
        inner.position = start = self.position + 2
        depth, end = 1, len(self.text)
        for token in inner.tokens():
            depth += {"(": 1, ")": -1}.get(token.operator, 0)
            if not depth:
                end = inner.position - 1
                break
        self.position = min(end + 1, len(self.text))
        kind = PartKind.UNKNOWN if self.text.startswith("(", start) else PartKind.COMMAND
        return Part(kind, self.text[start:end])


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """Yield parts, neighbouring texts as one."""
    text: str | None = None
    for part in parts:
        if part.kind is PartKind.TEXT:
            text = (text or "") + part.value
            continue
        if text is not None:
            yield Part(PartKind.TEXT, text)
            text = None
        yield part
    if text is not None:
        yield Part(PartKind.TEXT, text)
