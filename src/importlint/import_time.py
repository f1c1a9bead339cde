"""Which deferred and lazy imports run all the same while modules are imported, seen by the import machine."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from importlint.graph.cycles import Cycle, find_cycles
from importlint.graph.import_graph import Edge, ImportGraph
from importlint.machine.entries import run_script
from importlint.machine.runs import trust_names
from importlint.machine.vm import Settings
from importlint.model.facts import Timing
from importlint.model.location import Location
from importlint.model.root import ModuleId
from importlint.model.trace import Trace
from importlint.resolve.directories import child

# The name of a script that does not exist, for a process that imports all modules of a cycle.
_ENTRY = "<all of a cycle>.py"
_LAZY_SINCE = (3, 15)


def find_import_time_cycles(graph: ImportGraph, settings: Settings) -> tuple[Cycle, ...]:
    """Find the cycles of the imports that run while modules are imported, assumed ones left out.

    Those are the eager ones, the deferred ones in functions that modules call while they are imported, and the lazy
    ones whose names they use then (PEP 810).
    """
    awake = {place for cycle in find_cycles(graph, _may_run) for place in _awake(settings, cycle)}
    return find_cycles(graph, lambda edge: not edge.assumed and (edge.on_import or edge.location in awake))


def _may_run(edge: Edge) -> bool:
    return not (edge.assumed or edge.timing is Timing.TYPE_ONLY or edge.statement.context.main_guard)


def _awake(settings: Settings, cycle: Cycle) -> Iterator[Location]:
    """Yield the late imports of a cycle that run in a process that imports all its modules and does nothing else."""
    kinds = {Timing.DEFERRED, Timing.LAZY} if settings.target >= _LAZY_SINCE else {Timing.DEFERRED}
    late = {(edge.path, edge.statement.span.line): edge.location for edge in cycle.edges if edge.timing in kinds}
    for trace in _import_all(settings, cycle.modules) if late else ():
        yield from (late[event.path, event.line] for event in trace.events if (event.path, event.line) in late)


def _import_all(settings: Settings, modules: Sequence[ModuleId]) -> Iterator[Trace]:
    """Import modules one after the other, whether or not those before failed: one process for each source root."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for module in modules:
        names[module.root].append(module.name)
    for root, wanted in names.items():
        entry = child(root, _ENTRY)
        body = ast.parse("".join(f"try: import {name}\nexcept BaseException: pass\n" for name in wanted))
        yield run_script(_with_program(settings, entry, body), entry)


def _with_program(settings: Settings, entry: str, body: ast.Module) -> Settings:
    """Return settings in which one more file exists, and names that only other roots have are taken to be there."""
    return replace(trust_names(settings), program=lambda path: body if path == entry else settings.program(path))
