"""What the scripts of the HTML report read: findings and graph as one compact JSON value.

What repeats (paths, texts of steps and of source lines, fixes) is written once and referred to by position. Everything
from the tree has been made visible.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from importlint.model.facts import Timing
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import Location
from importlint.model.report import Report, ReportGraph
from importlint.reporters.cycle_edges import cycle_edges
from importlint.reporters.diff import diff_edits
from importlint.reporters.display import visible, visible_line
from importlint.reporters.excerpt import MarkedLine, index_lines, marked_lines, marks_nothing, statement_at
from importlint.reporters.roots import RootFinder

_LONGEST_LINE = 400
_TIMINGS = tuple(Timing)
_IMPLICIT = len(_TIMINGS)


def page_json(report: Report) -> str:
    """Return the data as JSON that can stand in a script element: no text in it can end the element."""
    text = json.dumps(_PageData(report).value(), separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


class _PageData:
    """The data of one report while it is put together."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._lines = index_lines(report)
        self._roots = RootFinder(report.roots)
        self._files = _Table()
        self._texts = _Table()
        self._fixes = _Table()

    def value(self) -> dict[str, Any]:
        findings = [self._finding(finding) for finding in self._report.findings]
        graph = self._graph(self._report.graph)
        projects = {root.path: root.project for root in self._report.roots}
        return {
            "roots": [visible(root) for root in self._roots.paths],
            "projects": [visible(projects.get(root, ".")) for root in self._roots.paths],
            "files": [visible(path) for path in self._files],
            "texts": list(self._texts),
            "fixes": [json.loads(fix) for fix in self._fixes],
            "launches": self._launches(),
            "findings": findings,
            "graph": graph,
        }

    def _launches(self) -> dict[str, list[Any]]:
        """Return command and search path of the launches that findings name."""
        named = {name for finding in self._report.findings for name in finding.launches}
        return {
            visible(launch.name): [visible(launch.command), [visible(directory) for directory in launch.search_path]]
            for launch in self._report.launches
            if launch.name in named
        }

    def _finding(self, finding: Finding) -> dict[str, Any]:
        location = finding.location
        value = {
            "id": finding.fingerprint,
            "rule": finding.rule,
            "severity": finding.severity,
            "message": visible(finding.message),
            "at": self._place(location),
            "root": self._roots.position(location.path),
            "excerpt": [self._excerpt_line(line) for line in self._excerpt(location)],
            "cycle": [visible(name) for name in finding.cycle],
            "edges": bool(cycle_edges(finding)),
            "flow": [self._step(step) for step in finding.flow],
            "related": [self._step(step) for step in finding.related],
            "launches": [visible(name) for name in finding.launches],
            "fixes": [self._fixes.position(json.dumps(self._fix(fix))) for fix in finding.fixes],
            "reproduce": visible(finding.reproduce),
        }
        return {name: item for name, item in value.items() if item not in ([], "", False)}

    def _place(self, location: Location) -> list[int]:
        return [self._files.position(location.path), location.span.line, location.span.column]

    def _excerpt(self, location: Location) -> Sequence[MarkedLine]:
        return () if marks_nothing(location) else marked_lines(self._lines, location)

    def _excerpt_line(self, line: MarkedLine) -> list[int]:
        """Return the number and the texts before, in and after the mark; a long line is cut around it."""
        first = max(0, min(line.start - _LONGEST_LINE // 4, len(line.text) - _LONGEST_LINE))
        text = line.text[first : first + _LONGEST_LINE]
        start, end = max(0, line.start - first), max(0, line.end - first)
        before, marked, after = (visible_line(part) for part in (text[:start], text[start:end], text[end:]))
        head = "…" if first else ""
        tail = "…" if first + _LONGEST_LINE < len(line.text) else ""
        return [line.number, *map(self._texts.position, (head + before, marked, after + tail))]

    def _step(self, step: Step) -> list[Any]:
        written = visible_line(statement_at(self._lines, step.location)[:_LONGEST_LINE])
        return [*self._place(step.location), self._texts.position(visible(step.message)), self._texts.position(written)]

    def _fix(self, fix: Fix) -> dict[str, Any]:
        return {
            "title": visible(fix.title),
            "applicability": fix.applicability,
            "text": "\n".join(visible_line(line) for line in fix.text.splitlines()),
            "hunks": [
                [
                    self._files.position(hunk.path),
                    hunk.line,
                    [[line.sign, visible_line(line.text)] for line in hunk.lines],
                ]
                for hunk in diff_edits(fix.edits, self._lines)
            ],
        }

    def _graph(self, graph: ReportGraph) -> dict[str, Any]:
        roots = {module.root: self._roots.add(module.root) for module in graph.modules}
        modules = [
            [roots[module.root], visible(module.name), self._files.position(module.path) if module.path else -1]
            for module in graph.modules
        ]
        edges = [
            number
            for edge in graph.edges
            for number in (
                edge.importer,
                edge.imported,
                _TIMINGS.index(edge.timing) + (_IMPLICIT if edge.implicit else 0),
                edge.line,
            )
        ]
        return {"modules": modules, "edges": edges}


class _Table:
    """Texts in the order in which they came, each once."""

    def __init__(self) -> None:
        self._positions: dict[str, int] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._positions)

    def position(self, text: str) -> int:
        """Return the position of a text, which is added if it is new."""
        return self._positions.setdefault(text, len(self._positions))
