"""Directories that relative imports reach up to.

A file that says `from ..core import x` is part of a package two levels deep, with or without `__init__.py`: the root
lies above that package (CPython: Lib/importlib/_bootstrap.py, _resolve_name). So does that of a directory without
`__init__.py` into which a relative import leads: it is part of the package around it (PEP 420).
"""

from collections.abc import Iterator

from importlint.model.names import top_level
from importlint.model.root import Evidence
from importlint.resolve.directories import child, folder, parent, parts_below
from importlint.resolve.provision import is_importable
from importlint.resolve.stdlib import is_any_stdlib
from importlint.resolve.survey import Claim, Survey


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories above the packages that relative imports need and no root found so far gives."""
    ownership = survey.ownership()
    portions = _portions(survey)
    first: dict[tuple[str, str], Evidence] = {}
    seen: set[tuple[str, int]] = set()
    for path, line, level in _relative_imports(survey):
        directory = folder(path)
        if (directory, level) in seen:
            continue
        seen.add((directory, level))
        owner = ownership.owner(path)
        depth = len(parts_below(directory, owner.root)) if owner is not None else 0
        root, name = _package(survey, portions, directory, level)
        if depth < level and name and not is_any_stdlib(top_level(name)) and len(root) < len(survey.outside(directory)):
            evidence = Evidence(path, line, "a relative import reaches up to there")
            yield Claim(root, first.setdefault((root, top_level(name)), evidence), frozenset({name}))


def _relative_imports(survey: Survey) -> Iterator[tuple[str, int, int]]:
    for path in sorted(survey.facts):
        for statement in survey.facts[path].imports:
            if statement.level:
                yield path, statement.span.line, statement.level


def _portions(survey: Survey) -> frozenset[str]:
    """Return the directories that are no packages by themselves, and into which relative imports lead."""
    asked = {
        (folder(path), statement.level, statement.module, alias.name)
        for path, facts in survey.facts.items()
        for statement in facts.imports
        for alias in (statement.names if statement.level else ())
    }
    found: set[str] = set()
    for place, level, module, name in asked:
        for _ in range(level - 1):
            place = parent(place)  # noqa: PLW2901
        for part in (*module.split("."), name) if module else (name,):
            place = child(place, part)  # noqa: PLW2901
            if not survey.index.is_directory(place):
                break
            if not survey.is_package(place):
                found.add(place)
    return frozenset(found)


def _package(survey: Survey, portions: frozenset[str], directory: str, level: int) -> tuple[str, str]:
    """Return a directory at least some levels up, no package, and the dotted name that leads back, "" if none does."""
    root = directory
    for _ in range(level):
        root = parent(root)
    root = survey.outside(root)
    names = parts_below(directory, root)
    while root != "." and names and not portions.isdisjoint({root, child(root, names[0])}):
        root = survey.outside(parent(root))
        names = parts_below(directory, root)
    return root, ".".join(names) if len(names) >= level and all(map(is_importable, names)) else ""
