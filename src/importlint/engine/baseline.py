"""The baseline: findings that a project has accepted, so that a scan fails on new ones only."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from importlint.model.finding import Finding

DEFAULT_FILE = "importlint-baseline.json"


class Entry(NamedTuple):
    """An accepted finding; the fingerprint identifies it, the rest is for readers."""

    path: str
    rule: str
    message: str
    fingerprint: str

    def __str__(self) -> str:
        """Return what a reader needs to recognise it."""
        return f"{self.path}: {self.message} [{self.rule}]"


class Comparison(NamedTuple):
    """Findings that the baseline does not hold, those that it holds, and its entries that no longer occur."""

    new: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    gone: tuple[Entry, ...]


def entries_of(findings: Iterable[Finding]) -> tuple[Entry, ...]:
    """Return the entries that accept some findings, sorted."""
    return tuple(
        sorted(Entry(finding.location.path, finding.rule, finding.message, finding.fingerprint) for finding in findings)
    )


def merge(entries: Iterable[Entry], others: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return all entries, sorted; of two with one fingerprint the first."""
    merged: dict[str, Entry] = {}
    for entry in (*entries, *others):
        merged.setdefault(entry.fingerprint, entry)
    return tuple(sorted(merged.values()))


def compare(
    findings: Iterable[Finding],
    baseline: Iterable[Entry],
    *,
    occurring: Iterable[Finding],
    judged: Callable[[Entry], bool],
) -> Comparison:
    """Divide findings by a baseline.

    occurring: all findings of this run, hidden ones too; what is not among them is gone. judged: whether this run
    would have found an entry: its rule ran, and its path was asked for.
    """
    accepted = {entry.fingerprint for entry in baseline}
    still = {finding.fingerprint for finding in occurring}
    findings = tuple(findings)
    return Comparison(
        new=tuple(finding for finding in findings if finding.fingerprint not in accepted),
        accepted=tuple(finding for finding in findings if finding.fingerprint in accepted),
        gone=tuple(entry for entry in baseline if entry.fingerprint not in still and judged(entry)),
    )
