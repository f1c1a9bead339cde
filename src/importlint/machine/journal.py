"""What the machine changes is written down, so that it can be taken back, or joined with another way through the code.

Everything mutable in the machine is a plain dict that only the journal writes to.
"""

from collections.abc import Iterable
from typing import Any

from importlint.machine.values import MISSING, UNKNOWN, Maybe, Value, is_constant

Cells = dict[Any, Any]
Changes = dict[tuple[int, Any], tuple[Cells, Any]]
# Where, under which key, what was there before, what is there since; MISSING for nothing.
Change = tuple[Cells, Any, Any, Any]

_ELSEWHERE: Cells = {}


class Journal:
    """An undo log over dicts."""

    __slots__ = ("_log",)

    def __init__(self) -> None:
        self._log: list[Change] = []

    def put(self, cells: Cells, key: Any, value: Value) -> None:
        """Set `cells[key]`."""
        self._log.append((cells, key, cells.get(key, MISSING), value))
        cells[key] = value

    def drop(self, cells: Cells, key: Any) -> None:
        """Delete `cells[key]` if it is there."""
        if key in cells:
            self._log.append((cells, key, cells[key], MISSING))
            del cells[key]

    def mark(self) -> int:
        """Return a place to roll back to."""
        return len(self._log)

    def note(self) -> None:
        """Write down that something changed which no dict of its own shows as shared: a class, an outer function."""
        self._log.append((_ELSEWHERE, None, MISSING, MISSING))

    def since(self, mark: int) -> list[Change]:
        """Return every change since the mark, the oldest first."""
        return self._log[mark:]

    def repeat(self, changes: Iterable[Change]) -> None:
        """Make changes that were recorded, here or in another process that began alike."""
        log = self._log
        for cells, key, _, new in changes:
            old = cells.get(key, MISSING)
            if new is not MISSING:
                log.append((cells, key, old, new))
                cells[key] = new
            elif old is not MISSING:
                log.append((cells, key, old, MISSING))
                del cells[key]

    def roll_back(self, mark: int) -> None:
        """Undo every change since the mark."""
        log = self._log
        while len(log) > mark:
            cells, key, old, _ = log.pop()
            if old is MISSING:
                cells.pop(key, None)
            else:
                cells[key] = old

    def changes(self, mark: int) -> Changes:
        """Return what was changed since the mark, with the values of now."""
        if len(self._log) == mark:
            return {}
        return {(id(cells), key): (cells, cells.get(key, MISSING)) for cells, key, _, _ in self._log[mark:]}

    def redo(self, changes: Changes) -> None:
        """Make changes again that were rolled back."""
        for (_, key), (cells, value) in changes.items():
            if value is MISSING:
                self.drop(cells, key)
            else:
                self.put(cells, key, value)

    def join(self, mark: int, other: Changes) -> None:
        """Join the present state with that of another way through the code, both having begun at the mark.

        Places where both agree keep their value, a place that only one of them binds becomes a Maybe, and one where
        they differ becomes UNKNOWN.
        """
        mine = self.changes(mark)
        before = {(id(cells), key): old for cells, key, old, _ in reversed(self._log[mark:])} if mine else {}
        for place, (cells, their_value) in other.items():
            my_value = mine[place][1] if place in mine else cells.get(place[1], MISSING)
            self._settle(cells, place[1], my_value, their_value)
        for place, (cells, my_value) in mine.items():
            if place not in other:
                self._settle(cells, place[1], my_value, before[place])

    def _settle(self, cells: Cells, key: Any, mine: Any, theirs: Any) -> None:
        if key == "items" and isinstance(mine, tuple) and isinstance(theirs, tuple):
            joined = _join_items(mine, theirs)
        else:
            joined = _join_values(mine, theirs)
        if joined is MISSING:
            self.drop(cells, key)
        elif joined is not cells.get(key, MISSING):
            self.put(cells, key, joined)


def _join_values(mine: Any, theirs: Any) -> Any:
    if mine is theirs:
        return mine
    if mine is MISSING:
        return theirs if isinstance(theirs, Maybe) else Maybe(theirs)
    if theirs is MISSING:
        return mine if isinstance(mine, Maybe) else Maybe(mine)
    if isinstance(mine, Maybe) or isinstance(theirs, Maybe):
        return Maybe(_join_values(_plain(mine), _plain(theirs)))
    return mine if type(mine) is type(theirs) and is_constant(mine) and mine == theirs else UNKNOWN


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Maybe) else value


def _join_items(mine: tuple[Value, ...], theirs: tuple[Value, ...]) -> Any:
    """Join two lists of items: those that only one has become Maybe items, if the rest is in one order."""
    longer, shorter = (mine, theirs) if len(mine) >= len(theirs) else (theirs, mine)
    joined: list[Value] = []
    at = 0
    for item in longer:
        if at < len(shorter) and _same(item, shorter[at]):
            joined.append(item)
            at += 1
        else:
            joined.append(item if isinstance(item, Maybe) else Maybe(item))
    return tuple(joined) if at == len(shorter) else UNKNOWN


def _same(one: Value, other: Value) -> bool:
    return one is other or (isinstance(one, str) and isinstance(other, str) and one == other)
