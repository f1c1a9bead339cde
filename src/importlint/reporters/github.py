"""Annotations of a GitHub Actions workflow: commands in the log that the pull request shows at their lines.

GitHub shows ten annotations of each kind for a step and drops the rest silently; the escapes are those of
actions/toolkit, packages/core/src/command.ts.
"""

from collections.abc import Iterator

from importlint.model.finding import Finding
from importlint.model.report import Report
from importlint.model.rule import Severity
from importlint.model.wording import count
from importlint.reporters.counts import count_severities, count_words
from importlint.reporters.display import visible
from importlint.reporters.options import Options
from importlint.reporters.prose import plain

MOST_OF_A_KIND = 10
_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, _options: Options) -> str:
    """Return workflow commands, the most severe findings first, and a closing line that says what was left out."""
    return "".join(f"{line}\n" for line in (*_annotations(report), _summary(report)))


def _annotations(report: Report) -> Iterator[str]:
    for severity in Severity:
        of_severity = [finding for finding in report.findings if finding.severity is severity]
        yield from (_annotation(finding, report.prefix) for finding in of_severity[:MOST_OF_A_KIND])


def _annotation(finding: Finding, prefix: str) -> str:
    path, span = finding.location
    properties = {"file": f"{prefix}/{path}" if prefix else path, "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line and span.column < span.end_column:
        # GitHub refuses columns of an annotation over several lines.
        properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"importlint: {finding.rule}"
    written = ",".join(f"{name}={_escape_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMAND[finding.severity]} {written}::{_escape(plain(visible(finding.message)))}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(visible(text)).replace(":", "%3A").replace(",", "%2C")


def _summary(report: Report) -> str:
    counts = count_severities(report.findings)
    left_out = sum(max(0, number - MOST_OF_A_KIND) for number in counts.values())
    rest = f"; {count(left_out, 'finding')} not annotated, the whole list is in the report" if left_out else ""
    return f"importlint: {count_words(counts)} in {count(report.files, 'file')}{rest}"
