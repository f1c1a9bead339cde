"""What one part of a proof says."""

from typing import NamedTuple


class Check(NamedTuple):
    """Something that was tried: its name, whether it went well, what it says in one line, and details below it."""

    name: str
    holds: bool
    says: str
    details: tuple[str, ...] = ()
