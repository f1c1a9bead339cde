"""Factors of tox environments: `py3{11,12}-test-{api,sdk}`, and the lines of settings that hold for some only.

https://tox.wiki/en/latest/config.html#conditional-settings
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice, product

from importlint.patterns import regex

Factors = frozenset[str]

_CONDITION = regex(r"([\w.,!{}-]+)\s*:\s+(.*)")
_BRACES = regex(r"\{([^{}]*)\}")
_MAX_NAMES = 1000


def expanded(text: str) -> list[str]:
    """Return the names that a list of environments means, each `{a,b}` in it replaced by each of its parts."""
    lines = (line.partition("#")[0] for line in text.splitlines() if not line.strip().startswith(";"))
    words = [word for line in lines for word in re.split(r",(?![^{}]*\})|\s+(?![^{}]*\})", line) if word]
    return list(islice((name for word in words for name in _expanded(word)), _MAX_NAMES))


def _expanded(word: str) -> Iterator[str]:
    pieces = _BRACES.split(word)
    axes = [
        [part.strip() for part in piece.split(",")] if number % 2 else [piece] for number, piece in enumerate(pieces)
    ]
    for chosen in product(*axes):
        yield "".join(chosen)


def distinct(names: Iterable[str], mentioned: Factors) -> dict[Factors, str]:
    """Return one name for each set of factors that matters."""
    found: dict[Factors, str] = {}
    for name in names:
        found.setdefault(frozenset(name.split("-")) & mentioned, name)
    return found


def mentioned_in(texts: Iterable[str]) -> Factors:
    """Return the factors that conditions name."""
    conditions = (
        match for text in texts for line in text.splitlines() if (match := _CONDITION.fullmatch(line.strip()))
    )
    return frozenset(
        factor.lstrip("!") for condition in conditions for name in expanded(condition[1]) for factor in name.split("-")
    )


def lines_for(text: str, factors: Factors | None) -> Iterator[str]:
    """Yield the lines of a setting that hold with some factors, without their conditions; None for all lines."""
    for line in text.splitlines():
        condition = _CONDITION.fullmatch(line.strip())
        is_condition = condition is not None and "=" not in condition[1]
        rest = condition[2] if condition is not None and is_condition else line.strip()
        holds = factors is None or condition is None or not is_condition or _holds(condition[1], factors)
        if rest and not rest.startswith("#") and holds:
            yield rest


def _holds(condition: str, factors: Factors) -> bool:
    """Return whether one alternative of a condition holds: all of its factors are there, and none with `!`."""
    return any(
        all((factor[1:] not in factors) if factor.startswith("!") else factor in factors for factor in name.split("-"))
        for name in expanded(condition)
    )
