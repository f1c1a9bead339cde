"""How code, lists and counts read in a sentence."""

from collections.abc import Sequence

_LONGEST = 72


def code(text: str) -> str:
    """Return source text as a message quotes it: in backticks, in one line, cut between words if too long."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST:
        return f"`{line}`"
    cut = line[: _LONGEST - 3]
    whole = f"{cut.rpartition(' ')[0]} "
    return f"`{whole if len(whole) > _LONGEST // 2 else cut}...`"


def listing(items: Sequence[str], *, limit: int = 4) -> str:
    """Return `a`, `b` and `c`, or the first few and how many are left."""
    quoted = [code(item) for item in items[:limit]]
    left = len(items) - len(quoted)
    if left:
        return f"{', '.join(quoted)} and {left} more"
    return " and ".join((", ".join(quoted[:-1]), quoted[-1])) if len(quoted) > 1 else "".join(quoted)


def count(number: int, noun: str) -> str:
    """Return a number with its noun, which takes an s."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
