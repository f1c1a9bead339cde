"""A report as it is kept between runs: what texts show, and apart from it the graph, which few formats need."""

import json

from importlint.model.report import Report, ReportGraph
from importlint.reporters.codec import decode, encode


def write_report(report: Report, *, with_graph: bool) -> tuple[bytes, bytes]:
    """Return both parts of a report; the second is empty if it was made without its graph."""
    graph = _to_json(encode(report.graph)) if with_graph else b""
    return _to_json(encode(report._replace(graph=ReportGraph()))), graph


def read_report(report: bytes, graph: bytes | None) -> Report:
    """Return a report from its parts; without the second one it has no graph."""
    found: Report = decode(Report, json.loads(report), "$")
    return found if graph is None else found._replace(graph=decode(ReportGraph, json.loads(graph), "$"))


def _to_json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
