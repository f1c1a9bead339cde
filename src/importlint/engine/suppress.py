"""Ignore comments and per-path ignores: which findings they hide, and which of them hide nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from importlint.model.diagnostic import Diagnostic
from importlint.model.facts import FileFacts
from importlint.model.finding import Finding
from importlint.model.location import Location
from importlint.scan.gitignore import IgnoreFile, is_ignored, read_patterns


class Suppression(NamedTuple):
    """The findings that are left, those that are hidden, and the comments that hide nothing."""

    kept: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    diagnostics: tuple[Diagnostic, ...]


def suppress(
    findings: Sequence[Finding],
    facts: Mapping[str, FileFacts],
    *,
    per_path_ignores: Iterable[tuple[str, Collection[str]]] = (),
    ran: Collection[str],
    known: Collection[str],
) -> Suppression:
    """Hide the findings whose statement has an ignore comment, or whose path the configuration ignores.

    ran: the names of the rules that ran: only of those can an ignore comment be unused. known: all rule names.
    """
    ignored_paths = [(read_patterns(pattern), frozenset(rules)) for pattern, rules in per_path_ignores]
    kept: list[Finding] = []
    suppressed: list[Finding] = []
    used: defaultdict[Location, set[str]] = defaultdict(set)
    for finding in findings:
        comments = list(_comments(finding, facts))
        for comment in comments:
            used[comment].add(finding.rule)
        hidden = comments or _is_ignored_path(finding, ignored_paths)
        (suppressed if hidden else kept).append(finding)
    return Suppression(tuple(kept), tuple(suppressed), tuple(_unused(facts, used, frozenset(ran), known)))


def _comments(finding: Finding, facts: Mapping[str, FileFacts]) -> Iterator[Location]:
    """Yield the places of the ignore comments that hide a finding."""
    path, span = finding.location
    found = facts.get(path)
    for ignore in found.ignores if found else ():
        first, last = ignore.covers
        if (ignore.whole_file or first <= span.line <= last) and (not ignore.rules or finding.rule in ignore.rules):
            yield Location(path, ignore.span)


def _is_ignored_path(finding: Finding, ignored_paths: Iterable[tuple[IgnoreFile, frozenset[str]]]) -> bool:
    return any(finding.rule in rules and _matches(patterns, finding.location.path) for patterns, rules in ignored_paths)


def _matches(patterns: IgnoreFile, path: str) -> bool:
    """Return whether a pattern matches the path or a directory above it; the outermost match decides, as in git."""
    parts = path.split("/")
    directories = [("/".join(parts[:end]) + "/", parts[end - 1] + "/") for end in range(1, len(parts))]
    return any(is_ignored(entry, name, (patterns,)) for entry, name in (*directories, (path, parts[-1])))


def _unused(
    facts: Mapping[str, FileFacts], used: Mapping[Location, set[str]], ran: frozenset[str], known: Collection[str]
) -> Iterator[Diagnostic]:
    for path, found in facts.items():
        for ignore in found.ignores:
            location = Location(path, ignore.span)
            hid = used.get(location, set())
            if not ignore.rules and not hid and ran.issuperset(known):
                yield Diagnostic(kind="unused-ignore", message="this comment ignores nothing", location=location)
            for rule in ignore.rules:
                if rule not in known:
                    message = f"this comment ignores {rule}, which is no rule"
                    yield Diagnostic(kind="unknown-rule", message=message, location=location)
                elif rule in ran and rule not in hid:
                    message = f"this comment ignores {rule}, which reports nothing here"
                    yield Diagnostic(kind="unused-ignore", message=message, location=location)
