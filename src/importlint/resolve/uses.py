"""Find the directories from which the absolute imports of the files in and below them succeed.

A file that imports `app.core`, with `app/core.py` in a directory above it, was written for a search path with that
directory on it; likewise a script that imports its neighbour.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from importlint.model.facts import FileFacts
from importlint.model.names import join, top_level
from importlint.model.root import Evidence, ModuleKind
from importlint.resolve.directories import folder, upward
from importlint.resolve.providers import is_well_known
from importlint.resolve.provision import is_importable
from importlint.resolve.search_path import PathIndex
from importlint.resolve.stdlib import is_any_stdlib


class Use(NamedTuple):
    """A top-level name that files import from a directory above them.

    modules: the dotted names that they import. importers: the directories of these files. evidence: the first import.
    """

    directory: str
    name: str
    modules: frozenset[str]
    importers: frozenset[str]
    evidence: Evidence


class _Import(NamedTuple):
    """An absolute import: the module that it names, its names after `from`, and where it stands."""

    module: str
    names: tuple[str, ...]
    path: str
    line: int


def find_uses(
    facts: Mapping[str, FileFacts], index: PathIndex, marked: Collection[str], declared: Collection[str]
) -> tuple[Use, ...]:
    """Find what files import from directories above them, by directory and name.

    marked: directories that hold a project file. declared: import names of the dependencies that projects declare.
    """
    found: dict[tuple[str, str], list[_Import]] = {}
    finder = _Finder(facts, index, marked, declared)
    known = frozenset(name for directory in index.all_directories() for name in index.names(directory))
    for path in sorted(facts):
        for wanted in _absolute_imports(path, facts[path], known):
            directory = finder.find(wanted)
            if directory is not None:
                found.setdefault((directory, top_level(wanted.module)), []).append(wanted)
    return tuple(_use(directory, name, imports) for (directory, name), imports in sorted(found.items()))


def _use(directory: str, name: str, imports: list[_Import]) -> Use:
    first = imports[0]
    return Use(
        directory,
        name,
        modules=frozenset(wanted.module for wanted in imports),
        importers=frozenset(folder(wanted.path) for wanted in imports),
        evidence=Evidence(first.path, first.line, f"imports `{first.module}` from there"),
    )


def _absolute_imports(path: str, facts: FileFacts, known: Collection[str]) -> Iterator[_Import]:
    """Yield the absolute imports of a file whose top-level name some directory of the tree has."""
    for statement in facts.imports:
        if statement.level:
            continue
        if not statement.is_from:
            names = (alias.name for alias in statement.names if top_level(alias.name) in known)
            yield from (_Import(name, (), path, statement.span.line) for name in names)
        elif top_level(statement.module) in known:
            taken = tuple(alias.name for alias in statement.names)
            yield _Import(statement.module, taken, path, statement.span.line)


class _Finder:
    """Finds the nearest directory above a file that has what the file imports."""

    def __init__(
        self, facts: Mapping[str, FileFacts], index: PathIndex, marked: Collection[str], declared: Collection[str]
    ) -> None:
        self._facts = facts
        self._index = index
        self._marked = marked
        self._declared = declared
        self._above: dict[tuple[str, str], tuple[str, ...]] = {}

    def find(self, wanted: _Import) -> str | None:
        """Return the directory, None if no directory above the importer has the module.

        One that has all of a dotted name is preferred to a nearer one that has only its first part.
        """
        holders = self._holders(folder(wanted.path), top_level(wanted.module))
        if not holders:
            return None
        fitting = [directory for directory in holders if self._succeeds(wanted, directory)]
        whole = (directory for directory in fitting if self._index.find_dotted(wanted.module, [directory]))
        return next(whole, fitting[0] if fitting else None)

    def _holders(self, directory: str, name: str) -> tuple[str, ...]:
        """Return the directories around one that have a top-level name, innermost first."""
        key = directory, name
        if key not in self._above:
            self._above[key] = tuple(above for above in upward(directory) if name in self._index.names(above))
        return self._above[key]

    def _succeeds(self, wanted: _Import, directory: str) -> bool:
        name = top_level(wanted.module)
        found = self._index.names(directory)[name]
        if not is_importable(name) or (found.path == wanted.path and not found.directories):
            return False
        if "__init__" in self._index.names(directory) and not self._may_be_both(wanted, directory):
            return False
        if found.kind is ModuleKind.NAMESPACE:
            # A regular package or module beats a namespace portion wherever it is on the path: `name/name/__init__.py`.
            is_beaten = is_any_stdlib(name) or self._leads_to_module(wanted, found.directories[0])
            return not is_beaten and self._leads_to_module(wanted, directory)
        is_others = is_any_stdlib(name) or name in self._declared
        return not is_others or self._leads_to_module(wanted, directory)

    def _may_be_both(self, wanted: _Import, directory: str) -> bool:
        """Return whether a package looks as if it were the directory of a program as well."""
        is_script = self._facts[wanted.path].main_guard is not None and folder(wanted.path) == directory
        is_others = top_level(wanted.module) in self._declared or is_well_known(wanted.module)
        return (is_script or directory in self._marked) and not is_others

    def _leads_to_module(self, wanted: _Import, directory: str) -> bool:
        """Return whether a submodule is named and exists, by the dotted name or after `from`."""
        found = self._index.find_dotted(wanted.module, [directory])
        if found is not None and found.kind is not ModuleKind.NAMESPACE and "." in wanted.module:
            return True
        inside = (join(wanted.module, name) for name in wanted.names)
        return found is not None and any(self._index.find_dotted(name, [directory]) is not None for name in inside)
