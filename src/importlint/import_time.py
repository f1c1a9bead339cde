"""Which deferred and lazy imports run all the same while modules are imported, seen by the import machine."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import partial

from importlint.graph.cycles import Cycle, find_cycles
from importlint.graph.import_graph import Edge, ImportGraph
from importlint.machine.beginnings import Beginnings
from importlint.machine.entries import run_imports
from importlint.machine.memory import NOTHING_REMEMBERED, Memory
from importlint.model.facts import Timing
from importlint.model.location import Location

_LAZY_SINCE = (3, 15)


def find_import_time_cycles(
    graph: ImportGraph, beginnings: Beginnings, memory: Memory = NOTHING_REMEMBERED
) -> tuple[Cycle, ...]:
    """Find the cycles of the imports that run while modules are imported, assumed ones left out.

    Those are the eager ones, the deferred ones in functions that modules call while they are imported, and the lazy
    ones whose names they use then (PEP 810).
    """
    kinds = {Timing.DEFERRED, Timing.LAZY} if beginnings.settings.target >= _LAZY_SINCE else {Timing.DEFERRED}
    awake = {place for cycle in find_cycles(graph, _may_run) for place in _awake(beginnings, memory, cycle, kinds)}
    return find_cycles(graph, lambda edge: not edge.assumed and (edge.on_import or edge.location in awake))


def _may_run(edge: Edge) -> bool:
    return not (edge.assumed or edge.timing is Timing.TYPE_ONLY or edge.statement.context.main_guard)


def _awake(beginnings: Beginnings, memory: Memory, cycle: Cycle, kinds: Collection[Timing]) -> Iterator[Location]:
    """Yield the late imports of a cycle that run in a process that imports all its modules and does nothing else."""
    late = {(edge.path, edge.statement.span.line): edge.location for edge in cycle.edges if edge.timing in kinds}
    names: defaultdict[str, list[str]] = defaultdict(list)
    for module in cycle.modules if late else ():
        names[module.root].append(module.name)
    for root, wanted in names.items():
        trace = memory.recall(partial(run_imports, beginnings, wanted, search_path=(root,)), root, wanted)
        yield from (late[event.path, event.line] for event in trace.events if (event.path, event.line) in late)
