"""What the first screen of the HTML report shows, put in rows for its template."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from importlint.model.finding import Finding
from importlint.model.launch import Launch
from importlint.model.report import Report
from importlint.model.root import Module, ModuleKind
from importlint.model.rule import RuleInfo, Severity
from importlint.reporters.counts import count_rules, most_severe_first, worst
from importlint.reporters.roots import RootFinder

_FIRST = 5


class Segment(NamedTuple):
    """A part of a bar, in percent of the longest one."""

    severity: Severity
    start: float
    width: float


class RuleRow(NamedTuple):
    """A rule that found something."""

    rule: RuleInfo
    total: int
    counts: Mapping[Severity, int]
    bar: tuple[Segment, ...]


class RootRow(NamedTuple):
    """A source root beside the others."""

    path: str
    files: int
    modules: int
    total: int
    worst: Severity | None
    bar: tuple[Segment, ...]


class ContestedRow(NamedTuple):
    """A contested name: what it is in each source root (None: nothing), and the finding about it."""

    name: str
    providers: int
    cells: tuple[Module | None, ...]
    finding: Finding | None

    @property
    def is_live(self) -> bool:
        """Return whether some process wants more than one of the modules."""
        return self.finding is not None and self.finding.severity is not Severity.NOTE


class FirstRow(NamedTuple):
    """One of the findings to begin with, and how many others of its rule say the same of other places."""

    finding: Finding
    others: int


class PathEntry(NamedTuple):
    """A directory of a launch's search path, and the contested names that it provides behind another one."""

    directory: str
    hidden: tuple[str, ...]


class LaunchRow(NamedTuple):
    """What starts a process, and what goes wrong in it."""

    launch: Launch
    entries: tuple[PathEntry, ...]
    findings: tuple[Finding, ...]

    @property
    def worst(self) -> Severity | None:
        """Return the highest severity of what goes wrong, None if nothing does."""
        return worst(self.findings) if self.findings else None

    @property
    def hides(self) -> bool:
        """Return whether a directory of its search path has a contested name that an earlier one hides."""
        return any(entry.hidden for entry in self.entries)

    @property
    def matters(self) -> bool:
        """Return whether something goes wrong in it, or could."""
        return bool(self.findings) or self.hides


class Overview(NamedTuple):
    """Everything on the first screen."""

    first: tuple[FirstRow, ...]
    rules: tuple[RuleRow, ...]
    roots: tuple[RootRow, ...]
    contested_roots: tuple[str, ...]
    contested: tuple[ContestedRow, ...]
    launches: tuple[LaunchRow, ...]


def make_overview(report: Report) -> Overview:
    """Arrange a report for its first screen."""
    reported = {
        name: finding for finding in report.findings if finding.rule == "contested-name" for name in finding.subject
    }
    launches = tuple(_launch_rows(report, reported.keys()))
    providers = _providers(report)
    columns = tuple(root.path for root in report.roots if any(root.path in found for found in providers.values()))
    return Overview(
        first=tuple(_first_rows(report.findings, report.rules)),
        rules=tuple(_rule_rows(report)),
        roots=tuple(_root_rows(report)),
        contested_roots=columns,
        contested=tuple(_contested_rows(providers, columns, reported)),
        launches=tuple(sorted(launches, key=_importance)),
    )


def _first_rows(findings: Sequence[Finding], rules: Sequence[RuleInfo]) -> Iterator[FirstRow]:
    """Yield the first few findings to read: the most severe ones, at most two of a rule if there are others."""
    order = {rule.name: position for position, rule in enumerate(rules)}
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in most_severe_first(findings):
        if finding.severity is not Severity.NOTE:
            alike.setdefault((finding.rule, finding.message), []).append(finding)
    seen: Counter[str] = Counter()
    ranked: list[tuple[tuple[int, int, int, int], FirstRow]] = []
    for one, *others in sorted(alike.values(), key=len, reverse=True):
        rank = (seen[one.rule] // 2, -one.severity.rank, seen[one.rule], order[one.rule])
        ranked.append((rank, FirstRow(one, len(others))))
        seen[one.rule] += 1
    first = [row for _, row in sorted(ranked, key=itemgetter(0))[:_FIRST]]
    yield from sorted(first, key=lambda row: -row.finding.severity.rank)


def _rule_rows(report: Report) -> Iterator[RuleRow]:
    rules = {rule.name: rule for rule in report.rules}
    table = [(rule, counts, sum(counts.values())) for rule, counts in count_rules(report.findings, report.rules)]
    longest = max((total for *_, total in table), default=0)
    for rule, counts, total in table:
        yield RuleRow(rules[rule], total, counts, _bar(counts, longest))


def _root_rows(report: Report) -> Iterator[RootRow]:
    finder = RootFinder(report.roots)
    found = Counter((finder.position(finding.location.path), finding.severity) for finding in report.findings)
    sizes = {counts.root: counts for counts in report.counts}
    table = [
        (path, {severity: found[position, severity] for severity in Severity})
        for position, path in enumerate(finder.paths)
    ]
    longest = max((sum(counts.values()) for _, counts in table), default=0)
    for path, counts in sorted(table, key=lambda row: ([-number for number in row[1].values()], row[0])):
        size = sizes.get(path)
        files, modules = (size.files, size.modules) if size else (0, 0)
        severity = next((severity for severity, number in counts.items() if number), None)
        yield RootRow(path, files, modules, sum(counts.values()), severity, _bar(counts, longest))


def _bar(counts: Mapping[Severity, int], longest: int) -> tuple[Segment, ...]:
    segments = []
    start = 0.0
    for severity, number in counts.items():
        if number:
            width = round(100 * number / longest, 2)
            segments.append(Segment(severity, round(start, 2), width))
            start += width
    return tuple(segments)


def _providers(report: Report) -> dict[str, dict[str, Module]]:
    """Return for each name that different modules of several roots have: root -> module."""
    providers: dict[str, dict[str, Module]] = {}
    for root in report.roots:
        for module in root.names:
            providers.setdefault(module.id.name, {})[root.path] = module
    return {name: found for name, found in sorted(providers.items()) if _is_contested(found.values())}


def _is_contested(modules: Collection[Module]) -> bool:
    different = {module.path or module.directory for module in modules}
    return len(different) > 1 and any(module.kind is not ModuleKind.NAMESPACE for module in modules)


def _contested_rows(
    providers: Mapping[str, Mapping[str, Module]], columns: Sequence[str], reported: Mapping[str, Finding]
) -> Iterator[ContestedRow]:
    """Yield the rows of names: those with a finding first, and the names of most roots before others."""
    rows = [
        ContestedRow(name, len(found), tuple(found.get(root) for root in columns), reported.get(name))
        for name, found in providers.items()
    ]
    yield from sorted(rows, key=_rank_contested)


def _rank_contested(row: ContestedRow) -> tuple[int, int, str]:
    return (-row.finding.severity.rank if row.finding else 0, -row.providers, row.name)


def _launch_rows(report: Report, reported: Collection[str]) -> Iterator[LaunchRow]:
    names = {root.path: {module.id.name for module in root.names} for root in report.roots}
    found: dict[str, list[Finding]] = {}
    for finding in most_severe_first(report.findings):
        for name in finding.launches:
            found.setdefault(name, []).append(finding)
    for launch in report.launches:
        seen: set[str] = set()
        entries = []
        for directory in launch.search_path:
            here = names.get(directory, set()).intersection(reported)
            entries.append(PathEntry(directory, tuple(sorted(here & seen))))
            seen |= here
        yield LaunchRow(launch, tuple(entries), tuple(found.get(launch.name, ())))


def _importance(row: LaunchRow) -> tuple[int, bool]:
    """Return a key that sorts launches with findings first, then those that see a name twice."""
    return (-row.worst.rank if row.worst else 0, not row.matters)
