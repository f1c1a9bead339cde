"""Expand patterns that name directories."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from importlint.resolve.directories import child, parent
from importlint.resolve.search_path import PathIndex


def expand(index: PathIndex, base: str, pattern: str) -> tuple[str, ...]:
    """Return the directories below `base` that a path matches, whose parts may hold `*`, `?`, `[...]` or be `**`."""
    found = [base]
    for part in pattern.strip("/").split("/"):
        found = list(dict.fromkeys(place for directory in found for place in _step(index, directory, part)))
    return tuple(found)


def _step(index: PathIndex, directory: str, part: str) -> Iterator[str]:
    if part in {"", "."}:
        yield directory
    elif part == "..":
        yield parent(directory)
    elif part == "**":
        yield directory
        for name in index.directories(directory):
            yield from _step(index, child(directory, name), part)
    else:
        yield from (child(directory, name) for name in index.directories(directory) if fnmatchcase(name, part))
