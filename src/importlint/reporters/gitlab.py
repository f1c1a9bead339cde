"""GitLab's code quality report: docs.gitlab.com, "Code Quality", "Import code quality results"."""

import json

from importlint.model.finding import Finding
from importlint.model.report import Report
from importlint.model.rule import Severity
from importlint.reporters.display import visible
from importlint.reporters.options import Options
from importlint.reporters.prose import plain

_SEVERITY = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


def render(report: Report, _options: Options) -> str:
    """Return a JSON array with one object for each finding."""
    return json.dumps([_issue(finding, report.prefix) for finding in report.findings], indent=1) + "\n"


def _issue(finding: Finding, prefix: str) -> dict[str, object]:
    path, span = finding.location
    return {
        "description": plain(visible(finding.message)),
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint,
        "severity": _SEVERITY[finding.severity],
        "location": {
            "path": f"{prefix}/{path}" if prefix else path,
            "lines": {"begin": span.line, "end": span.end_line},
        },
    }
