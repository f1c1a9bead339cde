"""Colour for a terminal, in the sixteen colours that the user's own theme decides.

Not through rich: loading it takes longer than scanning a small project does, and the text report needs ten styles.
"""

from collections.abc import Callable
from enum import StrEnum

from importlint.model.rule import Severity

Paint = Callable[[str, "Ink"], str]


class Ink(StrEnum):
    """What a piece of text is; the value is the parameters of ECMA-48's SGR sequence."""

    ERROR = "1;31"
    WARNING = "1;33"
    NOTE = "1;36"
    GOOD = "1;32"
    STRONG = "1"
    FAINT = "2"
    FRAME = "34"
    ADDED = "32"
    REMOVED = "31"


INK_OF_SEVERITY = {Severity.ERROR: Ink.ERROR, Severity.WARNING: Ink.WARNING, Severity.NOTE: Ink.NOTE}


def painter(*, color: bool) -> Paint:
    """Return the function that colours text, or leaves it as it is."""
    return _paint if color else _leave


def _paint(text: str, ink: Ink) -> str:
    return f"\x1b[{ink}m{text}\x1b[0m" if text else ""


def _leave(text: str, _ink: Ink) -> str:
    return text
