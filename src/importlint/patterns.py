"""Regular expressions that are compiled when they are first used: a run uses few of all that there are."""

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any, AnyStr, Final, cast

# Before, a possessive repetition of what can match in several ways may match wrongly or never end (CPython gh-106052).
_POSSESSIVE_WORKS: Final = sys.version_info >= (3, 11, 5)


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `compiled` returns; it is compiled at its first use, which raises what that raises."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))


def compiled(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` returns, or what matches like it where possessive repetitions do not work.

    Raises:
        re.error: The text is not a regular expression.

    """
    return re.compile(text, flags) if _POSSESSIVE_WORKS else compiled_with_atomic_groups(text, flags)


def compiled_with_atomic_groups(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return `text` compiled with `(?>(?:...)*)` for each `(?:...)*+`, which is the same (CPython: Doc/library/re.rst).

    It uses what is private to `re`, of releases that do not change any more.

    Raises:
        re.error: The text is not a regular expression.

    """
    parser, compiler, codes = (import_module(f"re.{name}") for name in ("_parser", "_compiler", "_constants"))
    pattern = parser.parse(text, flags)
    todo = [pattern]
    while todo:
        items = todo.pop()
        for index, (code, value) in enumerate(items):
            todo.extend(_parts(value, parser.SubPattern))
            if code is codes.POSSESSIVE_REPEAT:
                items[index] = (codes.ATOMIC_GROUP, parser.SubPattern(items.state, [(codes.MAX_REPEAT, value)]))
    return cast("re.Pattern[AnyStr]", compiler.compile(pattern, flags))


def _parts(value: object, kind: type) -> Iterator[Any]:
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _parts(part, kind)


class _Pattern:
    """Stands for a compiled pattern, and has its methods from the first use on."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        pattern: re.Pattern[Any] = compiled(cast("Any", self._text), self._flags)
        for method in ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split"):
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)
