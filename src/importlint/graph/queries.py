"""Questions about the import graph that grimp answers, fed with our edges: the only user of grimp."""

from collections.abc import Callable
from itertools import pairwise

import grimp

from importlint.graph.import_graph import Edge, ImportGraph
from importlint.model.root import ModuleId

Chain = tuple[Edge, ...]


def find_chains(
    graph: ImportGraph, importer: ModuleId, imported: ModuleId, keep: Callable[[Edge], bool], *, whole_packages: bool
) -> tuple[Chain, ...]:
    """Find the shortest chains of imports that lead from one module to another, the shortest of them first.

    whole_packages: each end stands for the modules below it, too; there is a chain then for each pair that has one.
    """
    edges = _first_edges(graph, keep)
    names = _names(graph)
    modules = {name: module for module, name in names.items()}
    known = grimp.ImportGraph()
    for name in modules:
        known.add_module(name)
    for start, end in edges:
        known.add_import(importer=names[start], imported=names[end])
    found = known.find_shortest_chains(names[importer], names[imported], as_packages=whole_packages)
    chains = [tuple(edges[modules[a], modules[b]] for a, b in pairwise(chain)) for chain in found]
    return tuple(sorted(chains, key=_order))


def _order(chain: Chain) -> tuple[int, ModuleId, tuple[ModuleId, ...]]:
    return (len(chain), chain[0].importer, tuple(edge.imported for edge in chain))


def _first_edges(graph: ImportGraph, keep: Callable[[Edge], bool]) -> dict[tuple[ModuleId, ModuleId], Edge]:
    """Return one edge for each pair of modules: a written import rather than an implicit one, else the first."""
    edges: dict[tuple[ModuleId, ModuleId], Edge] = {}
    for edge in sorted(graph.edges, key=lambda edge: edge.implicit):
        if keep(edge) and edge.importer != edge.imported and not edge.to_own_parent:
            edges.setdefault((edge.importer, edge.imported), edge)
    return edges


def _names(graph: ImportGraph) -> dict[ModuleId, str]:
    """Return names for grimp, which knows one source root: each of ours is a package there."""
    roots = {root: f"root{number}" for number, root in enumerate(sorted({module.root for module in graph.modules}))}
    return {module: f"{roots[module.root]}.{module.name}" for module in graph.modules}
