"""Directories from which the absolute imports of the files in and below them succeed.

A file that imports `app.core`, with `app/core.py` in a directory above it, was written for a search path with that
directory on it; likewise a script that imports its neighbour.
"""

from collections.abc import Iterator
from typing import NamedTuple

from importlint.model.facts import ImportStatement
from importlint.model.names import join, top_level
from importlint.model.root import Evidence, ModuleKind
from importlint.resolve.directories import folder, upward
from importlint.resolve.provision import is_importable
from importlint.resolve.search_path import PathIndex
from importlint.resolve.stdlib import is_any_stdlib
from importlint.resolve.survey import Claim, Survey


class _Import(NamedTuple):
    """An absolute import: the module that it names, its names after `from`, and where it stands."""

    module: str
    names: tuple[str, ...]
    path: str
    line: int


def find(survey: Survey) -> Iterator[Claim]:
    """Yield each directory from which top-level names are imported, once for each name."""
    found: dict[tuple[str, str], list[_Import]] = {}
    finder = _Finder(survey)
    for wanted in _absolute_imports(survey):
        directory = finder.find(wanted)
        if directory is not None:
            found.setdefault((directory, top_level(wanted.module)), []).append(wanted)
    for (directory, _), imports in sorted(found.items()):
        first = imports[0]
        yield Claim(
            directory,
            Evidence(first.path, first.line, f"imports `{first.module}` from there"),
            names=frozenset(wanted.module for wanted in imports),
            importers=frozenset(folder(wanted.path) for wanted in imports),
        )


def _absolute_imports(survey: Survey) -> Iterator[_Import]:
    for path in sorted(survey.facts):
        for statement in survey.facts[path].imports:
            if statement.level == 0:
                yield from _modules(path, statement)


def _modules(path: str, statement: ImportStatement) -> Iterator[_Import]:
    line = statement.span.line
    if statement.is_from:
        yield _Import(statement.module, tuple(alias.name for alias in statement.names), path, line)
    else:
        yield from (_Import(alias.name, (), path, line) for alias in statement.names)


class _Finder:
    """Finds the nearest directory above a file that has what the file imports."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._above: dict[tuple[str, str], tuple[str, ...]] = {}

    def find(self, wanted: _Import) -> str | None:
        """Return the directory, None if no directory above the importer has the module."""
        holders = self._holders(folder(wanted.path), top_level(wanted.module))
        return next((directory for directory in holders if self._succeeds(wanted, directory)), None)

    def _holders(self, directory: str, name: str) -> tuple[str, ...]:
        """Return the directories around one that have a top-level name, innermost first."""
        key = directory, name
        if key not in self._above:
            index = self._survey.index
            self._above[key] = tuple(above for above in upward(directory) if name in index.names(above))
        return self._above[key]

    def _succeeds(self, wanted: _Import, directory: str) -> bool:
        survey, name = self._survey, top_level(wanted.module)
        found = survey.index.names(directory)[name]
        if found.path == wanted.path or not is_importable(name):
            return False
        if survey.is_package(directory) and not self._may_be_both(wanted, directory):
            return False
        # A regular package or module beats a namespace portion wherever it is on the path, the standard library's too.
        if found.kind is ModuleKind.NAMESPACE:
            return not is_any_stdlib(name) and _leads_to_module(wanted, directory, survey.index)
        return not is_any_stdlib(name) or _leads_to_module(wanted, directory, survey.index)

    def _may_be_both(self, wanted: _Import, directory: str) -> bool:
        """Return whether a package looks as if it were the directory of a program as well."""
        facts = self._survey.facts[wanted.path]
        return directory in self._survey.marked or (facts.main_guard is not None and folder(wanted.path) == directory)


def _leads_to_module(wanted: _Import, directory: str, index: PathIndex) -> bool:
    """Return whether the whole dotted name exists, or, in a namespace package, one of the names taken from it."""
    inside = (join(wanted.module, name) for name in wanted.names)
    found = index.find_dotted(wanted.module, [directory])
    if found is None:
        return False
    if found.kind is not ModuleKind.NAMESPACE:
        return "." in wanted.module
    return any(index.find_dotted(name, [directory]) is not None for name in inside)
