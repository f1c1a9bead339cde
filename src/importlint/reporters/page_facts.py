"""What a lead wants to know first, in four figures: processes, contested names, cycles, source roots."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from importlint.model.finding import Finding
from importlint.model.report import Report
from importlint.model.rule import Severity
from importlint.model.wording import code, count, listing
from importlint.reporters.counts import join_words, most_severe_first, worst
from importlint.reporters.page_overview import ContestedRow, LaunchRow, Overview, RootRow
from importlint.reporters.roots import RootFinder

Row = TypeVar("Row", LaunchRow, RootRow)

_WITH = {Severity.ERROR: "with errors", Severity.WARNING: "with warnings", Severity.NOTE: "with notes"}


class Fact(NamedTuple):
    """A figure, what it is a part of or how it is, and a sentence about the worst of it.

    severity: of the worst, None if all is well. target: the element of the page that tells more, "" for none.
    """

    label: str
    figure: int
    unit: str
    text: str
    severity: Severity | None
    target: str


def state_facts(report: Report, overview: Overview) -> tuple[Fact, ...]:
    """Return the four figures."""
    return (
        _processes(overview.launches),
        _names(overview.contested),
        _cycles(report),
        _roots(overview.roots),
    )


def _processes(rows: Sequence[LaunchRow]) -> Fact:
    severity, hit = _worst_of(rows)
    if not rows:
        return Fact("Processes", 0, "", "nothing that starts one was found", None, "")
    hiding = [row for row in rows if row.hides]
    if severity is None and hiding:
        text = listing([row.launch.command for row in hiding], limit=1)
        return Fact(
            "Processes", len(hiding), f"of {len(rows):,} see a name twice", text, Severity.NOTE, "launches-title"
        )
    if severity is None:
        return Fact("Processes", len(rows), "", "no finding lies in what starts here", None, "launches-title")
    text = listing([row.launch.command for row in hit], limit=1)
    return Fact("Processes", len(hit), f"of {len(rows):,} {_WITH[severity]}", text, severity, "launches-title")


def _names(rows: Sequence[ContestedRow]) -> Fact:
    if not rows:
        return Fact("Contested names", 0, "", "one source root alone provides each name", None, "")
    text = f"{count(rows[0].providers, 'source root')} provide {code(rows[0].name)}"
    live = [row.finding for row in rows if row.is_live and row.finding]
    if not live:
        return Fact("Contested names", len(rows), "none of them live", text, None, "contested-title")
    return Fact("Contested names", len(live), f"of {len(rows):,} live", text, worst(live), "contested-title")


def _cycles(report: Report) -> Fact:
    """Count cycles by their names and source root: services that are alike have cycles that are alike."""
    finder = RootFinder(report.roots)
    cycles: dict[tuple[int, frozenset[str]], Finding] = {}
    for finding in most_severe_first(report.findings):
        if finding.cycle:
            cycles.setdefault((finder.position(finding.location.path), frozenset(finding.cycle)), finding)
    if not cycles:
        return Fact("Import cycles", 0, "", "no module has to wait for itself", None, "")
    rules = Counter(finding.rule for finding in cycles.values())
    text = join_words([f"{number:,} {code(rule)}" for rule, number in rules.items()])
    return Fact("Import cycles", len(cycles), "", text, worst(cycles.values()), "by-rule-title")


def _roots(rows: Sequence[RootRow]) -> Fact:
    severity, hit = _worst_of(rows)
    if severity is None:
        return Fact("Source roots", len(rows), "", "no finding lies in them", None, "roots-title" if rows else "")
    first = "the project itself" if hit[0].path == "." else code(hit[0].path)
    text = f"most in {first}" if len(hit) > 1 else first
    return Fact("Source roots", len(hit), f"of {len(rows):,} {_WITH[severity]}", text, severity, "roots-title")


def _worst_of(rows: Sequence[Row]) -> tuple[Severity | None, list[Row]]:
    """Return the highest severity that any row has, and the rows that have it."""
    found = [row.worst for row in rows if row.worst]
    severity = max(found, key=lambda one: one.rank, default=None)
    return severity, [row for row in rows if severity and row.worst is severity]
