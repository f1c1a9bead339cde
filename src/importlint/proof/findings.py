"""Findings before and after a change: those to be mended are gone, and nothing as bad is new."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from importlint.model.change import ChangeSet
from importlint.model.finding import Finding
from importlint.model.rule import Severity
from importlint.model.wording import count, listing
from importlint.proof.check import Check

_SHOWN = 5


class Comparison(NamedTuple):
    """What became of the findings.

    left: the rules that have more findings than they should. still: the rules and files (by their old paths) that do.
    new: what was not there.
    """

    mended: tuple[Finding, ...]
    left: tuple[str, ...]
    still: frozenset[tuple[str, str]]
    new: tuple[Finding, ...]

    @property
    def check(self) -> Check:
        """Return it as a part of the proof."""
        if not (self.left or self.new):
            return Check("scan", True, f"{count(len(self.mended), 'finding')} gone, none new")  # noqa: FBT003
        parts = (f"{listing(self.left)} still has findings" if self.left else "", f"{len(self.new)} new")
        details = tuple(f"new: {_line(finding)}" for finding in self.new[:_SHOWN])
        return Check("scan", False, "; ".join(filter(None, parts)), details)  # noqa: FBT003

    @property
    def culprits(self) -> frozenset[str]:
        """Return the fingerprints of the mended findings that are or may be to blame."""
        paths = {finding.location.path for finding in self.new}
        placed = {rule for rule, _ in self.still}
        return frozenset(
            finding.fingerprint
            for finding in self.mended
            if (finding.rule, finding.location.path) in self.still
            or (finding.rule in self.left and finding.rule not in placed)
            or _touches(finding, paths)
        )


def _line(finding: Finding) -> str:
    path, span = finding.location
    return f"{path}:{span.line}: {finding.severity}: {finding.rule}: {finding.message}"


def _touches(finding: Finding, paths: Collection[str]) -> bool:
    edited = {edit.path for fix in finding.fixes for edit in fix.edits}
    return not edited.isdisjoint(paths) or finding.location.path in paths


def compare_findings(before: Sequence[Finding], after: Sequence[Finding], changes: ChangeSet) -> Comparison:
    """Compare all findings of two scans.

    Names and paths change with a move, and fingerprints with them. So findings are counted: each rule must have as many
    less as the change mends, and no file may have more than it had, under whatever path. New notes do not count where
    warnings or errors are mended: a deferred import that closes no eager cycle any more is still a note.
    """
    mended = tuple(finding for finding in before if finding.fingerprint in changes.mends)
    new = tuple(_new(before, after, changes, mended))
    left = tuple(_left(before, after, mended))
    still = frozenset(place for place in _still(before, after, changes, mended) if place[0] in left)
    return Comparison(mended, left, still, new)


def _left(before: Sequence[Finding], after: Sequence[Finding], mended: Sequence[Finding]) -> Iterator[str]:
    old, new = (Counter(finding.rule for finding in found) for found in (before, after))
    for rule, wanted in sorted(Counter(finding.rule for finding in mended).items()):
        if new[rule] > old[rule] - wanted:
            yield rule


def _still(
    before: Sequence[Finding], after: Sequence[Finding], changes: ChangeSet, mended: Sequence[Finding]
) -> Iterator[tuple[str, str]]:
    old, gone = (Counter((finding.rule, finding.location.path) for finding in found) for found in (before, mended))
    new = Counter((finding.rule, finding.location.path) for finding in after)
    for (rule, path), wanted in gone.items():
        if new[rule, changes.target_of(path)] > old[rule, path] - wanted:
            yield rule, path


def _new(
    before: Sequence[Finding], after: Sequence[Finding], changes: ChangeSet, mended: Sequence[Finding]
) -> Iterator[Finding]:
    known = Counter((finding.rule, changes.target_of(finding.location.path)) for finding in before)
    worst = max((finding.severity.rank for finding in mended), default=Severity.NOTE.rank)
    least = min(worst, Severity.WARNING.rank)
    seen = {finding.fingerprint for finding in before}
    for finding in sorted(after, key=lambda finding: finding.fingerprint not in seen):
        path = finding.location.path
        known[finding.rule, path] -= 1
        if known[finding.rule, path] < 0 and finding.severity.rank >= least:
            yield finding
