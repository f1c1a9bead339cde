"""Which imports to remove so that a cycle is none: the smallest set of statements, or nearly.

It is a minimum feedback arc set in which the arcs of one statement go together, NP-hard in general (R. Karp,
"Reducibility among combinatorial problems", 1972). The answer comes from bounds, then from a search that gives up
after a fixed number of steps, so the time is linear in the size of the component and the result does not depend on
the machine.
"""

from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from importlint.graph.cycles import Cycle
from importlint.graph.import_graph import Edge

_SEARCH_STEPS = 200_000
_LARGEST_SEARCH = 50
_PRUNING_STEPS = 2_000_000


class Break(NamedTuple):
    """A set of import statements whose removal leaves no cycle.

    imports: of each statement its first edge in the cycle, sorted. smallest: whether it is certain that no smaller set
    exists; False where the search was given up.
    """

    imports: tuple[Edge, ...]
    smallest: bool


def find_break(cycle: Cycle) -> Break:
    """Find a smallest set of import statements to remove, or a good one where the component is too large to be sure."""
    statements = sorted({edge.location for edge in cycle.edges})
    number = {location: position for position, location in enumerate(statements)}
    nodes = {module: position for position, module in enumerate(cycle.modules)}
    arcs: list[list[_Arc]] = [[] for _ in nodes]
    first: dict[int, Edge] = {}
    for edge in cycle.edges:
        statement = number[edge.location]
        first.setdefault(statement, edge)
        arcs[nodes[edge.importer]].append(_Arc(nodes[edge.imported], statement))
    chosen, smallest = _smallest(arcs)
    return Break(tuple(first[statement] for statement in sorted(chosen)), smallest)


class _Arc(NamedTuple):
    """An edge: the node that it leads to, and the statement that it belongs to."""

    node: int
    statement: int


_Arcs = Sequence[Sequence[_Arc]]


class _GaveUpError(Exception):
    """The search has used up its steps."""


def _smallest(arcs: _Arcs) -> tuple[frozenset[int], bool]:
    """Return the statements to remove, and whether no smaller set can exist."""
    best = _prune(arcs, _against_the_order(arcs))
    search = _Search(arcs)
    try:
        at_least = search.count_disjoint_cycles()
        if len(best) > _LARGEST_SEARCH:
            return best, len(best) == at_least
        for size in range(at_least, len(best)):
            found = search.remove(size, frozenset(), frozenset())
            if found is not None:
                return found, True
    except _GaveUpError:
        return best, False
    return best, True


class _Search:
    """A search for a set of a given size: every cycle must lose a statement, so branch on those of a shortest one."""

    def __init__(self, arcs: _Arcs) -> None:
        self._arcs = arcs
        self._steps = _SEARCH_STEPS

    def count_disjoint_cycles(self) -> int:
        """Count cycles that share no statement, greedily: as many statements must go at least."""
        removed: frozenset[int] = frozenset()
        count = 0
        while cycle := self._shortest_cycle(removed):
            removed |= set(cycle)
            count += 1
        return count

    def remove(self, size: int, removed: frozenset[int], kept: frozenset[int]) -> frozenset[int] | None:
        """Return a set of at most `size` more statements, none of them in `kept`, that leaves no cycle."""
        cycle = self._shortest_cycle(removed)
        if not cycle:
            return removed
        if size == 0:
            return None
        for statement in sorted(set(cycle) - kept):
            found = self.remove(size - 1, removed | {statement}, kept)
            if found is not None:
                return found
            kept |= {statement}
        return None

    def _shortest_cycle(self, removed: frozenset[int]) -> list[int]:
        """Return the statements of a shortest cycle that is left, [] if there is none."""
        best: list[int] = []
        for start in range(len(self._arcs)):
            best = self._shortest_through(start, removed, len(best) - 1 if best else len(self._arcs)) or best
            if len(best) == 1:
                break
        return best

    def _shortest_through(self, start: int, removed: frozenset[int], limit: int) -> list[int]:
        came_by: dict[int, tuple[int, int]] = {}
        frontier = [start]
        while frontier and limit:
            limit -= 1
            following: list[int] = []
            for node in frontier:
                self._spend(1 + len(self._arcs[node]))
                for target, statement in self._arcs[node]:
                    if statement in removed:
                        continue
                    if target == start:
                        return [statement, *_statements_to(node, start, came_by)]
                    if target not in came_by:
                        came_by[target] = (node, statement)
                        following.append(target)
            frontier = following
        return []

    def _spend(self, steps: int) -> None:
        self._steps -= steps
        if self._steps < 0:
            raise _GaveUpError


def _statements_to(node: int, start: int, came_by: dict[int, tuple[int, int]]) -> Iterator[int]:
    while node != start:
        node, statement = came_by[node]
        yield statement


def _against_the_order(arcs: _Arcs) -> frozenset[int]:
    """Return the statements that lead backwards in a good order of the nodes.

    P. Eades, X. Lin, W. Smyth, "A fast and effective heuristic for the feedback arc set problem", 1993: sinks last,
    sources first, and in between the node with the most outgoing over incoming arcs.
    """
    place = {node: position for position, node in enumerate(_order(arcs))}
    return frozenset(
        arc.statement for node, leaving in enumerate(arcs) for arc in leaving if place[arc.node] <= place[node]
    )


def _order(arcs: _Arcs) -> list[int]:
    leaving = [{arc.node for arc in found if arc.node != node} for node, found in enumerate(arcs)]
    arriving: list[set[int]] = [set() for _ in arcs]
    for node, targets in enumerate(leaving):
        for target in targets:
            arriving[target].add(node)

    def urgency(node: int) -> tuple[int, int, int]:
        if not leaving[node] or not arriving[node]:
            return (0 if not leaving[node] else 1, 0, node)
        return (2, len(arriving[node]) - len(leaving[node]), node)

    first: list[int] = []
    last: list[int] = []
    waiting = sorted(urgency(node) for node in range(len(arcs)))
    left = set(range(len(arcs)))
    while left:
        known = heappop(waiting)
        node = known[-1]
        if node not in left or known != urgency(node):
            continue  # an entry from before one of its neighbours was taken
        (first if leaving[node] else last).append(node)
        left.discard(node)
        for neighbour in leaving[node] | arriving[node]:
            arriving[neighbour].discard(node)
            leaving[neighbour].discard(node)
            heappush(waiting, urgency(neighbour))
    return [*first, *reversed(last)]


def _prune(arcs: _Arcs, removed: frozenset[int]) -> frozenset[int]:
    """Put back each statement that closes no cycle, as long as there is time."""
    size = sum(len(leaving) + 1 for leaving in arcs)
    steps = _PRUNING_STEPS
    ends: dict[int, dict[int, list[int]]] = {statement: {} for statement in sorted(removed)}
    for node, leaving in enumerate(arcs):
        for target, statement in leaving:
            if statement in ends:
                ends[statement].setdefault(node, []).append(target)
    order = _sorted(arcs, removed)
    for statement, targets in ends.items():
        steps -= size
        if steps < 0:
            break
        if len(targets) == 1 and _leads_back(arcs, removed, order, *targets.popitem()):
            continue
        with_it = _sorted(arcs, removed - {statement})
        if len(with_it) == len(arcs):
            removed, order = removed - {statement}, with_it
    return removed


def _leads_back(
    arcs: _Arcs, removed: frozenset[int], order: Mapping[int, int], node: int, targets: Sequence[int]
) -> bool:
    """Return whether a way leads to a node from one of some others; none does that passes what stands behind it."""
    waiting = [target for target in targets if order[target] <= order[node]]
    seen = set(waiting)
    while waiting and node not in seen:
        for target, statement in arcs[waiting.pop()]:
            if target not in seen and statement not in removed and order[target] <= order[node]:
                seen.add(target)
                waiting.append(target)
    return node in seen


def _sorted(arcs: _Arcs, removed: frozenset[int]) -> dict[int, int]:
    """Return the places of nodes in an order in which all arcs that are left lead forward (Kahn's algorithm).

    What cycles lead to is left out.
    """
    arriving = [0] * len(arcs)
    for leaving in arcs:
        for target, statement in leaving:
            arriving[target] += statement not in removed
    free = [node for node, count in enumerate(arriving) if not count]
    for node in free:
        for target, statement in arcs[node]:
            if statement not in removed:
                arriving[target] -= 1
                if not arriving[target]:
                    free.append(target)
    return {node: place for place, node in enumerate(free)}
