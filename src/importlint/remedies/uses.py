"""Where a module uses the names that an import statement binds."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from importlint.model.location import Span


class Use(NamedTuple):
    """A place where a name is used.

    annotation: in an annotation. quoted: in one that is written in quotes. inspected: in one that the program may look
    at, of a class with bases or decorators or of a decorated function. body: where the body of the outermost function
    around it begins, as line and indentation; None outside of functions, in their heads, and in those of one line.
    """

    name: str
    span: Span
    annotation: bool
    quoted: bool
    inspected: bool
    body: tuple[int, str] | None


class Uses(NamedTuple):
    """All uses of the names that one statement binds.

    rebound: those that something else binds, too. exported: what `__all__` lists. taken: all names bound anywhere.
    """

    uses: tuple[Use, ...]
    rebound: frozenset[str]
    exported: frozenset[str]
    taken: frozenset[str]


# Returns the uses of the names that the import statement in a line binds.
ReadUses = Callable[[int, Iterable[str]], Uses]
