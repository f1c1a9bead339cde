"""The import graph: which module imports which, by which statement, when.

Nodes are modules as a source root knows them. The adjacency is plain dictionaries: docs/decisions/001-components.md.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from importlint.graph.components import strongly_connected
from importlint.graph.meanings import Meanings
from importlint.model.facts import FileFacts, ImportStatement, Timing
from importlint.model.location import Location
from importlint.model.names import join, resolve_relative
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
    """All modules of a project and the edges between them, both sorted.

    tangled: the edges that can be part of a cycle, whichever edges count, by importer: those inside the components of
    the whole graph, without implicit imports of packages around the importer.
    """

    modules: Mapping[ModuleId, Module]
    edges: tuple[Edge, ...]
    by_importer: Mapping[ModuleId, tuple[Edge, ...]]
    by_imported: Mapping[ModuleId, tuple[Edge, ...]]
    tangled: Mapping[ModuleId, tuple[Edge, ...]]

    def imports_of(self, module: ModuleId) -> tuple[Edge, ...]:
        """Return the edges that start at a module, in source order."""
        return self.by_importer.get(module, ())

    def importers_of(self, module: ModuleId) -> tuple[Edge, ...]:
        """Return the edges that end at a module, by importer and line."""
        return self.by_imported.get(module, ())


def build_graph(facts: Mapping[str, FileFacts], roots: Iterable[str], resolver: Resolver) -> ImportGraph:
    """Build the graph of all modules under some source roots, and of those that they import under further names."""
    modules = {module.id: module for root in roots for module in resolver.modules(root)}
    meanings: dict[str, Meanings] = {}
    waiting = list(modules.values())
    edges: list[Edge] = []
    for module in waiting:
        found = facts.get(module.path)
        if found is None or not found.imports:
            continue
        root = module.id.root
        if root not in meanings:
            meanings[root] = Meanings(resolver, root)
        for imported, edge in _edges(module, found.imports, meanings[root]):
            edges.append(edge)
            if edge.imported not in modules:
                modules[edge.imported] = imported
                waiting.append(imported)
    edges.sort(key=itemgetter(0))
    by_importer = _grouped(edges, itemgetter(0))
    return ImportGraph(
        modules={id_: modules[id_] for id_ in sorted(modules)},
        edges=tuple(edges),
        by_importer=by_importer,
        by_imported=_grouped(edges, itemgetter(1)),
        tangled=_tangled(by_importer),
    )


def _grouped(edges: Iterable[Edge], key: Callable[[Edge], ModuleId]) -> dict[ModuleId, tuple[Edge, ...]]:
    groups: dict[ModuleId, list[Edge]] = {}
    for edge in edges:
        groups.setdefault(key(edge), []).append(edge)
    return {module: tuple(group) for module, group in groups.items()}


def _tangled(by_importer: Mapping[ModuleId, tuple[Edge, ...]]) -> dict[ModuleId, tuple[Edge, ...]]:
    outgoing = {module: [edge for edge in edges if not edge.to_own_parent] for module, edges in by_importer.items()}
    components = strongly_connected({module: [edge.imported for edge in edges] for module, edges in outgoing.items()})
    component = {module: number for number, members in enumerate(components) for module in members}
    inside = {
        module: tuple(edge for edge in edges if component[edge.imported] == component[module])
        for module, edges in outgoing.items()
    }
    return {module: edges for module, edges in inside.items() if edges}


def _edges(
    importer: Module, statements: Iterable[ImportStatement], meanings: Meanings
) -> Iterator[tuple[Module, Edge]]:
    for statement in statements:
        timing, guarded = statement.timing, statement.guarded
        for name, reads in _names(importer, statement, meanings).items():
            imported, assumed = meanings.meaning(name)
            if imported is not None:
                yield (
                    imported,
                    Edge(
                        importer.id,
                        imported.id,
                        importer.path,
                        timing,
                        statement,
                        implicit=reads is None,
                        guarded=guarded,
                        assumed=assumed,
                        reads=reads or (),
                    ),
                )


def _names(importer: Module, statement: ImportStatement, meanings: Meanings) -> dict[str, tuple[str, ...] | None]:
    """Return the modules that a statement imports, in order, each with the names that it reads from it.

    None is a module that is imported only implicitly: as a parent, nothing being read from it.

    CPython: Lib/importlib/_bootstrap.py, _find_and_load_unlocked (parents) and _handle_fromlist (`from p import x`).
    """
    if not statement.is_from:
        return _with_parents((alias.name for alias in statement.names), meanings)
    package = importer.id.name if importer.kind is ModuleKind.PACKAGE else importer.id.name.rpartition(".")[0]
    base = resolve_relative(package, statement.level, statement.module)
    if not base or not meanings.is_module(base):
        return {}
    taken = [alias.name for alias in statement.names]
    submodules = [name for name in taken if meanings.is_module(join(base, name))] if meanings.has_parts(base) else []
    names = _with_parents((base, *(join(base, name) for name in submodules)), meanings)
    names[base] = tuple(name for name in taken if name not in submodules) or None
    return names


def _with_parents(names: Iterable[str], meanings: Meanings) -> dict[str, tuple[str, ...] | None]:
    found: dict[str, tuple[str, ...] | None] = {}
    for name in names:
        for parent in meanings.parents(name):
            found.setdefault(parent, None)
        found[name] = ()
    return found
