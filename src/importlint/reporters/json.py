"""The report as JSON: complete, so that it can be read back and rendered in any other format.

The schema is published in the package: schemas/report-1.schema.json. A change that breaks readers gets a new number.
"""

import json
from typing import Any

from importlint.errors import ReportError
from importlint.model.report import Report
from importlint.reporters.codec import decode, encode
from importlint.reporters.counts import count_severities
from importlint.reporters.options import Options

SCHEMA = "importlint-report/1"
_HELP = "Pass a file that `importlint scan --format json` wrote."


def render(report: Report, _options: Options) -> str:
    """Return the report as JSON in ASCII, which every terminal and file system keeps as it is."""
    counts = {severity.value: count for severity, count in count_severities(report.findings).items()}
    values: dict[str, Any] = {
        "schema": SCHEMA,
        "summary": {"findings": len(report.findings), **counts},
        **encode(report),
    }
    return "{\n" + ",\n".join(_member(name, value) for name, value in values.items()) + "\n}\n"


def _member(name: str, value: Any) -> str:
    """Return one field; an array has one element in each line, so that two reports can be compared line by line."""
    if isinstance(value, list) and value:
        text = "[\n" + ",\n".join(map(json.dumps, value)) + "\n]"
    else:
        text = json.dumps(value)
    return f"{json.dumps(name)}: {text}"


def read_report(text: str) -> Report:
    """Return the report that JSON holds; raises ReportError, which says where it is not one."""
    try:
        value = json.loads(text)
    except ValueError as error:
        raise ReportError(f"not JSON: {error}", help=_HELP) from None
    except RecursionError:
        raise ReportError("not a report: nested too deeply", help=_HELP) from None
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        raise ReportError(f"not a report: expected an object with schema {SCHEMA!r}", help=_HELP)
    fields = {name: item for name, item in value.items() if name not in {"schema", "summary"}}
    report: Report = decode(Report, fields, "$")
    _check_edges(report)
    _check_rules(report)
    return report


def _check_edges(report: Report) -> None:
    nodes = len(report.graph.modules)
    for index, edge in enumerate(report.graph.edges):
        if not (0 <= edge.importer < nodes and 0 <= edge.imported < nodes):
            raise ReportError(f"$.graph.edges[{index}]: expected positions of the {nodes} modules", help=_HELP)


def _check_rules(report: Report) -> None:
    known = {rule.name for rule in report.rules}
    for kind in ("findings", "suppressed", "accepted"):
        for index, finding in enumerate(getattr(report, kind)):
            if finding.rule not in known:
                raise ReportError(f"$.{kind}[{index}].rule: expected the name of one of the rules", help=_HELP)
