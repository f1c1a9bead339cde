"""Versions of Python, as (3, minor)."""

from typing import Final

# That of whoever states none: the oldest one supported, so that nothing depends on the machine.
DEFAULT: Final = (3, 11)
# The newest one whose syntax is known.
NEWEST: Final = (3, 15)
