"""What is certain of the items of lists and sets: a Maybe may be missing, UNKNOWN may stand for several."""

from collections.abc import Iterable
from typing import Final

from importlint.machine.values import UNKNOWN, Maybe, Sequence, Unknown, Value, is_constant

# Kinds of sequences that hold an item once, and in no order.
SETS: Final = frozenset({"set", "frozenset"})


def are_all_there(items: Iterable[Value]) -> bool:
    """Return whether none of the items may be missing, or stand for several."""
    return not any(item is UNKNOWN or isinstance(item, Maybe) for item in items)


def is_known_at(items: tuple[Value, ...], at: int) -> bool:
    """Return whether there is an item at an index, and certainly that one."""
    return -len(items) <= at < len(items) and are_all_there(items[: at + 1] if at >= 0 else items[at:])


def length_of(sequence: Sequence) -> Value:
    """Return how many items there are, UNKNOWN if that is not certain: those of a set may be equal."""
    items = sequence.cell["items"]
    if not isinstance(items, tuple) or not are_all_there(items):
        return UNKNOWN
    may_be_equal = sequence.kind in SETS and len(items) > 1 and not all(map(is_constant, items))
    return UNKNOWN if may_be_equal else len(items)


def held(items: tuple[Value, ...] | Unknown, kind: str) -> tuple[Value, ...] | Unknown:
    """Return what a sequence of a kind holds of some items: a set holds each constant once."""
    if kind not in SETS or isinstance(items, Unknown):
        return items
    seen: set[Value] = set()
    found: list[Value] = []
    for item in items:
        if not is_constant(item):
            found.append(item)
        elif item not in seen:
            seen.add(item)
            found.append(item)
    return tuple(found)
