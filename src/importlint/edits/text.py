"""Edits of the bytes of a text file, which keeps its encoding, byte order mark and line ends."""

from collections import Counter
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import pairwise
from tokenize import detect_encoding

from importlint.errors import FixError
from importlint.model.fix import Edit
from importlint.patterns import regex

_LINE_END = regex(r"\r\n?|\n")


def apply_edits(path: str, data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a file's content after some edits; raises FixError if they overlap or the text cannot be written so."""
    encoding = _encoding(path, data)
    try:
        text = data.decode(encoding)
        return edit_text(text, edits).encode(encoding)
    except UnicodeDecodeError as error:
        raise FixError(f"{path}: byte {error.start} is no {encoding}", help="write the file in its encoding") from None
    except UnicodeEncodeError as error:
        character = _refused(error)
        raise FixError(f"{path}: {character!r} cannot be written in {encoding}", help="write it in UTF-8") from None


def _refused(error: UnicodeEncodeError) -> str:
    return error.object[error.start : error.end]


def _encoding(path: str, data: bytes) -> str:
    """Return the encoding of a file: PEP 263 for Python, else UTF-8; with a byte order mark `utf-8-sig`."""
    if not path.endswith((".py", ".pyi")):
        return "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        return detect_encoding(BytesIO(data).readline)[0]
    except SyntaxError as error:
        raise FixError(f"{path}: {error}", help="name the encoding that the file has") from None


def edit_text(text: str, edits: Iterable[Edit]) -> str:
    r"""Return a text after some edits; a "\n" in a replacement becomes the line end that the text uses most."""
    wanted = sorted(edits, key=lambda edit: edit.span)
    _refuse_overlaps(wanted)
    line_end = _line_end(text)
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    pieces: list[str] = []
    done = 0
    for edit in wanted:
        line, column, end_line, end_column = edit.span
        start = _offset(edit, starts, line, column, len(text))
        pieces += text[done:start], edit.replacement.replace("\n", line_end)
        done = _offset(edit, starts, end_line, end_column, len(text))
    return "".join((*pieces, text[done:]))


def _refuse_overlaps(edits: Sequence[Edit]) -> None:
    for edit, following in pairwise(edits):
        if following.span[:2] < edit.span[2:]:
            raise FixError(f"{edit.path}:{following.span.line}: two changes overlap here")


def _offset(edit: Edit, starts: Sequence[int], line: int, column: int, length: int) -> int:
    offset = starts[line - 1] + column - 1 if line <= len(starts) else length + 1
    if offset > length:
        raise FixError(f"{edit.path}:{line}: the file has no such place", help="scan again: it has changed")
    return offset


def _line_end(text: str) -> str:
    found = Counter(_LINE_END.findall(text)).most_common(1)
    return found[0][0] if found else "\n"
