"""Whether a file that was changed says what it said, but for the lines where it says it."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from importlint.model.facts import FileFacts, Ignore
from importlint.model.location import Span

# Lines that are farther apart than this are as far as any.
_APART: Final = 2


def say_the_same(old: FileFacts, new: FileFacts) -> bool:
    """Return whether facts differ in nothing but lines, whose order is the same, and which of them are neighbours."""
    return old == new or _without_lines(old) == _without_lines(new)


def is_named(path: str, report: bytes) -> bool:
    """Return whether a report, as JSON, names a file, or in the words of an exception a line of it."""
    if _quoted(path) in report:
        return True
    name = _quoted(path.rpartition("/")[2])
    return name in report and re.search(rb"(?<![/\w])" + re.escape(name) + rb"(?::\d|, line )", report) is not None


def _quoted(text: str) -> bytes:
    return json.dumps(text).encode()[1:-1]


def _without_lines(facts: FileFacts) -> Any:
    numbers: dict[int, int] = {}
    last = number = 0
    for line in sorted(set(_lines(facts))):
        number += min(line - last, _APART)
        numbers[line], last = number, line
    return _renumbered(facts, numbers)


def _lines(value: object) -> Iterator[int]:
    match value:
        case Span():
            yield from (value.line, value.end_line)
        case Ignore():
            yield from (*_lines(value.span), *value.covers)
        case tuple():
            for each in value:
                yield from _lines(each)


def _renumbered(value: Any, numbers: dict[int, int]) -> Any:
    match value:
        case Span():
            return value._replace(line=numbers[value.line], end_line=numbers[value.end_line])
        case Ignore():
            covers = tuple(numbers[line] for line in value.covers)
            return (_renumbered(value.span, numbers), value.rules, value.whole_file, covers)
        case tuple():
            return tuple(_renumbered(each, numbers) for each in value)
        case _:
            return value
