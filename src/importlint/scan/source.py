"""Bytes to text, as CPython decodes source (PEP 263; Lib/tokenize.py, detect_encoding; Parser/tokenizer.c)."""

import codecs
import re
from typing import NamedTuple

from importlint.model.facts import Problem
from importlint.model.location import Span
from importlint.patterns import regex

_FIRST_LINES = regex(rb"([^\r\n]*)(?:\r\n?|\n)?([^\r\n]*)")
_COOKIE = regex(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = regex(rb"[ \t\f]*(?:#.*)?\Z")
# Their decoders take quadratic time, or a cookie in ASCII contradicts them.
_REFUSED = frozenset({"idna", "punycode", "utf-16", "utf-16-be", "utf-16-le", "utf-32", "utf-32-be", "utf-32-le"})


class Source(NamedTuple):
    r"""The text of a file: every line end a "\n", no byte order mark, no null character.

    problem: why CPython would not decode it; the text is then as near as one can get.
    """

    text: str
    problem: Problem | None = None


def decode(data: bytes) -> Source:
    """Decode a source file; never raises."""
    content = data.removeprefix(codecs.BOM_UTF8)
    cookie = _find_cookie(content)
    if cookie in ("", "utf-8"):
        text, problem = _decode_as(content, "utf-8")
    elif content is not data:
        text, problem = _roughly(content), _problem(1, f"encoding problem: {cookie} with BOM")
    else:
        text, problem = _decode_as(content, cookie)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problem = problem or _problem(line, "source code string cannot contain null bytes")
        text = text.replace("\0", " ")
    return Source(text, problem)


def _find_cookie(data: bytes) -> str:
    """Return the declared encoding, normalized as CPython does (get_normal_name), "" if none is declared."""
    match = _FIRST_LINES.match(data)
    for line in match.groups() if match else ():
        cookie = _COOKIE.match(line)
        if cookie:
            return _normalize(cookie[1].decode())
        if not _BLANK.match(line):
            break
    return ""


def _normalize(name: str) -> str:
    start = name[:12].lower().replace("_", "-")
    for known in ("utf-8", "latin-1", "iso-8859-1", "iso-latin-1"):
        if start == known or start.startswith(known + "-"):
            return "utf-8" if known == "utf-8" else "iso-8859-1"
    return name


def _decode_as(data: bytes, encoding: str) -> tuple[str, Problem | None]:
    try:
        known = codecs.lookup(encoding).name
        text = data.decode("undefined" if known in _REFUSED else known)
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n?|\n", data[: error.start])) + 1
        what = f"'{encoding}' codec can't decode byte 0x{data[error.start]:02x}: {error.reason}"
        return _roughly(data, encoding), _problem(line, what)
    except (LookupError, ValueError):
        return _roughly(data), _problem(1, f"unknown encoding: {encoding}")
    if encoding != "utf-8":
        # Some codecs can make lone surrogates, which no report could hold.
        text = text.encode("utf-8", "replace").decode()
    return text, None


def _roughly(data: bytes, encoding: str = "utf-8") -> str:
    """Decode what is not valid, so that the imports in it can still be read."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    return data.decode(encoding, "replace")


def _problem(line: int, message: str) -> Problem:
    return Problem(Span(line, 1, line, 1), message)
