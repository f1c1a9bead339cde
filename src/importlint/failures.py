"""What goes wrong when the modules of a cycle are imported first, because they form a cycle."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importlint.graph.cycles import Cycle
from importlint.graph.import_graph import Edge
from importlint.model.root import ModuleId
from importlint.model.trace import Crash, ImportEvent, Trace, Verdict
from importlint.project import Project


class Failure(NamedTuple):
    """One thing that goes wrong, and the modules whose first import ends in it or passes it.

    error: the exception, None if a handler hides it. events: the failing imports that lead to it, outermost first; of
    a hidden one the first is the import that the handler is around.
    """

    error: Crash | None
    entries: tuple[ModuleId, ...]
    events: tuple[ImportEvent, ...]


def find_failures(project: Project, cycle: Cycle) -> tuple[Failure, ...]:
    """Find the exceptions that first imports of a cycle's modules end in, then those that handlers hide.

    One exception is one failure, whichever entries lead to it; so is what one handler hides.
    """
    raised: defaultdict[Crash, list[ModuleId]] = defaultdict(list)
    hidden: defaultdict[tuple[str, int], list[ModuleId]] = defaultdict(list)
    ways: dict[Crash | tuple[str, int], tuple[ImportEvent, ...]] = {}
    for module in cycle.modules:
        trace = project.first_imports.get(module)
        if trace is not None and trace.error is not None and _is_of_cycle(project, cycle, trace.error):
            raised[trace.error].append(module)
            ways.setdefault(trace.error, tuple(event for event in trace.events if event.outcome == "failed"))
        elif trace is not None and trace.error is None:
            for chain in _hidden(cycle, trace):
                hidden[chain[0].path, chain[0].line].append(module)
                ways.setdefault((chain[0].path, chain[0].line), chain)
    return (
        *(Failure(error, tuple(entries), ways[error]) for error, entries in sorted(raised.items())),
        *(Failure(None, tuple(entries), ways[place]) for place, entries in sorted(hidden.items())),
    )


def _is_of_cycle(project: Project, cycle: Cycle, error: Crash) -> bool:
    """Return whether an exception comes from the cycle: it is raised in it, and is no module that is missing."""
    members = {project.modules[module].path for module in cycle.modules}
    return error.path in members and error.type != "ModuleNotFoundError"


def _hidden(cycle: Cycle, trace: Trace) -> Iterator[tuple[ImportEvent, ...]]:
    """Yield the failing imports of a cycle that a handler around the first of them hides, each with what made it fail.

    Events stand in the order in which the imports began: those inside an import follow it, deeper than it.
    """
    edges = {(edge.path, edge.statement.span.line): edge for edge in cycle.edges}
    for position, event in enumerate(trace.events):
        edge = edges.get((event.path, event.line))
        if edge is not None and edge.guarded and event.outcome == "failed":
            chain = (event, *_inside(trace.events[position + 1 :], event.depth))
            if all((link.path, link.line) in edges for link in chain) and _meets_half_built(edges, chain[-1]):
                yield chain


def _inside(events: Sequence[ImportEvent], depth: int) -> Iterator[ImportEvent]:
    """Yield the failing imports inside an import, each inside the one before."""
    for event in events:
        if event.depth <= depth:
            return
        if event.outcome == "failed":
            depth = event.depth
            yield event


def _meets_half_built(edges: dict[tuple[str, int], Edge], event: ImportEvent) -> bool:
    """Return whether an import fails for want of a name: its module is a member of the cycle, so it was half-built."""
    return bool(edges[event.path, event.line].reads)


def always_fails(project: Project, cycle: Cycle) -> bool:
    """Return whether no module of a cycle can be imported first."""
    traces = [project.first_imports.get(module) for module in cycle.modules]
    return all(trace is not None and trace.verdict is Verdict.CRASH for trace in traces)
