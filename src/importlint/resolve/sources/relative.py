"""Directories that relative imports reach up to.

A file that says `from ..core import x` is part of a package two levels deep, with or without `__init__.py`: the root
lies above that package (CPython: Lib/importlib/_bootstrap.py, _resolve_name).
"""

from collections.abc import Iterator

from importlint.model.names import top_level
from importlint.model.root import Evidence
from importlint.resolve.directories import folder, parent, parts_below
from importlint.resolve.provision import is_importable
from importlint.resolve.stdlib import is_any_stdlib
from importlint.resolve.survey import Claim, Survey


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories above the packages that relative imports need and no root found so far gives."""
    ownership = survey.ownership()
    seen: set[tuple[str, int]] = set()
    for path, line, level in _relative_imports(survey):
        directory = folder(path)
        if (directory, level) in seen:
            continue
        seen.add((directory, level))
        owner = ownership.owner(path)
        depth = len(parts_below(directory, owner.root)) if owner is not None else 0
        root, name = _package(survey, directory, level)
        if depth < level and name and not is_any_stdlib(top_level(name)) and len(root) < len(survey.outside(directory)):
            yield Claim(root, Evidence(path, line, "a relative import reaches up to there"), frozenset({name}))


def _relative_imports(survey: Survey) -> Iterator[tuple[str, int, int]]:
    for path in sorted(survey.facts):
        for statement in survey.facts[path].imports:
            if statement.level:
                yield path, statement.span.line, statement.level


def _package(survey: Survey, directory: str, level: int) -> tuple[str, str]:
    """Return a directory at least some levels up, no package, and the dotted name that leads back, "" if none does."""
    root = directory
    for _ in range(level):
        root = parent(root)
    names = parts_below(directory, survey.outside(root))
    return survey.outside(root), ".".join(names) if len(names) >= level and all(map(is_importable, names)) else ""
