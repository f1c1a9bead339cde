"""What a command hands to the command line, which prints it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Outcome(NamedTuple):
    """The end of a run: what goes to standard output and to standard error, and the exit status.

    lines: further text for standard output, made while it is written. status: 0 for nothing to complain about, 1 for
    findings; a function where that is known only once the lines are made.
    """

    out: str = ""
    notes: str = ""
    status: int | Callable[[], int] = 0
    lines: Iterable[str] = ()
