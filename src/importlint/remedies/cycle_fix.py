"""The smallest edit after which the machine says `ok` for every module of a cycle that is imported first."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product

from importlint.failures import Failure
from importlint.graph.breaking import Break, find_break
from importlint.graph.cycles import Cycle
from importlint.graph.import_graph import Edge
from importlint.machine.runs import run_first_imports
from importlint.model.fix import Applicability, Edit, Fix
from importlint.model.location import Location
from importlint.model.trace import Trace, Verdict
from importlint.model.wording import count
from importlint.project import Project
from importlint.remedies.cycle_break import break_fixes
from importlint.remedies.cycle_candidates import (
    Candidate,
    Rewriting,
    bound_name,
    can_be_rewritten,
    candidates_with_uses,
    simple_candidates,
)
from importlint.remedies.tried import settings_with, text_of

_MOST_MODULES = 30
_MOST_STATEMENTS = 60
_MOST_TRIALS = 60
_MOST_PRODUCTS = 1000
_MOST_OF_GROUP = 6


def cycle_fixes(project: Project, cycle: Cycle, failures: Sequence[Failure] = ()) -> tuple[Fix, ...]:
    """Return the edit that mends a cycle; where none is found, what to do with the imports that break it.

    failures: what goes wrong with it today; () for a cycle that is to end although it works.
    """
    found = find_break(cycle)
    proven = _proven_fix(project, cycle, found, failures)
    return break_fixes(found) if proven is None else (proven,)


def _proven_fix(project: Project, cycle: Cycle, found: Break, failures: Sequence[Failure]) -> Fix | None:
    """Return the smallest edit that mends a cycle, None if none is found among the first few dozen.

    One import is rewritten if that is enough, else several. Of a cycle that does not crash as it is
    the imports must be cut, or nothing would be gained.
    """
    if len(cycle.modules) > _MOST_MODULES:
        return None
    edges = _statements(cycle)
    if len(edges) > _MOST_STATEMENTS:
        return None
    crashes = bool(failures)
    gone = frozenset((event.path, event.name) for failure in failures for event in failure.events)
    breaking = {edge.location for edge in found.imports}
    ways = {edge.location: sorted(_candidates(project, edge), key=lambda way: way.size) for edge in edges}
    alone = ((way,) for way in _smallest_first(ways, breaking) if crashes or (way.cuts and len(breaking) == 1))
    for tried in islice((*alone, *_together(ways, breaking, crashes=crashes)), _MOST_TRIALS):
        edits = tuple(dict.fromkeys(edit for way in tried for edit in way.edits))
        if _mends(project, cycle, edits, gone):
            return _fix(cycle, tried, edits)
    return None


def _statements(cycle: Cycle) -> list[Edge]:
    """Return one edge for each statement, one that reads names if there is one."""
    edges: dict[Location, Edge] = {}
    for edge in sorted(cycle.edges, key=lambda edge: (edge.location, not edge.reads, edge.implicit)):
        if not edge.guarded and not edge.implicit:
            edges.setdefault(edge.location, edge)
    return list(edges.values())


def _smallest_first(ways: dict[Location, list[Candidate]], breaking: Iterable[Location]) -> list[Candidate]:
    """Return the candidates by size; of equal ones, those first that rewrite an import which breaks the cycle."""
    wanted = set(breaking)
    found = [(way.size, location not in wanted, location, way) for location, each in ways.items() for way in each]
    return [way for *_, way in sorted(found, key=lambda entry: entry[:3])]


def _together(
    ways: dict[Location, list[Candidate]], breaking: Iterable[Location], *, crashes: bool
) -> Iterator[tuple[Candidate, ...]]:
    """Yield rewritings of several imports: of those that break the cycle, then of all that one file has in it."""
    groups = [sorted(breaking)]
    groups += (
        [location for location in ways if location.path == path] for path in sorted({place.path for place in ways})
    )
    for group in groups:
        choices = [[way for way in ways.get(location, ()) if crashes or way.cuts] for location in group]
        if len(choices) > 1 and all(choices):
            found = islice(product(*choices), _MOST_PRODUCTS)
            yield from islice(sorted(found, key=lambda tried: sum(way.size for way in tried)), _MOST_OF_GROUP)


def _candidates(project: Project, edge: Edge) -> Iterator[Candidate]:
    text = text_of(project, edge.path)
    head = can_be_rewritten(project, edge, text) if text is not None else None
    if text is None or head is None or _is_read_by_others(project, edge):
        return
    at = Rewriting(project, edge, head, text.split("\n"), (), frozenset())
    yield from simple_candidates(at)
    try:
        from importlint.remedies.name_uses import read_uses  # noqa: PLC0415  (LibCST is optional, and slow to load)
    except ModuleNotFoundError as error:
        if error.name != "libcst":
            raise
        return
    reader = read_uses(text)
    if reader is None:
        return
    found = reader.uses_of(edge.statement.span.line, at.bound)
    if found.rebound or not found.exported.isdisjoint(at.bound):
        return
    yield from candidates_with_uses(at._replace(uses=found.uses, taken=found.taken))


def _is_read_by_others(project: Project, edge: Edge) -> bool:
    """Return whether other modules take names from the importer that this statement binds there."""
    bound = {bound_name(alias) for alias in edge.statement.names}
    return any("*" in other.reads or not bound.isdisjoint(other.reads) for other in project.importers_of(edge.importer))


def _mends(project: Project, cycle: Cycle, edits: Sequence[Edit], gone: frozenset[tuple[str, str]]) -> bool:
    """Return whether each module can be imported first once edits are made, and certain imports fail no more."""
    settings = settings_with(project, edits)
    if settings is None:
        return False
    # Those that fail today say no soonest.
    modules = sorted(cycle.modules, key=lambda module: not _fails(project.first_imports.get(module)))
    return all(
        _is_good(trace, project.first_imports.get(module), gone)
        for module in modules
        for trace in run_first_imports(settings, [module]).values()
    )


def _fails(trace: Trace | None) -> bool:
    return trace is not None and trace.error is not None


def _is_good(after: Trace, before: Trace | None, gone: frozenset[tuple[str, str]]) -> bool:
    """Return whether an import works; where the machine did not know before, it need not know now."""
    if any(event.outcome == "failed" and (event.path, event.name) in gone for event in after.events):
        return False
    unknown = before is not None and before.verdict is Verdict.UNKNOWN
    return after.verdict is Verdict.OK or (unknown and after.verdict is Verdict.UNKNOWN)


def _fix(cycle: Cycle, tried: Sequence[Candidate], edits: tuple[Edit, ...]) -> Fix:
    title = tried[0].title if len(tried) == 1 else f"Rewrite {count(len(tried), 'import')}"
    more = "" if len(tried) == 1 else "\n".join(way.title for way in tried) + "\n"
    return Fix(
        title=title,
        applicability=Applicability.SAFE if all(way.safe for way in tried) else Applicability.UNSAFE,
        text=f"{more}then each of the {count(len(cycle.modules), 'module')} can be imported first",
        edits=edits,
    )
