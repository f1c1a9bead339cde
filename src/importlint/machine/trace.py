"""What the machine says of one entry."""

from typing import NamedTuple

from importlint.machine.vm import Event


class Crash(NamedTuple):
    """An uncaught exception: its class, message, and the innermost line of scanned code."""

    type: str
    message: str
    path: str
    line: int


class Trace(NamedTuple):
    """What happens when a script runs, or a module is imported first in a fresh interpreter.

    verdict: `ok`, `crash` or `unknown`. error: for a crash. reason: for an unknown. search_path: the directories on
    `sys.path` at the end. events: the imports, in the order in which they began. modules: name -> file, at the end.
    """

    entry: str
    verdict: str
    error: Crash | None
    reason: str | None
    search_path: tuple[str, ...]
    events: tuple[Event, ...]
    modules: dict[str, str]
