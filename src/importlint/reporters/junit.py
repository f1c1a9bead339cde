"""JUnit's XML, which every build server reads: a suite for each rule, a case for each finding."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from importlint.model.finding import Finding
from importlint.model.report import Report
from importlint.model.rule import RuleInfo, Severity
from importlint.reporters.display import visible
from importlint.reporters.options import Options
from importlint.reporters.prose import plain


def render(report: Report, _options: Options) -> str:
    """Return the report as XML: errors and warnings are failures, notes are skipped, a rule without findings passed."""
    found: dict[str, list[Finding]] = {rule.name: [] for rule in report.rules}
    for finding in report.findings:
        found.setdefault(finding.rule, []).append(finding)
    clean = sum(1 for findings in found.values() if not findings)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="importlint" {_totals(report.findings, clean)}>',
        *(line for rule in report.rules for line in _suite(rule, found[rule.name])),
        "</testsuites>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _totals(findings: Sequence[Finding], passed: int) -> str:
    notes = sum(1 for finding in findings if finding.severity is Severity.NOTE)
    failures = len(findings) - notes
    return f'tests="{len(findings) + passed}" failures="{failures}" errors="0" skipped="{notes}"'


def _suite(rule: RuleInfo, findings: Sequence[Finding]) -> Iterator[str]:
    yield f'  <testsuite name="{rule.name}" {_totals(findings, 0 if findings else 1)}>'
    for finding in findings:
        yield from _case(finding)
    if not findings:
        yield f"    <testcase classname={quoteattr(rule.name)} name={quoteattr(plain(rule.summary))}/>"
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
