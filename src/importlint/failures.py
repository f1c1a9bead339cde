"""What goes wrong: when the modules of a cycle are imported first, and behind a handler in a launch."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from importlint.graph.cycles import Cycle
from importlint.graph.import_graph import Edge
from importlint.machine.runs import Run
from importlint.model.location import Location
from importlint.model.roles import is_test
from importlint.model.root import ModuleId
from importlint.model.trace import Crash, ImportEvent, Trace, Verdict
from importlint.project import Project
from importlint.sights import failing_inside


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
    members = {project.modules[module].path for module in cycle.modules}
    edges = {(edge.path, edge.statement.span.line): edge for edge in cycle.edges}
    for module in cycle.modules:
        trace = project.first_imports.get(module)
        if trace is not None and trace.error is not None and _is_of_cycle(members, trace.error):
            raised[trace.error].append(module)
            ways.setdefault(trace.error, tuple(event for event in trace.events if event.outcome == "failed"))
        elif trace is not None and trace.error is None:
            for chain in _hidden(edges, trace):
                hidden[chain[0].path, chain[0].line].append(module)
                ways.setdefault((chain[0].path, chain[0].line), chain)
    return (
        *(Failure(error, tuple(entries), ways[error]) for error, entries in sorted(raised.items())),
        *(Failure(None, tuple(entries), ways[place]) for place, entries in sorted(hidden.items())),
    )


def _is_of_cycle(members: Collection[str], error: Crash) -> bool:
    """Return whether an exception comes from the cycle: it is raised in it, and is no module that is missing."""
    return error.path in members and error.type != "ModuleNotFoundError"


def _hidden(edges: Mapping[tuple[str, int], Edge], trace: Trace) -> Iterator[tuple[ImportEvent, ...]]:
    """Yield the failing imports of a cycle that a handler around the first of them hides, each with what made it fail.

    Events stand in the order in which the imports began: those inside an import follow it, deeper than it.
    """
    for position, event in enumerate(trace.events):
        edge = edges.get((event.path, event.line)) if event.outcome == "failed" else None
        if edge is not None and edge.guarded:
            chain = (event, *failing_inside(trace.events, position))
            if all((link.path, link.line) in edges for link in chain) and _meets_half_built(edges, chain[-1]):
                yield chain


def _meets_half_built(edges: Mapping[tuple[str, int], Edge], event: ImportEvent) -> bool:
    """Return whether an import fails for want of a name: its module is a member of the cycle, so it was half-built."""
    return bool(edges[event.path, event.line].reads)


def always_fails(project: Project, cycle: Cycle) -> bool:
    """Return whether no module of a cycle can be imported first."""
    traces = [project.first_imports.get(module) for module in cycle.modules]
    return all(trace is not None and trace.verdict is Verdict.CRASH for trace in traces)


class Hidden(NamedTuple):
    """A guarded import that fails in a launch, and the failing imports in it: itself, then what it came to."""

    edge: Edge
    run: Run
    events: tuple[ImportEvent, ...]


def find_hidden(project: Project) -> dict[Location, Hidden]:
    """Return the imports that launches go on without, by place; of several launches the first."""
    edges = {
        (edge.path, edge.statement.span.line): edge
        for edge in project.graph.edges
        if edge.guarded and edge.on_import and not edge.implicit and not is_test(edge.path)
    }
    found: dict[Location, Hidden] = {}
    for run in project.runs if edges else ():
        for position, event in enumerate(run.trace.events):
            edge = edges.get((event.path, event.line)) if event.outcome == "failed" else None
            if edge is not None and not _is_replaced(project, run, edge):
                inside = tuple(failing_inside(run.trace.events, position))
                found.setdefault(edge.location, Hidden(edge, run, (event, *inside)))
    return dict(sorted(found.items()))


def _is_replaced(project: Project, run: Run, edge: Edge) -> bool:
    """Return whether another import stands in for a failing one: one of packages of others leaves no event."""
    ends = {event.line: event.outcome for event in run.trace.events if event.path == edge.path}
    imports = project.facts[edge.path].imports
    handlers = (each for each in imports if each.context.handles and each.span >= edge.statement.span)
    return any(ends.get(each.span.line, "ok") == "ok" or each.span == edge.statement.span for each in handlers)
