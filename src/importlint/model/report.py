"""The finished result of a scan: all that a reporter is given."""

from dataclasses import dataclass

from importlint.model.diagnostic import Diagnostic
from importlint.model.finding import Finding
from importlint.model.launch import Launch
from importlint.model.root import SourceRoot
from importlint.model.rule import RuleInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One line of a scanned file, without its line end, so that reporters can show it."""

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RootCounts:
    """How large a source root is, and how many findings lie in it."""

    root: str
    files: int
    modules: int
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The finished result of a scan.

    version: of importlint. target: what was asked for, relative to the project. findings: those to show, in order.
    files, modules, edges: how much was analysed. suppressed: hidden by ignore comments or configuration.
    accepted: findings that the baseline holds. gone: what the baseline holds and no longer occurs.
    suppressed and accepted are kept whole, so that a reporter may show them on request.
    lines: the source lines that findings point at, with one line of context around the primary location.
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
