"""The smallest edit after which the machine says `ok` for every module of a cycle that is imported first."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, product
from typing import NamedTuple

from importlint.failures import Failure
from importlint.graph.breaking import Break, find_break
from importlint.graph.cycles import Cycle
from importlint.graph.import_graph import Edge
from importlint.machine.beginnings import Beginnings
from importlint.machine.runs import run_first_imports
from importlint.model.fix import Applicability, Edit, Fix
from importlint.model.location import Location
from importlint.model.trace import Trace, Verdict
from importlint.model.wording import count
from importlint.project import Project
from importlint.remedies.cycle_break import break_fixes
from importlint.remedies.cycle_candidates import Candidate
from importlint.remedies.cycle_ways import other_ways, simple_ways
from importlint.remedies.tried import settings_with

_MOST_STATEMENTS = 60
_MOST_PRODUCTS = 1000
_MOST_OF_GROUP = 6
_EVENTS_OF_SCAN = 6_000
_Ways = Sequence[tuple[Edge, Candidate]]


class Effort(NamedTuple):
    """How much may be tried for one cycle; counts and not seconds, so that every machine finds the same.

    modules: the largest cycle. trials: how many edits of each kind. events: how many imports the machine may run in
    all of them. characters: how much source text may be read for the uses of names.
    """

    modules: int
    trials: int
    events: int
    characters: int


FULL = Effort(modules=30, trials=60, events=1_000_000, characters=10_000_000)


def scan_effort(project: Project) -> Effort:
    """Return what a scan can afford: the more cycles a project has, the less for each."""
    return Effort(12, 16, _EVENTS_OF_SCAN // max(4, len(project.cycles)), 80_000 // max(4, len(project.cycles)))


def cycle_fixes(
    project: Project,
    cycle: Cycle,
    failures: Sequence[Failure] = (),
    effort: Effort | None = None,
    found: Break | None = None,
) -> tuple[Fix, ...]:
    """Return the edit that mends a cycle; where none is found, what to do with the imports that break it.

    failures: what goes wrong with it today; () for a cycle that is to end although it works. found: what breaks it, if
    that is known.
    """
    found = found or find_break(cycle)
    proven = _proven_fix(_Search(project, cycle, found, tuple(failures)), effort or scan_effort(project))
    return break_fixes(found) if proven is None else (proven,)


class _Search(NamedTuple):
    """What is to be mended."""

    project: Project
    cycle: Cycle
    found: Break
    failures: tuple[Failure, ...]

    @property
    def breaking(self) -> list[Location]:
        """Return the imports that break the cycle."""
        return sorted({edge.location for edge in self.found.imports})

    def gains(self, way: Candidate, *, alone: bool = True) -> bool:
        """Return whether a way can be enough: where nothing fails, only the end of the cycle is a gain."""
        return bool(self.failures) or (way.cuts and (not alone or len(self.breaking) == 1))


def _proven_fix(search: _Search, effort: Effort) -> Fix | None:
    """Return the smallest edit that mends a cycle, None if the effort is spent before one is found.

    One import is rewritten if that is enough, else several.
    """
    project, cycle = search.project, search.cycle
    edges = _statements(cycle)
    traces = [project.first_imports.get(module) for module in cycle.modules]
    cost = sum(len(trace.events) + 1 for trace in traces if trace is not None)
    trials = min(effort.trials, effort.events // cost)
    if len(cycle.modules) > effort.modules or len(edges) > _MOST_STATEMENTS or not trials:
        return None
    simple = simple_ways(project, edges)
    for tried in islice(_each(search, simple), trials):
        if _mends(search, tried):
            return _fix(cycle, tried)
    ways = [*simple, *other_ways(project, edges, effort.characters)]
    for tried in islice(chain(_each(search, ways[len(simple) :]), _together(search, ways)), trials):
        if _mends(search, tried):
            return _fix(cycle, tried)
    found = _fewest(search, ways, trials)
    return _fix(cycle, found) if found else None


def _each(search: _Search, ways: _Ways) -> Iterator[tuple[Candidate, ...]]:
    """Yield the rewritings of one import by size; of equal ones, those first of an import that breaks the cycle."""
    found = [
        (way.size, edge.location not in search.breaking, edge.location, way) for edge, way in ways if search.gains(way)
    ]
    yield from ((way,) for *_, way in sorted(found, key=lambda entry: entry[:3]))


def _together(search: _Search, ways: _Ways) -> Iterator[tuple[Candidate, ...]]:
    """Yield rewritings of several imports: of those that break the cycle, then of all that one file has in it."""
    by_place: dict[Location, list[Candidate]] = {}
    for edge, way in sorted(ways, key=lambda found: (found[0].location, found[1].size)):
        if search.gains(way, alone=False):
            by_place.setdefault(edge.location, []).append(way)
    for group in (search.breaking, *_of_each_file(by_place)):
        choices = [by_place.get(location, []) for location in group]
        if len(choices) > 1 and all(choices):
            found = islice(product(*choices), _MOST_PRODUCTS)
            yield from islice(sorted(found, key=lambda tried: sum(way.size for way in tried)), _MOST_OF_GROUP)


def _of_each_file(places: Iterable[Location]) -> Iterator[list[Location]]:
    known = sorted(places)
    for path in sorted({place.path for place in known}):
        yield [place for place in known if place.path == path]


def _fewest(search: _Search, ways: _Ways, trials: int) -> tuple[Candidate, ...]:
    """Return imports to cut without any of which the cycle is not mended; () if not even all are enough."""
    cuts: dict[Location, Candidate] = {}
    for edge, way in sorted(ways, key=lambda found: (found[0].location, found[1].size)):
        if way.cuts:
            cuts.setdefault(edge.location, way)
    kept = tuple(cuts.values())
    if not 2 < len(kept) < trials or not _mends(search, kept):
        return ()
    for way in sorted(kept, key=lambda way: -way.size):
        fewer = tuple(each for each in kept if each is not way)
        if _mends(search, fewer):
            kept = fewer
    return kept


def _statements(cycle: Cycle) -> list[Edge]:
    """Return one edge for each statement, one that reads names if there is one."""
    edges: dict[Location, Edge] = {}
    for edge in sorted(cycle.edges, key=lambda edge: (edge.location, not edge.reads, edge.implicit)):
        if not edge.guarded and not edge.implicit:
            edges.setdefault(edge.location, edge)
    return list(edges.values())


def _mends(search: _Search, tried: Sequence[Candidate]) -> bool:
    """Return whether each module can be imported first once imports are rewritten, and what failed does no more."""
    project, cycle = search.project, search.cycle
    settings = settings_with(project, _edits(tried))
    if settings is None:
        return False
    gone = frozenset((event.path, event.name) for failure in search.failures for event in failure.events)
    # Those that fail today say no soonest.
    modules = sorted(cycle.modules, key=lambda module: not _fails(project.first_imports.get(module)))
    return all(
        _is_good(trace, project.first_imports.get(module), gone)
        for module in modules
        for trace in run_first_imports(Beginnings(settings), [module]).values()
    )


def _fails(trace: Trace | None) -> bool:
    return trace is not None and trace.error is not None


def _is_good(after: Trace, before: Trace | None, gone: frozenset[tuple[str, str]]) -> bool:
    """Return whether an import works; where the machine did not know before, it need not know now."""
    if any(event.outcome == "failed" and (event.path, event.name) in gone for event in after.events):
        return False
    unknown = before is not None and before.verdict is Verdict.UNKNOWN
    return after.verdict is Verdict.OK or (unknown and after.verdict is Verdict.UNKNOWN)


def _edits(tried: Sequence[Candidate]) -> tuple[Edit, ...]:
    """Return the edits of all rewritings; what several need, such as one import more, is one edit."""
    return tuple(dict.fromkeys(edit for way in tried for edit in way.edits))


def _fix(cycle: Cycle, tried: Sequence[Candidate]) -> Fix:
    title = tried[0].title if len(tried) == 1 else f"Rewrite {count(len(tried), 'import')}"
    more = "" if len(tried) == 1 else "\n".join(way.title for way in tried) + "\n"
    return Fix(
        title=title,
        applicability=Applicability.SAFE if all(way.safe for way in tried) else Applicability.UNSAFE,
        text=f"{more}then each of the {count(len(cycle.modules), 'module')} can be imported first",
        edits=_edits(tried),
    )
