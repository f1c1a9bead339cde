"""Cycles: the strongly connected components of some of the edges, with what a reader needs to mend each."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from importlint.graph.components import strongly_connected
from importlint.graph.import_graph import Edge, ImportGraph
from importlint.model.root import ModuleId


class Cycle(NamedTuple):
    """A strongly connected component of more than one module, or a module that imports itself.

    modules: sorted. edges: all edges between them, sorted. shortest: the edges of a shortest way around, in order,
    from its smallest module.
    """

    modules: tuple[ModuleId, ...]
    edges: tuple[Edge, ...]
    shortest: tuple[Edge, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the module names around the shortest way, the first one not repeated at the end."""
        return tuple(edge.importer.name for edge in self.shortest)

    @property
    def roots(self) -> tuple[str, ...]:
        """Return the source roots that it touches, sorted."""
        return tuple(sorted({module.root for module in self.modules}))


def find_cycles(graph: ImportGraph, keep: Callable[[Edge], bool]) -> tuple[Cycle, ...]:
    """Find the cycles of the edges to keep, sorted by their modules.

    The implicit import of a package around the importer never counts: see `Edge.to_own_parent`.
    """
    outgoing = {
        module: kept for module, edges in graph.tangled.items() if (kept := [edge for edge in edges if keep(edge)])
    }
    components = strongly_connected({module: [e.imported for e in edges] for module, edges in outgoing.items()})
    return tuple(sorted(_cycles_of(components, outgoing), key=lambda cycle: cycle.modules))


def _cycles_of(components: Iterable[list[ModuleId]], outgoing: Mapping[ModuleId, list[Edge]]) -> Iterable[Cycle]:
    for component in components:
        members = frozenset(component)
        inside = {
            module: [edge for edge in outgoing.get(module, ()) if edge.imported in members]
            for module in sorted(members)
        }
        edges = tuple(edge for kept in inside.values() for edge in kept)
        if edges:
            yield Cycle(modules=tuple(inside), edges=edges, shortest=shortest_cycle(inside))


def shortest_cycle(inside: Mapping[ModuleId, Iterable[Edge]]) -> tuple[Edge, ...]:
    """Find a shortest cycle by breadth-first search from each module; () if there is none.

    Among equally short ones the first in the order of modules and edges wins, and it begins at its smallest module.
    """
    best: tuple[Edge, ...] = ()
    for start in inside:
        best = _shortest_through(start, inside, limit=len(best) - 1 if best else len(inside)) or best
    first = min(range(len(best)), key=lambda position: best[position].importer, default=0)
    return best[first:] + best[:first]


def shortest_with(cycle: Cycle, closing: Iterable[Edge]) -> tuple[Edge, ...]:
    """Find a shortest way around a cycle that uses one of some of its edges; it begins with that edge."""
    inside: dict[ModuleId, list[Edge]] = {}
    for edge in cycle.edges:
        inside.setdefault(edge.importer, []).append(edge)
    best: tuple[Edge, ...] = ()
    for edge in closing:
        limit = len(best) - 1 if best else len(inside)
        best = _shortest_through(edge.importer, {**inside, edge.importer: [edge]}, limit=limit) or best
    return best


def _shortest_through(start: ModuleId, inside: Mapping[ModuleId, Iterable[Edge]], *, limit: int) -> tuple[Edge, ...]:
    """Return a shortest cycle through a module that has at most `limit` edges, or ()."""
    reached_by: dict[ModuleId, Edge] = {}
    frontier = [start]
    for _ in range(limit):
        following: list[ModuleId] = []
        for module in frontier:
            for edge in inside.get(module, ()):
                if edge.imported == start:
                    return _way(edge, start, reached_by)
                if edge.imported not in reached_by:
                    reached_by[edge.imported] = edge
                    following.append(edge.imported)
        frontier = following
    return ()


def _way(last: Edge, start: ModuleId, reached_by: Mapping[ModuleId, Edge]) -> tuple[Edge, ...]:
    way = [last]
    while way[-1].importer != start:
        way.append(reached_by[way[-1].importer])
    return tuple(reversed(way))
