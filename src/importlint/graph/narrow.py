"""Smaller graphs out of a large one: what is near a module, what lies in cycles, groups in place of modules."""

from collections import deque
from collections.abc import Callable, Iterable

from importlint.graph.components import strongly_connected
from importlint.model.facts import Timing
from importlint.model.report import GraphEdge, GraphModule, ReportGraph

_STRENGTH = {timing: position for position, timing in enumerate(Timing)}


def keep_edges(graph: ReportGraph, keep: Callable[[GraphEdge], bool]) -> ReportGraph:
    """Return the graph with some of its edges and all of its modules."""
    return ReportGraph(modules=graph.modules, edges=tuple(filter(keep, graph.edges)))


def near(graph: ReportGraph, centres: Iterable[int], depth: int) -> ReportGraph:
    """Return the modules that are at most `depth` imports away from some centre, in either direction."""
    neighbours: dict[int, set[int]] = {}
    for edge in graph.edges:
        neighbours.setdefault(edge.importer, set()).add(edge.imported)
        neighbours.setdefault(edge.imported, set()).add(edge.importer)
    distances = dict.fromkeys(centres, 0)
    queue = deque(distances)
    while queue:
        module = queue.popleft()
        if distances[module] < depth:
            for other in sorted(neighbours.get(module, ())):
                if other not in distances:
                    distances[other] = distances[module] + 1
                    queue.append(other)
    return _keep_modules(graph, distances.keys())


def in_cycles(graph: ReportGraph) -> frozenset[tuple[int, int]]:
    """Return importer and imported of each edge that lies in a strongly connected component of the eager edges."""
    successors: dict[int, list[int]] = {}
    for edge in graph.edges:
        if edge.timing is Timing.EAGER and not _is_to_own_package(edge, graph):
            successors.setdefault(edge.importer, []).append(edge.imported)
    components = {
        module: number for number, component in enumerate(strongly_connected(successors)) for module in component
    }
    return frozenset(
        (importer, imported)
        for importer, others in successors.items()
        for imported in others
        if importer != imported and components[importer] == components[imported]
    )


def _is_to_own_package(edge: GraphEdge, graph: ReportGraph) -> bool:
    importer, imported = graph.modules[edge.importer], graph.modules[edge.imported]
    return edge.implicit and importer.root == imported.root and importer.name.startswith(f"{imported.name}.")


def only_cycles(graph: ReportGraph) -> ReportGraph:
    """Return the modules and edges that lie in cycles."""
    cyclic = in_cycles(graph)
    kept = keep_edges(graph, lambda edge: (edge.importer, edge.imported) in cyclic)
    return _keep_modules(kept, {module for pair in cyclic for module in pair})


def collapse(graph: ReportGraph, level: int) -> ReportGraph:
    """Put the package of `level` parts in place of the modules in it, and the source root for level 0."""
    groups = [GraphModule(module.root, ".".join(module.name.split(".")[:level]), "") for module in graph.modules]
    paths = {(module.root, module.name): module.path for module in graph.modules}
    modules = sorted({group._replace(path=paths.get((group.root, group.name), "")) for group in groups})
    position = {(module.root, module.name): number for number, module in enumerate(modules)}
    joined: dict[tuple[int, int], GraphEdge] = {}
    for edge in graph.edges:
        importer, imported = (position[groups[end].root, groups[end].name] for end in (edge.importer, edge.imported))
        known = joined.get((importer, imported))
        if importer != imported and (known is None or _strength(edge) < _strength(known)):
            joined[importer, imported] = edge._replace(importer=importer, imported=imported)
    return ReportGraph(modules=tuple(modules), edges=tuple(sorted(joined.values())))


def _strength(edge: GraphEdge) -> tuple[bool, int]:
    """Return a key of which an edge that is written and runs first has the least."""
    return (edge.implicit, _STRENGTH[edge.timing])


def _keep_modules(graph: ReportGraph, kept: Iterable[int]) -> ReportGraph:
    position = {module: number for number, module in enumerate(sorted(kept))}
    return ReportGraph(
        modules=tuple(graph.modules[module] for module in position),
        edges=tuple(
            edge._replace(importer=position[edge.importer], imported=position[edge.imported])
            for edge in graph.edges
            if edge.importer in position and edge.imported in position
        ),
    )
