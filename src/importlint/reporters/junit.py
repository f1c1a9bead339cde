"""JUnit's XML, which every build server reads: a suite for each rule, a case for each finding."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from importlint.model.finding import Finding
from importlint.model.report import Report
from importlint.model.rule import Severity
from importlint.reporters.display import visible
from importlint.reporters.options import Options
from importlint.reporters.prose import plain


def render(report: Report, _options: Options) -> str:
    """Return the report as XML: errors and warnings are failures, notes are skipped, a clean project is one success."""
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.rule, []).append(finding)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="importlint" {_totals(report.findings)}>',
        *(line for rule in report.rules if rule.name in found for line in _suite(rule.name, found[rule.name])),
        *(_clean_suite() if not found else ()),
        "</testsuites>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _totals(findings: Sequence[Finding]) -> str:
    notes = sum(1 for finding in findings if finding.severity is Severity.NOTE)
    failures = len(findings) - notes
    return f'tests="{len(findings) or 1}" failures="{failures}" errors="0" skipped="{notes}"'


def _suite(rule: str, findings: Sequence[Finding]) -> Iterator[str]:
    yield f"  <testsuite name={quoteattr(rule)} {_totals(findings)}>"
    for finding in findings:
        yield from _case(finding)
    yield "  </testsuite>"


def _clean_suite() -> Iterator[str]:
    yield f'  <testsuite name="importlint" {_totals(())}>'
    yield '    <testcase classname="importlint" name="imports"/>'
    yield "  </testsuite>"


def _case(finding: Finding) -> Iterator[str]:
    path, span = finding.location
    place = visible(f"{path}:{span.line}:{span.column}")
    message = quoteattr(plain(visible(finding.message)))
    yield (
        f"    <testcase classname={quoteattr(finding.rule)} name={quoteattr(place)}"
        f' file={quoteattr(visible(path))} line="{span.line}">'
    )
    if finding.severity is Severity.NOTE:
        yield f"      <skipped message={message}/>"
    else:
        yield f'      <failure type="{finding.severity}" message={message}>{escape(_details(finding, place))}</failure>'
    yield "    </testcase>"


def _details(finding: Finding, place: str) -> str:
    lines = [place]
    for step in finding.related or finding.flow:
        path, span = step.location
        lines.append(visible(f"{path}:{span.line}:{span.column} {plain(step.message)}"))
    lines.extend(f"fix: {plain(visible(fix.title))}" for fix in finding.fixes)
    if finding.reproduce:
        lines.append(f"try: {visible(finding.reproduce)}")
    return "\n".join(lines)
