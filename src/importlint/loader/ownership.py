"""Which top-level names a service owns: those that its directories provide to an interpreter that starts there.

As for CPython's importers (Lib/importlib/_bootstrap_external.py), a built-in or frozen module comes before any file,
and a directory without `__init__` is only a portion: a package or module of that name further down `sys.path` beats it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from importlib.machinery import BuiltinImporter, FrozenImporter, PathFinder, all_suffixes
from typing import NamedTuple


class OwnedNames(NamedTuple):
    """The top-level names of a service; portions are the namespace packages among them."""

    names: frozenset[str]
    portions: frozenset[str]


def find_owned_names(roots: Sequence[str]) -> OwnedNames:
    """Return the top-level names that these source roots provide."""
    provided = [(name, regular) for root in roots for name, regular in _provided(root) if not _comes_first(name)]
    regular_names = {name for name, regular in provided if regular}
    portions = {name for name, _ in provided if name not in regular_names and not _is_regular_elsewhere(name)}
    return OwnedNames(frozenset(regular_names | portions), frozenset(portions))


def _provided(root: str) -> Iterator[tuple[str, bool]]:
    """Return each name in a directory, and whether it is more than a portion."""
    suffixes = all_suffixes()
    for entry in os.scandir(root):
        if entry.is_dir():
            regular = any(os.path.isfile(os.path.join(entry.path, f"__init__{suffix}")) for suffix in suffixes)
            if entry.name.isidentifier() and entry.name != "__pycache__":
                yield entry.name, regular
        else:
            stem = next((entry.name[: -len(suffix)] for suffix in suffixes if entry.name.endswith(suffix)), "")
            if stem.isidentifier() and stem not in {"__init__", "__main__"}:
                yield stem, True


def _comes_first(name: str) -> bool:
    return BuiltinImporter.find_spec(name) is not None or FrozenImporter.find_spec(name) is not None


def _is_regular_elsewhere(name: str) -> bool:
    spec = PathFinder.find_spec(name)
    return spec is not None and spec.origin is not None
