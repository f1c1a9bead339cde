"""Where a statement stands, built up header by header; both readers use it, so that both say the same.

What a header holds (a test, exceptions, context managers) is given as source text.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from importlint.model.facts import MODULE_LEVEL, Context, Scope
from importlint.patterns import regex

_WORTH_A_LOOK = regex(r"TYPE_CHECKING|MYPY|__main__|\b(?:False|0)\b|version|platform|os\s*\.\s*name|PY[23]")
_TYPE_CHECKING = regex(r"(?:\w+\.)*(?:TYPE_CHECKING|MYPY)|False|0")
_NOT_TYPE_CHECKING = regex(r"not\s+(?:\w+\.)*(?:TYPE_CHECKING|MYPY)")
_MAIN = regex(r"""__name__\s*==\s*(["'])__main__\1|(["'])__main__\2\s*==\s*__name__""")
_VERSION_OR_PLATFORM = regex(
    r"(?<![\w.])(?:(?:sys\.)?(?:version_info|platform|hexversion|implementation)|sys\.version|os\.name|six\.PY[23])\b"
)
_STRING = regex(r"""'[^'\n]*'|"[^"\n]*\"""")
_SUPPRESS = regex(r"(?:\w+\.)*suppress\s*\((.*)\)", re.DOTALL)


class Place(NamedTuple):
    """The context of a block's statements, and what the qualified names of its functions and classes begin with."""

    context: Context = MODULE_LEVEL
    prefix: str = ""


TOP = Place()


def in_function(outer: Place, name: str) -> Place:
    """Enter the body of a function: it runs later, so the handlers around its definition do not count."""
    owner = outer.prefix + name
    context = outer.context._replace(scope=Scope.FUNCTION, owner=owner, catches=(), handles=())
    return Place(context, f"{owner}.<locals>.")


def in_class(outer: Place, name: str) -> Place:
    """Enter the body of a class."""
    owner = outer.prefix + name
    scope = Scope.FUNCTION if outer.context.scope is Scope.FUNCTION else Scope.CLASS
    return Place(outer.context._replace(scope=scope, owner=owner), f"{owner}.")


def in_if(outer: Place, test: str) -> Place:
    """Enter the body of `if test:`."""
    if not _WORTH_A_LOOK.search(test):
        return outer
    test, context = bare(test), outer.context
    parts = [bare(part) for part in re.split(r"\band\b", test)] if not re.search(r"\bor\b", test) else [test]
    if any(_TYPE_CHECKING.fullmatch(part) for part in parts):
        context = context._replace(type_only=True)
    if any(_MAIN.fullmatch(part) for part in parts):
        context = context._replace(main_guard=True)
    if _is_about_host(test):
        context = context._replace(branch=one_line(test))
    return Place(context, outer.prefix)


def in_else(outer: Place, test: str) -> Place:
    """Enter what runs if the test of an `if` fails: its `else`, or the next `elif`."""
    if not _WORTH_A_LOOK.search(test):
        return outer
    test, context = bare(test), outer.context
    if _NOT_TYPE_CHECKING.fullmatch(test):
        context = context._replace(type_only=True)
    if _is_about_host(test):
        context = context._replace(branch=f"not ({one_line(test)})")
    return Place(context, outer.prefix)


def is_main_test(test: str) -> bool:
    """Return whether `if test:` is a main guard."""
    return "__main__" in test and in_if(TOP, test).context.main_guard


def in_try(outer: Place, caught: tuple[str, ...]) -> Place:
    """Enter the body of a `try` whose handlers catch these."""
    return Place(outer.context._replace(catches=caught + outer.context.catches), outer.prefix)


def in_handler(outer: Place, caught: tuple[str, ...]) -> Place:
    """Enter an `except` clause."""
    return Place(outer.context._replace(handles=caught), outer.prefix)


def in_with(outer: Place, managers: Iterable[str]) -> Place:
    """Enter the body of a `with` statement: `contextlib.suppress` catches as a handler does."""
    for manager in managers:
        match = _SUPPRESS.fullmatch(manager) if "suppress" in manager else None
        if match:
            outer = in_try(outer, exceptions(match[1]))
    return outer


def exceptions(text: str) -> tuple[str, ...]:
    """Return the exceptions that an `except` clause lists, as written; a bare `except:` has the text ""."""
    return tuple(one_line(bare(part)) for part in split_commas(bare(text))) or ("BaseException",)


def one_line(text: str) -> str:
    """Write an expression in one line."""
    return " ".join(text.replace("\\\n", " ").split())


def bare(text: str) -> str:
    """Take off the parentheses around a whole expression."""
    text = text.strip()
    while text.startswith("(") and _is_enclosed(text):
        text = text[1:-1].strip()
    return text


def split_commas(text: str) -> list[str]:
    """Split at the commas that stand in no bracket and no string; empty parts are left out."""
    text = text.strip()
    ends = [position for position, depth in _depths(text) if depth == 0 and text[position] == ","]
    starts = [0, *(end + 1 for end in ends)]
    parts = (text[start:end].strip() for start, end in zip(starts, [*ends, len(text)], strict=True))
    return [part for part in parts if part]


def _is_about_host(test: str) -> bool:
    return _VERSION_OR_PLATFORM.search(_STRING.sub("", test)) is not None


def _is_enclosed(text: str) -> bool:
    """Return whether the bracket that opens a text is closed by its last character."""
    return next((position for position, depth in _depths(text) if depth == 0), -1) == len(text) - 1


def _depths(text: str) -> Iterable[tuple[int, int]]:
    """Yield each position outside strings with the number of brackets that are open after it."""
    depth, quote = 0, ""
    for position, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
            continue
        if character in "\"'":
            quote = character
            continue
        depth += (character in "([{") - (character in ")]}")
        yield position, depth
