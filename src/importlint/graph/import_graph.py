"""The import graph: which module imports which, by which statement, when.

Nodes are modules as a source root knows them. The adjacency is plain dictionaries: docs/decisions/001-components.md.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from importlint.model.facts import FileFacts, ImportStatement, Timing
from importlint.model.location import Location
from importlint.model.names import join, parents, resolve_relative
from importlint.model.root import Module, ModuleId, ModuleKind
from importlint.resolve.resolver import Resolver


class Edge(NamedTuple):
    """One module that one import statement imports.

    path: the importer's file. implicit: the imported module is only a parent package of what the statement asks for.
    guarded: a handler around the statement catches a missing module. assumed: the importer's own search path does not
    have the name; exactly one other source root does. reads: the names that the statement takes out of the imported
    module itself, "*" for all; () where it only wants the module or its submodules.
    """

    importer: ModuleId
    imported: ModuleId
    path: str
    timing: Timing
    statement: ImportStatement
    implicit: bool = False
    guarded: bool = False
    assumed: bool = False
    reads: tuple[str, ...] = ()

    @property
    def location(self) -> Location:
        """Return the place of the statement."""
        return Location(self.path, self.statement.span)

    @property
    def on_import(self) -> bool:
        """Return whether the statement runs when its module is imported: eager, and not only when run as a script."""
        return self.timing is Timing.EAGER and not self.statement.context.main_guard

    @property
    def to_own_parent(self) -> bool:
        """Return whether this is the implicit import of a package around the importer.

        Such a package is in `sys.modules` before the importer's body starts, and nothing is read from it, so this
        edge can neither start a module nor fail (CPython: Lib/importlib/_bootstrap.py, _find_and_load_unlocked).
        """
        imported = self.imported.name
        return self.implicit and (self.importer.name == imported or self.importer.name.startswith(imported + "."))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportGraph:
    """All modules of a project and the edges between them, both sorted."""

    modules: Mapping[ModuleId, Module]
    edges: tuple[Edge, ...]
    by_importer: Mapping[ModuleId, tuple[Edge, ...]]
    by_imported: Mapping[ModuleId, tuple[Edge, ...]]

    def imports_of(self, module: ModuleId) -> tuple[Edge, ...]:
        """Return the edges that start at a module, in source order."""
        return self.by_importer.get(module, ())

    def importers_of(self, module: ModuleId) -> tuple[Edge, ...]:
        """Return the edges that end at a module, by importer and line."""
        return self.by_imported.get(module, ())


def build_graph(facts: Mapping[str, FileFacts], roots: Iterable[str], resolver: Resolver) -> ImportGraph:
    """Build the graph of all modules under some source roots."""
    modules = {module.id: module for root in roots for module in resolver.modules(root)}
    modules = {id_: modules[id_] for id_ in sorted(modules)}
    edges: list[Edge] = []
    targets = _Targets(resolver)
    for module in modules.values():
        found = facts.get(module.path)
        if found is not None:
            edges += (edge for statement in found.imports for edge in _edges(module, statement, targets))
    return ImportGraph(
        modules=modules,
        edges=tuple(edges),
        by_importer=_grouped(edges, lambda edge: edge.importer),
        by_imported=_grouped(edges, lambda edge: edge.imported),
    )


def _grouped(edges: Iterable[Edge], key: Callable[[Edge], ModuleId]) -> dict[ModuleId, tuple[Edge, ...]]:
    groups: dict[ModuleId, list[Edge]] = {}
    for edge in edges:
        groups.setdefault(key(edge), []).append(edge)
    return {module: tuple(group) for module, group in groups.items()}


class _Target(NamedTuple):
    """What a dotted name means to the modules of one source root."""

    module: ModuleId
    assumed: bool


class _Targets:
    """What dotted names mean, each asked once for each root."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._known: dict[ModuleId, _Target | None] = {}

    def find(self, root: str, name: str) -> _Target | None:
        wanted = ModuleId(root, name)
        if wanted not in self._known:
            self._known[wanted] = self._resolve(wanted)
        return self._known[wanted]

    def _resolve(self, wanted: ModuleId) -> _Target | None:
        resolution = self._resolver.resolve(wanted.root, wanted.name)
        if resolution.module is not None:
            return _Target(resolution.module.id, assumed=False)
        if len(resolution.elsewhere) == 1:
            return _Target(resolution.elsewhere[0].id, assumed=True)
        return None


def _edges(importer: Module, statement: ImportStatement, targets: _Targets) -> Iterator[Edge]:
    for name, reads in _names(importer, statement, targets).items():
        target = targets.find(importer.id.root, name)
        if target is not None:
            yield Edge(
                importer=importer.id,
                imported=target.module,
                path=importer.path,
                timing=statement.timing,
                statement=statement,
                implicit=reads is None,
                guarded=statement.guarded,
                assumed=target.assumed,
                reads=reads or (),
            )


def _names(importer: Module, statement: ImportStatement, targets: _Targets) -> dict[str, tuple[str, ...] | None]:
    """Return the modules that a statement imports, in order, each with the names that it reads from it.

    None is a module that is imported only implicitly: as a parent, nothing being read from it.

    CPython: Lib/importlib/_bootstrap.py, _find_and_load_unlocked (parents) and _handle_fromlist (`from p import x`).
    """
    if not statement.is_from:
        return _with_parents(alias.name for alias in statement.names)
    package = importer.id.name if importer.kind is ModuleKind.PACKAGE else importer.id.name.rpartition(".")[0]
    base = resolve_relative(package, statement.level, statement.module)
    root = importer.id.root
    if not base or targets.find(root, base) is None:
        return {}
    submodules = [alias.name for alias in statement.names if targets.find(root, join(base, alias.name)) is not None]
    names = _with_parents((base, *(join(base, name) for name in submodules)))
    names[base] = tuple(alias.name for alias in statement.names if alias.name not in submodules) or None
    return names


def _with_parents(names: Iterable[str]) -> dict[str, tuple[str, ...] | None]:
    found: dict[str, tuple[str, ...] | None] = {}
    for name in names:
        for parent in parents(name):
            found.setdefault(parent, None)
        found[name] = ()
    return found
