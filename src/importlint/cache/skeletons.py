"""What of a file's text counts for who runs it: all but the bodies of functions that were never called."""

import json
from bisect import bisect_right
from collections.abc import Callable, Collection
from itertools import accumulate
from typing import NamedTuple

# Line and column of a function.
Place = tuple[int, int]


class Skeleton(NamedTuple):
    """A text without the bodies of functions that were not called.

    digest: of what is left. called: the numbers of the functions that were called, in order. gaps: the first line of
    each body that is left out, and how many lines it has. places: the functions that were called, wherever they are.
    """

    digest: str
    called: tuple[int, ...]
    gaps: tuple[tuple[int, int], ...]
    places: tuple[Place, ...] = ()


# Reads a file of the project; functions that were called are told by place or by number. None if it cannot be read.
ReadSkeleton = Callable[[str, Collection[Place], Collection[int]], Skeleton | None]
# Returns the line where another one is now, 0 if that is not known.
Shift = Callable[[int], int]


def read_skeletons(text: bytes | None) -> dict[str, Skeleton]:
    """Return the skeletons of files from what JSON has made of them."""
    return {path: _read_skeleton(*row) for path, row in json.loads(text or b"{}").items()}


def _read_skeleton(what: str, called: list[int], gaps: list[list[int]], places: list[list[int]]) -> Skeleton:
    return Skeleton(what, tuple(called), tuple((line, count) for line, count in gaps), _places(places))


def _places(rows: list[list[int]]) -> tuple[Place, ...]:
    return tuple((line, column) for line, column in rows)


def shift_between(old: Skeleton, new: Skeleton) -> Shift | None:
    """Return where the lines of a text are now, None unless all that counts is the same and its functions are found."""
    if (old.digest, old.called, len(old.gaps)) != (new.digest, new.called, len(new.gaps)):
        return None
    starts = [line for line, _ in old.gaps]
    moved = [0, *accumulate(now - before for (_, before), (_, now) in zip(old.gaps, new.gaps, strict=True))]

    def shift(line: int) -> int:
        before = bisect_right(starts, line)
        is_gone = before and line < starts[before - 1] + old.gaps[before - 1][1]
        return 0 if is_gone else line + moved[before]

    return shift if all(shift(line) for line, _ in old.places) else None
