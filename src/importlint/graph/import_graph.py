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
from importlint.resolve.resolver import Origin, Resolver


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
    """Build the graph of all modules under some source roots, and of those that they import under further names."""
    modules = {module.id: module for root in roots for module in resolver.modules(root)}
    waiting = list(modules.values())
    edges: list[Edge] = []
    for module in waiting:
        found = facts.get(module.path)
        for statement in found.imports if found else ():
            for imported, edge in _edges(module, statement, resolver):
                edges.append(edge)
                if edge.imported not in modules:
                    modules[edge.imported] = imported
                    waiting.append(imported)
    edges.sort(key=lambda edge: edge.importer)
    return ImportGraph(
        modules={id_: modules[id_] for id_ in sorted(modules)},
        edges=tuple(edges),
        by_importer=_grouped(edges, lambda edge: edge.importer),
        by_imported=_grouped(edges, lambda edge: edge.imported),
    )


def _grouped(edges: Iterable[Edge], key: Callable[[Edge], ModuleId]) -> dict[ModuleId, tuple[Edge, ...]]:
    groups: dict[ModuleId, list[Edge]] = {}
    for edge in edges:
        groups.setdefault(key(edge), []).append(edge)
    return {module: tuple(group) for module, group in groups.items()}


def _edges(importer: Module, statement: ImportStatement, resolver: Resolver) -> Iterator[tuple[Module, Edge]]:
    for name, reads in _names(importer, statement, resolver).items():
        imported, assumed = _resolve(resolver, importer.id.root, name)
        if imported is not None:
            yield (
                imported,
                Edge(
                    importer=importer.id,
                    imported=imported.id,
                    path=importer.path,
                    timing=statement.timing,
                    statement=statement,
                    implicit=reads is None,
                    guarded=statement.guarded,
                    assumed=assumed,
                    reads=reads or (),
                ),
            )


def _resolve(resolver: Resolver, root: str, name: str) -> tuple[Module | None, bool]:
    """Return the module that a name means in a root, and whether that is assumed."""
    resolution = resolver.resolve(root, name)
    if resolution.origin is Origin.ELSEWHERE and len(resolution.elsewhere) == 1:
        return resolution.elsewhere[0], True
    return resolution.module, False


def _names(importer: Module, statement: ImportStatement, resolver: Resolver) -> dict[str, tuple[str, ...] | None]:
    """Return the modules that a statement imports, in order, each with the names that it reads from it.

    None is a module that is imported only implicitly: as a parent, nothing being read from it.

    CPython: Lib/importlib/_bootstrap.py, _find_and_load_unlocked (parents) and _handle_fromlist (`from p import x`).
    """

    def is_module(name: str) -> bool:
        return _resolve(resolver, importer.id.root, name)[0] is not None

    if not statement.is_from:
        return _with_parents(alias.name for alias in statement.names)
    package = importer.id.name if importer.kind is ModuleKind.PACKAGE else importer.id.name.rpartition(".")[0]
    base = resolve_relative(package, statement.level, statement.module)
    if not base or not is_module(base):
        return {}
    submodules = [alias.name for alias in statement.names if is_module(join(base, alias.name))]
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
