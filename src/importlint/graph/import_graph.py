"""The import graph: which module imports which, by which statement, when.

Nodes are modules as a source root knows them. The adjacency is plain dictionaries: docs/decisions/001-components.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from importlint.graph.components import strongly_connected
from importlint.graph.meanings import Asked, Meanings, Meant
from importlint.model.facts import FileFacts, ImportStatement, Timing
from importlint.model.location import Location
from importlint.model.names import join, parents, resolve_relative
from importlint.model.root import Module, ModuleId
from importlint.resolve.resolver import Resolver

_new = tuple.__new__


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


class ImportGraph(NamedTuple):
    """All modules of a project and the edges between them, both sorted.

    tangled: the edges that can be part of a cycle, whichever edges count, by importer: those inside the components of
    the whole graph, without implicit imports of packages around the importer.
    named: the dotted names that absolute imports of any file name, each with those files, sorted.
    """

    modules: Mapping[ModuleId, Module]
    edges: tuple[Edge, ...]
    by_importer: Mapping[ModuleId, tuple[Edge, ...]]
    by_imported: Mapping[ModuleId, tuple[Edge, ...]]
    tangled: Mapping[ModuleId, tuple[Edge, ...]]
    named: Mapping[str, Sequence[str]]

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
    outgoing: dict[ModuleId, tuple[Edge, ...]] = {}
    for module in waiting:
        found = facts.get(module.path)
        if found is None or not found.imports:
            continue
        root = module.id.root
        if root not in meanings:
            meanings[root] = Meanings(resolver, root)
        outgoing[module.id] = tuple(_edges(module, found.imports, meanings[root]))
        for imported in meanings[root].take_new():
            if imported.id not in modules:
                modules[imported.id] = imported
                waiting.append(imported)
    by_importer = {module: outgoing[module] for module in sorted(outgoing) if outgoing[module]}
    return ImportGraph(
        modules={id_: modules[id_] for id_ in sorted(modules)},
        edges=tuple(chain.from_iterable(by_importer.values())),
        by_importer=by_importer,
        by_imported=_by_imported(by_importer),
        tangled=_tangled(by_importer),
        named=_named(facts),
    )


def _by_imported(by_importer: Mapping[ModuleId, tuple[Edge, ...]]) -> dict[ModuleId, tuple[Edge, ...]]:
    groups: defaultdict[ModuleId, list[Edge]] = defaultdict(list)
    for edge in chain.from_iterable(by_importer.values()):
        groups[edge.imported].append(edge)
    return {module: tuple(group) for module, group in groups.items()}


def _tangled(by_importer: Mapping[ModuleId, tuple[Edge, ...]]) -> dict[ModuleId, tuple[Edge, ...]]:
    outgoing: dict[ModuleId, list[Edge]] = {}
    for module, edges in by_importer.items():
        around = {module.name, *parents(module.name)}  # Those of `Edge.to_own_parent`.
        outgoing[module] = [edge for edge in edges if not (edge.implicit and edge.imported.name in around)]
    components = strongly_connected(
        {module: dict.fromkeys([edge.imported for edge in edges]) for module, edges in outgoing.items()}
    )
    component = {module: number for number, members in enumerate(components) for module in members}
    inside = {
        module: tuple([edge for edge in edges if component[edge.imported] == component[module]])
        for module, edges in outgoing.items()
    }
    return {module: edges for module, edges in inside.items() if edges}


def _named(facts: Mapping[str, FileFacts]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for path in sorted(facts):
        for name in {name for statement in facts[path].imports for name in statement.absolute}:
            named.setdefault(name, []).append(path)
    return {name: named[name] for name in sorted(named)}


def _edges(importer: Module, statements: Iterable[ImportStatement], meanings: Meanings) -> Iterator[Edge]:
    id_, path, package = importer.id, importer.path, importer.package
    for statement in statements:
        _, is_from, base, level, aliases, _, _ = statement
        names = tuple([alias.name for alias in aliases])
        if level:
            base = resolve_relative(package, level, base) or ""
        # Most files ask for what others have asked for.
        key = (base, names) if is_from else names
        asked = meanings.asked.get(key)
        if asked is None:
            found = _asked_of(base, names, meanings) if is_from else _asked_for(names, meanings)
            asked = meanings.asked[key] = tuple(found)
        if asked:
            timing, guarded = statement.timing, statement.guarded
            for (imported, assumed, _), reads in asked:
                fields = (id_, imported, path, timing, statement, reads is None, guarded, assumed, reads or ())
                yield _new(Edge, fields)


def _asked_for(names: Iterable[str], meanings: Meanings) -> Iterable[Asked]:
    """Return what `import a.b, c` asks for (CPython: Lib/importlib/_bootstrap.py, _find_and_load_unlocked)."""
    asked: dict[Meant, tuple[str, ...] | None] = {}
    for name in names:
        above, end = meanings.way(name)
        for parent, _ in above:
            asked.setdefault(parent, None)
        if end is not None:
            asked[end] = ()
    return asked.items()


def _asked_of(base: str, names: tuple[str, ...], meanings: Meanings) -> Iterable[Asked]:
    """Return what `from p import x` asks for (CPython: Lib/importlib/_bootstrap.py, _handle_fromlist)."""
    above, end = meanings.way(base)
    if end is None:
        return ()
    if not end.has_parts:
        return (*above, (end, names))
    parts = {name: part for name in names if (part := meanings.meant(join(base, name)))}
    names = tuple([name for name in names if name not in parts])
    return (*above, (end, names or None), *[(part, ()) for part in parts.values()])
