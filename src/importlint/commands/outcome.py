"""What a command hands to the command line, which prints it."""

from collections.abc import Iterable
from typing import NamedTuple


class Outcome(NamedTuple):
    """The end of a run: what goes to standard output and to standard error, and the exit status.

    lines: further text for standard output, made while it is written. status: 0 for nothing to complain about, 1 for
    findings.
    """

    out: str = ""
    notes: str = ""
    status: int = 0
    lines: Iterable[str] = ()
