"""Whether a report is still right although a file has changed since it was made."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from importlint.cache.rows import read_row, write_row
from importlint.cache.skeletons import ReadSkeleton, Skeleton, shift_between
from importlint.cache.unmoved import is_named, say_the_same
from importlint.model.facts import FileFacts


class Now(NamedTuple):
    """What reads a file as it is now: its facts, what counts of it if it is run, and whether it can be."""

    facts: Callable[[str], FileFacts]
    skeleton: ReadSkeleton
    can_run: Callable[[str], bool]


class Kept(NamedTuple):
    """A report, as JSON, and what it was made of: what the analysis read besides facts, and what of it was only run.

    with_graph: whether the lines of all imports are wanted as well.
    """

    report: bytes
    read: Mapping[str, str]
    run: frozenset[str]
    skeletons: Mapping[str, Skeleton]
    with_graph: bool


def can_matter(path: str, row: str | None, kept: Kept, now: Now) -> bool:
    """Return whether a report could be another one because a file has changed; row: its facts before, None for none."""
    if row is None or (path in kept.read and path not in kept.run):
        return True
    facts = now.facts(path)
    has_moved = write_row(facts) != row
    if has_moved and (kept.with_graph or not say_the_same(read_row(path, row), facts)):
        return True
    if path in kept.read:
        old = kept.skeletons.get(path)
        new = now.skeleton(path, (), old.called) if old is not None else None
        if old is None or new is None or shift_between(old, new) is None or not now.can_run(path):
            return True
        has_moved = has_moved or old.gaps != new.gaps
    return has_moved and is_named(path, kept.report)
