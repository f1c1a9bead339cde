"""When what the file system says of a file is proof that its content is the same."""

from array import array
from collections.abc import Iterable

from importlint.cache.digest import digest
from importlint.model.tree import Stamp

# Two writes within one tick of a clock leave the same times. No file system in use has ticks longer than this.
_TICK = 2_000_000_000


def is_settled(stamp: Stamp | None, now: int) -> bool:
    """Return whether any later change of a file would show in its stamp; `now`: before it was read, in nanoseconds.

    A file that was changed just now could be changed again without a trace in its times, as could one whose times lie
    in the future.
    """
    if stamp is None:
        return False
    return not stamp or max(stamp[1:3]) < now - _TICK


def digest_stamps(stamps: Iterable[Stamp | None]) -> str:
    """Return one digest of the stamps of files, in order."""
    numbers = array("q")
    for stamp in stamps:
        numbers.append(-1 if stamp is None else len(stamp))
        numbers.extend(stamp or ())
    return digest(numbers.tobytes())
