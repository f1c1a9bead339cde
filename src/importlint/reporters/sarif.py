"""SARIF 2.1.0 for GitHub code scanning and other viewers.

GitHub's limits and what it reads: docs.github.com, "SARIF support for code scanning".
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from importlint.model.diagnostic import Diagnostic
from importlint.model.finding import Finding
from importlint.model.report import Report
from importlint.model.wording import count
from importlint.reporters.display import visible
from importlint.reporters.options import Options
from importlint.reporters.prose import plain
from importlint.reporters.sarif_places import Places
from importlint.reporters.sarif_result import make_result
from importlint.reporters.sarif_tool import make_driver

MOST_RESULTS = 5_000
MOST_BYTES = 10_000_000  # compressed


class Shown(NamedTuple):
    """A finding and why it is hidden elsewhere: SARIF's suppressions, () for one that is open."""

    finding: Finding
    suppressions: tuple[dict[str, str], ...] = ()


def render(report: Report, options: Options) -> str:
    """Return the report as SARIF, the least severe findings left out where GitHub would refuse or cut it."""
    found = list(_findings(report, options))
    most = min(MOST_RESULTS, len(found))
    text = _text(report, found, most, options)
    while most and _is_too_large(text):
        most = most * 3 // 4
        text = _text(report, found, most, options)
    return text


def _findings(report: Report, options: Options) -> Iterator[Shown]:
    yield from map(Shown, report.findings)
    if options.sarif_suppressed:
        for finding in report.suppressed:
            yield Shown(finding, ({"kind": "inSource"},))
        for finding in report.accepted:
            yield Shown(finding, ({"kind": "external", "justification": "accepted by the baseline"},))


def _is_too_large(text: str) -> bool:
    data = text.encode()
    return len(data) > MOST_BYTES and len(gzip.compress(data, mtime=0)) > MOST_BYTES


def _text(report: Report, found: Sequence[Shown], most: int, options: Options) -> str:
    run: dict[str, Any] = {"tool": {"driver": make_driver(report)}}
    if options.sarif_category:
        run["automationDetails"] = {"id": f"{options.sarif_category}/"}
    places = Places(report)
    positions = {rule.name: position for position, rule in enumerate(report.rules)}
    run |= {
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(report, places, len(found) - most)],
        "results": [
            make_result(shown.finding, positions[shown.finding.rule], places, shown.suppressions)
            for shown in _most_severe(found, most)
        ],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=1, ensure_ascii=False) + "\n"


def _most_severe(found: Sequence[Shown], most: int) -> list[Shown]:
    """Return the most severe findings in the order of the report."""
    by_severity = sorted(range(len(found)), key=lambda position: -found[position].finding.severity.rank)
    return [found[position] for position in sorted(by_severity[:most])]


def _invocation(report: Report, places: Places, left_out: int) -> dict[str, Any]:
    notifications = [_notification(diagnostic, places) for diagnostic in report.diagnostics]
    if left_out:
        text = f"{count(left_out, 'finding')} left out, the least severe ones: code scanning takes no more."
        notifications.append({"level": "warning", "descriptor": {"id": "left-out"}, "message": {"text": text}})
    return {"executionSuccessful": True, "toolExecutionNotifications": notifications}


def _notification(diagnostic: Diagnostic, places: Places) -> dict[str, Any]:
    return {
        "level": "warning",
        "descriptor": {"id": diagnostic.kind},
        "message": {"text": f"{plain(visible(diagnostic.message))}."},
        "locations": [{"physicalLocation": {"artifactLocation": places.artifact(diagnostic.location.path)}}],
    }
