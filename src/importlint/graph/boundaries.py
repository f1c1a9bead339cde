"""Imports across boundaries: from groups of modules to others that they may not reach."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from importlint.graph.import_graph import Edge
from importlint.model.root import ModuleId


class Group(NamedTuple):
    """Modules on one side of a boundary, and what to call them."""

    label: str
    members: frozenset[ModuleId]


class Breach(NamedTuple):
    """A chain of imports from one group to another that it may not reach; one edge for a direct import."""

    importer: Group
    imported: Group
    chain: tuple[Edge, ...]


def find_breaches(
    edges: Iterable[Edge], groups: Sequence[Group], may_not: Callable[[Group, Group], bool], *, indirect: bool
) -> tuple[Breach, ...]:
    """Find each direct import across a boundary, and a shortest chain to each import that ends an indirect one.

    A chain leads through modules of no group: from a module of a group on it is that one's own affair.
    """
    outgoing: defaultdict[ModuleId, list[Edge]] = defaultdict(list)
    for edge in edges:
        outgoing[edge.importer].append(edge)
    grouped = {module for group in groups for module in group.members}
    found: list[Breach] = []
    for group in groups:
        targets = {module: other for other in groups if may_not(group, other) for module in other.members}
        chains = _chains(group, outgoing, targets, frozenset(grouped), indirect=indirect) if targets else ()
        found.extend(Breach(group, targets[chain[-1].imported], chain) for chain in chains)
    return tuple(sorted(found, key=lambda breach: (breach.chain[-1].location, breach.chain[0].location)))


def _chains(
    group: Group,
    outgoing: Mapping[ModuleId, Sequence[Edge]],
    targets: Mapping[ModuleId, Group],
    grouped: frozenset[ModuleId],
    *,
    indirect: bool,
) -> Iterator[tuple[Edge, ...]]:
    """Yield a shortest chain for each pair of modules that an import across a boundary joins: breadth-first search."""
    reached_by: dict[ModuleId, Edge] = {}
    frontier = sorted(group.members)
    while frontier:
        following: list[ModuleId] = []
        for module in frontier:
            ends: set[ModuleId] = set()
            for edge in outgoing.get(module, ()):
                if edge.imported in targets and edge.imported not in ends:
                    ends.add(edge.imported)
                    yield _back(edge, reached_by)
                elif indirect and edge.imported not in grouped and edge.imported not in reached_by:
                    reached_by[edge.imported] = edge
                    following.append(edge.imported)
        frontier = following


def _back(last: Edge, reached_by: Mapping[ModuleId, Edge]) -> tuple[Edge, ...]:
    chain = [last]
    while chain[-1].importer in reached_by:
        chain.append(reached_by[chain[-1].importer])
    return tuple(reversed(chain))
