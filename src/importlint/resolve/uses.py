"""Find the directories from which the absolute imports of the files in and below them succeed.

A file that imports `app.core`, with `app/core.py` in a directory above it, was written for a search path with that
directory on it; likewise a script that imports its neighbour.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from importlint.model.facts import FileFacts, ImportStatement
from importlint.model.names import top_level
from importlint.model.root import Evidence, ModuleKind
from importlint.resolve.directories import folder, upward
from importlint.resolve.providers import is_well_known
from importlint.resolve.provision import is_importable
from importlint.resolve.search_path import Found, PathIndex
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
    """An absolute import: the module that it names, where it stands, and the names that it takes, () for none."""

    module: str
    path: str
    statement: ImportStatement

    @property
    def taken(self) -> tuple[str, ...]:
        """Return the names after `from`."""
        return tuple(alias.name for alias in self.statement.names) if self.statement.is_from else ()


class _Gathered(NamedTuple):
    """What is imported from a directory under one top-level name: first, all of it, and from which directories."""

    first: _Import
    modules: set[str]
    importers: set[str]


def find_uses(
    facts: Mapping[str, FileFacts], index: PathIndex, marked: Collection[str], declared: Collection[str]
) -> tuple[Use, ...]:
    """Find what files import from directories above them, by directory and name.

    marked: directories that hold a project file. declared: import names of the dependencies that projects declare.
    """
    found: dict[tuple[str, str], _Gathered] = {}
    finder = _Finder(index, marked, declared)
    # Of which modules it is known what all files of a directory mean by them.
    settled: defaultdict[tuple[str, bool], set[str]] = defaultdict(set)
    for path in sorted(facts):
        place, is_script = folder(path), facts[path].main_guard is not None
        settled_here = settled[place, is_script]
        for statement in facts[path].imports:
            for module in statement.absolute:
                if module in settled_here:
                    continue
                name = top_level(module)
                holders = finder.holders(place, name, is_script)
                wanted = _Import(module, path, statement)
                directory = finder.choose(holders, wanted) if holders else None
                if not holders or (len(holders) == 1 and holders[0].is_certain):
                    settled_here.add(module)
                if directory is not None:
                    if (directory, name) not in found:
                        found[directory, name] = _Gathered(wanted, set(), set())
                    found[directory, name].modules.add(module)
                    found[directory, name].importers.add(place)
    return tuple(_use(directory, name, gathered) for (directory, name), gathered in sorted(found.items()))


def _use(directory: str, name: str, gathered: _Gathered) -> Use:
    first = gathered.first
    return Use(
        directory,
        name,
        modules=frozenset(gathered.modules),
        importers=frozenset(gathered.importers),
        evidence=Evidence(first.path, first.statement.span.line, f"imports `{first.module}` from there"),
    )


class _Holder(NamedTuple):
    """A directory that has a top-level name, and whether that is certainly meant."""

    directory: str
    is_certain: bool


class _Finder:
    """Finds the nearest directory above a file that has what the file imports."""

    def __init__(self, index: PathIndex, marked: Collection[str], declared: Collection[str]) -> None:
        self._index = index
        self._marked = marked
        self._declared = declared
        self._holders: dict[tuple[str, str, bool], tuple[_Holder, ...]] = {}
        self._dotted: dict[tuple[str, str], Found | None] = {}

    def holders(self, place: str, name: str, is_script: bool) -> tuple[_Holder, ...]:
        """Return the directories around one that may give a top-level name, innermost first."""
        key = place, name, is_script
        if key not in self._holders:
            self._holders[key] = tuple(self._find_holders(*key))
        return self._holders[key]

    def choose(self, holders: Sequence[_Holder], wanted: _Import) -> str | None:
        """Return the directory, None if no directory above the importer has the module.

        One that has all of a dotted name is preferred to a nearer one that has only its first part.
        """
        fitting = [holder for holder, is_certain in holders if is_certain or self._succeeds(wanted, holder)]
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        return next((directory for directory in fitting if self._find(wanted.module, directory)), fitting[0])

    def _find_holders(self, place: str, name: str, is_script: bool) -> Iterator[_Holder]:
        for above in upward(place):
            names = self._index.names(above)
            if name in names and is_importable(name):
                is_own_script = is_script and above == place
                if "__init__" in names:
                    may_be_root = self._may_be_both(name, above, is_script=is_own_script)
                else:
                    may_be_root = is_own_script or not self._is_meant_otherwise(name, above)
                if may_be_root:
                    yield _Holder(above, self._is_certain(name, above))

    def _may_be_both(self, name: str, directory: str, *, is_script: bool) -> bool:
        """Return whether a package looks as if it were the directory of a program as well."""
        is_others = name in self._declared or is_well_known(name)
        return (is_script or directory in self._marked) and not is_others

    def _is_meant_otherwise(self, name: str, directory: str) -> bool:
        """Return whether a directory lies in a package, and a name in it is a well-known distribution's."""
        _, *around = upward(directory)
        in_package = any("__init__" in self._index.names(above) for above in around)
        return in_package and is_well_known(name) and directory not in self._marked

    def _is_certain(self, name: str, directory: str) -> bool:
        """Return whether an import of a name always finds it here: a regular package, and no name of others."""
        is_others = is_any_stdlib(name) or name in self._declared
        return self._index.names(directory)[name].kind is ModuleKind.PACKAGE and not is_others

    def _succeeds(self, wanted: _Import, directory: str) -> bool:
        name = top_level(wanted.module)
        found = self._index.names(directory)[name]
        if found.path == wanted.path and not found.directories:
            return False
        if found.kind is ModuleKind.MODULE and "." in wanted.module and not self._index.extends_path(found.path):
            return False
        if found.kind is ModuleKind.NAMESPACE:
            # A regular package or module beats a namespace portion wherever it is on the path: `name/name/__init__.py`.
            is_beaten = is_any_stdlib(name) or self._leads_to_module(wanted, found.directories[0])
            return not is_beaten and self._leads_to_module(wanted, directory)
        is_others = is_any_stdlib(name) or name in self._declared
        return not is_others or self._leads_to_module(wanted, directory)

    def _leads_to_module(self, wanted: _Import, directory: str) -> bool:
        """Return whether a submodule is named and exists, by the dotted name or after `from`."""
        found = self._find(wanted.module, directory)
        if found is not None and found.kind is not ModuleKind.NAMESPACE and "." in wanted.module:
            return True
        return found is not None and any(self._index.find(name, found.directories) for name in wanted.taken)

    def _find(self, module: str, directory: str) -> Found | None:
        key = module, directory
        if key not in self._dotted:
            self._dotted[key] = self._index.find_dotted(module, [directory])
        return self._dotted[key]
