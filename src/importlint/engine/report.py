"""Findings and project in, Report out."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from importlint import __version__
from importlint.graph.import_graph import ImportGraph
from importlint.model.diagnostic import Diagnostic
from importlint.model.finding import Finding
from importlint.model.report import GraphEdge, GraphModule, Report, ReportGraph, RootCounts, SourceLine
from importlint.model.rule import RuleInfo
from importlint.project import Project
from importlint.scan.source import decode

# A minified file can be one line of megabytes, and a statement can be as long as its file.
_LONGEST_LINE = 10_000
_MOST_LINES = 30


class Results(NamedTuple):
    """What became of the findings, as in `Report`."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...] = ()
    accepted: tuple[Finding, ...] = ()
    gone: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def make_report(
    project: Project,
    results: Results,
    *,
    target: tuple[str, ...],
    rules: tuple[RuleInfo, ...],
    prefix: str = "",
    with_graph: bool = True,
) -> Report:
    """Put together all that a reporter is given; `rules` are all that there are, not only those that ran.

    Launches go without what the machine alone needs: the files of containers and the tests of sessions are many.
    """
    graph = project.graph
    return Report(
        version=__version__,
        target=target,
        rules=rules,
        roots=project.roots,
        launches=tuple(launch._replace(container=None, session=None) for launch in project.launches),
        findings=results.findings,
        suppressed=results.suppressed,
        accepted=results.accepted,
        gone=results.gone,
        diagnostics=tuple(sorted(results.diagnostics, key=lambda diagnostic: (diagnostic.location, diagnostic.kind))),
        counts=_counts(project, results.findings),
        files=len(project.facts),
        modules=len(graph.modules),
        edges=len(graph.edges),
        lines=tuple(_lines((*results.findings, *results.suppressed, *results.accepted), project.tree.read)),
        prefix=prefix,
        graph=compact(graph) if with_graph else ReportGraph(),
    )


def _counts(project: Project, findings: Iterable[Finding]) -> tuple[RootCounts, ...]:
    """Count for each source root; a file counts for the innermost one around it."""
    roots = frozenset(root.path for root in project.roots)
    files = Counter(_innermost(path, roots) for path in project.facts)
    modules = Counter(module.root for module in project.modules)
    found = Counter(_innermost(finding.location.path, roots) for finding in findings)
    return tuple(
        RootCounts(root=root.path, files=files[root.path], modules=modules[root.path], findings=found[root.path])
        for root in project.roots
    )


def _innermost(path: str, roots: frozenset[str]) -> str:
    """Return the nearest source root above a path, "." where there is none."""
    while path:
        path = path.rpartition("/")[0]
        if path in roots:
            return path
    return "."


def _lines(findings: Iterable[Finding], read: Callable[[str], bytes]) -> Iterator[SourceLine]:
    wanted: dict[str, set[int]] = {}
    for finding in findings:
        for path, numbers in _wanted_lines(finding):
            wanted.setdefault(path, set()).update(numbers)
    for path in sorted(wanted):
        text = _read_lines(path, read)
        for number in sorted(wanted[path]):
            if 1 <= number <= len(text):
                yield SourceLine(path=path, line=number, text=text[number - 1][:_LONGEST_LINE])


def _wanted_lines(finding: Finding) -> Iterator[tuple[str, range]]:
    path, span = finding.location
    yield path, range(span.line - 1, min(span.end_line, span.line + _MOST_LINES) + 2)
    for step in (*finding.related, *finding.flow):
        yield step.location.path, range(step.location.span.line, step.location.span.line + 1)
    for fix in finding.fixes:
        for edit in fix.edits:
            yield edit.path, range(edit.span.line, edit.span.end_line + 1)


def _read_lines(path: str, read: Callable[[str], bytes]) -> list[str]:
    try:
        return decode(read(path)).text.split("\n")
    except OSError:
        return []


def compact(graph: ImportGraph) -> ReportGraph:
    """Return the graph as a report holds it."""
    position = {module: number for number, module in enumerate(graph.modules)}
    edges = (
        GraphEdge(position[importer], *edge)
        for importer, edges in graph.by_importer.items()
        for edge in sorted(
            {(position[each.imported], each.timing, each.statement.span.line, each.implicit) for each in edges}
        )
    )
    return ReportGraph(
        modules=tuple(GraphModule(*module.id, module.path) for module in graph.modules.values()), edges=tuple(edges)
    )
