"""The report for a terminal."""

from collections.abc import Iterable, Iterator

from importlint.model.diagnostic import Diagnostic
from importlint.model.finding import Finding
from importlint.model.fix import Applicability
from importlint.model.report import Report
from importlint.model.rule import Severity
from importlint.model.wording import count
from importlint.reporters.counts import count_rules, count_severities, count_words, join_words, most_severe_first, worst
from importlint.reporters.display import place_in_project, visible, wrap
from importlint.reporters.excerpt import index_lines
from importlint.reporters.options import GroupBy, Options
from importlint.reporters.paint import INK_OF_SEVERITY, Ink, Paint, painter
from importlint.reporters.text_finding import FindingView, finding_lines


def render(report: Report, options: Options) -> str:
    """Return the report as text: findings under headings, notes about the run, a summary line."""
    paint = painter(color=options.color)
    if options.quiet:
        lines = [_short(finding, paint) for finding in report.findings]
    else:
        lines = [*_body(report, options, paint), *_summary(report, options, paint)]
    return "".join(f"{line}\n" for line in lines)


def _short(finding: Finding, paint: Paint) -> str:
    severity = paint(finding.severity, INK_OF_SEVERITY[finding.severity])
    return f"{place(finding)}: {severity}: {visible(finding.message)} {paint(f'[{finding.rule}]', Ink.FAINT)}"


def place(finding: Finding) -> str:
    """Return a finding's place as terminals and editors make it a link: `path:line:column`."""
    path, span = finding.location
    return f"{visible(path)}:{span.line}:{span.column}"


def _body(report: Report, options: Options, paint: Paint) -> Iterator[str]:
    view = FindingView(
        lines=index_lines(report),
        paint=paint,
        columns=options.width,
        verbose=options.verbose,
        commands={launch.name: launch.command for launch in report.launches},
    )
    for heading, findings in _groups(report, options.group_by):
        yield from _heading(heading, findings, report, paint, options)
        for finding in findings:
            yield ""
            yield from finding_lines(finding, view)
        yield ""
    if report.diagnostics:
        yield paint("notes about this run", Ink.STRONG)
        yield ""
        yield from _diagnostics(report.diagnostics, paint)
        yield ""
    if options.statistics and report.findings:
        yield from _statistics(report, paint)
        yield ""


def _groups(report: Report, group_by: GroupBy) -> list[tuple[str, list[Finding]]]:
    groups: dict[str, list[Finding]] = {}
    for finding in report.findings:
        groups.setdefault(finding.rule if group_by is GroupBy.RULE else finding.location.path, []).append(finding)
    if group_by is GroupBy.FILE:
        return sorted(groups.items())
    return [(rule, most_severe_first(groups[rule])) for rule, _ in count_rules(report.findings, report.rules)]


def _heading(heading: str, findings: list[Finding], report: Report, paint: Paint, options: Options) -> Iterator[str]:
    ink = INK_OF_SEVERITY[worst(findings)]
    counts = paint(f"· {count_words(count_severities(findings))}", Ink.FAINT)
    yield f"{paint('●', ink)} {paint(visible(heading), Ink.STRONG)} {counts}"
    for rule in report.rules:
        if options.group_by is GroupBy.RULE and rule.name == heading:
            for line in wrap(rule.summary, options.width and options.width - 2):
                yield f"  {paint(line, Ink.FAINT)}"


def _diagnostics(diagnostics: Iterable[Diagnostic], paint: Paint) -> Iterator[str]:
    for diagnostic in diagnostics:
        where = place_in_project(diagnostic.location)
        kind = paint(f"[{diagnostic.kind}]", Ink.FAINT)
        yield f"  {where}: {visible(diagnostic.message)} {kind}" if where else f"  {visible(diagnostic.message)} {kind}"


def _statistics(report: Report, paint: Paint) -> Iterator[str]:
    yield paint("".join(f"{severity + 's':>10}" for severity in Severity) + "  rule", Ink.FAINT)
    for rule, counts in count_rules(report.findings, report.rules):
        numbers = "".join(
            paint(f"{number:>10,}", INK_OF_SEVERITY[severity] if number else Ink.FAINT)
            for severity, number in counts.items()
        )
        yield f"{numbers}  {rule}"


def _summary(report: Report, options: Options, paint: Paint) -> Iterator[str]:
    scanned = f"in {count(report.files, 'file')} of {count(len(report.roots), 'source root')}"
    duration = "" if options.seconds is None else f", {options.seconds:.2f} s"
    if report.findings:
        ink = INK_OF_SEVERITY[worst(report.findings)]
        found = paint(f"Found {count_words(count_severities(report.findings))}", ink)
    else:
        found = paint("No findings", Ink.GOOD)
    yield f"{found} {scanned} ({count(report.edges, 'import')}{duration})."
    yield from (paint(line, Ink.FAINT) for line in (*_fixable(report), *_not_shown(report)))


def _fixable(report: Report) -> Iterator[str]:
    """Say how many findings have an edit that the tool makes."""
    best = [{fix.applicability for fix in finding.fixes if fix.edits} for finding in report.findings]
    safe = sum(Applicability.SAFE in found for found in best)
    unsafe = sum(Applicability.UNSAFE in found and Applicability.SAFE not in found for found in best)
    if safe:
        yield f"`importlint fix` mends {safe} of them{f', --unsafe {unsafe} more' if unsafe else ''}."
    elif unsafe:
        yield f"`importlint fix --unsafe` mends {unsafe} of them."


def _not_shown(report: Report) -> Iterator[str]:
    hidden = [
        *([f"{count(len(report.suppressed), 'finding')} that ignore comments name"] if report.suppressed else []),
        *([f"{count(len(report.accepted), 'finding')} that the baseline accepts"] if report.accepted else []),
    ]
    if hidden:
        yield f"Not shown: {join_words(hidden)}."
    if report.gone:
        yield f"The baseline accepts {count(len(report.gone), 'finding')} no longer there: write it anew."
