"""The finished result of a scan: all that a reporter is given."""

from typing import NamedTuple

from importlint.model.diagnostic import Diagnostic
from importlint.model.facts import Timing
from importlint.model.finding import Finding
from importlint.model.launch import Launch
from importlint.model.root import SourceRoot
from importlint.model.rule import RuleInfo


class SourceLine(NamedTuple):
    """One line of a scanned file, without its line end, so that reporters can show it."""

    path: str
    line: int
    text: str


class RootCounts(NamedTuple):
    """How large a source root is, and how many findings lie in it."""

    root: str
    files: int
    modules: int
    findings: int


class GraphModule(NamedTuple):
    """A node of the import graph: a module as one source root knows it."""

    root: str
    name: str
    path: str


class GraphEdge(NamedTuple):
    """An import of one first-party module by another.

    importer, imported: positions in `ReportGraph.modules`. line: of the import statement in the importer's file.
    implicit: not written, but done by the import system: a parent package of an imported module.
    """

    importer: int
    imported: int
    timing: Timing
    line: int
    implicit: bool = False


class ReportGraph(NamedTuple):
    """The import graph in a compact form, modules sorted by root and name, edges sorted."""

    modules: tuple[GraphModule, ...] = ()
    edges: tuple[GraphEdge, ...] = ()


class Report(NamedTuple):
    """The finished result of a scan.

    version: of importlint. target: what was asked for, relative to the project. rules: all rules of the tool, because
    code hosts keep the texts of rules for all scans together. findings: those to show, in order.
    files, modules, edges: how much was analysed. suppressed: hidden by ignore comments or configuration.
    accepted: findings that the baseline holds. gone: what the baseline holds and no longer occurs.
    suppressed and accepted are kept whole, so that a reporter may show them on request.
    lines: the source lines that findings point at, with one line of context around the primary location, and the lines
    that the edits of fixes replace.
    prefix: the project's directory relative to the repository that holds it, "" where they are the same or there is
    none; code hosts want paths relative to the repository.
    """

    version: str
    target: tuple[str, ...]
    rules: tuple[RuleInfo, ...]
    roots: tuple[SourceRoot, ...]
    launches: tuple[Launch, ...]
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    gone: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    counts: tuple[RootCounts, ...]
    files: int
    modules: int
    edges: int
    lines: tuple[SourceLine, ...]
    prefix: str = ""
    graph: ReportGraph = ReportGraph()
