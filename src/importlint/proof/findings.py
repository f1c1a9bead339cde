"""Findings before and after a change: those to be mended are gone, and nothing as bad is new."""

from collections import Counter
from collections.abc import Iterator, Sequence

from importlint.model.change import ChangeSet
from importlint.model.finding import Finding
from importlint.model.rule import Severity
from importlint.model.wording import count
from importlint.proof.check import Check

_SHOWN = 5


def compare_findings(before: Sequence[Finding], after: Sequence[Finding], changes: ChangeSet) -> Check:
    """Compare all findings of two scans.

    Names and paths change with a move, and fingerprints with them. So findings are counted: each rule must have as many
    less as the change mends, and no file may have more than it had, under whatever path. New notes do not count where
    warnings or errors are mended: a deferred import that closes no eager cycle any more is still a note.
    """
    mended = [finding for finding in before if finding.fingerprint in changes.mends]
    left = tuple(_left(before, after, mended))
    new = tuple(_new(before, after, changes, mended))
    if left or new:
        parts = (f"{count(len(left), 'rule')} still with findings" if left else "", f"{len(new)} new" if new else "")
        return Check("scan", False, " and ".join(filter(None, parts)), (*left, *new)[:_SHOWN])  # noqa: FBT003
    return Check("scan", True, f"{count(len(mended), 'finding')} gone, none new")  # noqa: FBT003


def _left(before: Sequence[Finding], after: Sequence[Finding], mended: Sequence[Finding]) -> Iterator[str]:
    old, new = (Counter(finding.rule for finding in found) for found in (before, after))
    for rule, wanted in sorted(Counter(finding.rule for finding in mended).items()):
        if new[rule] > old[rule] - wanted:
            yield f"{rule}: {count(wanted, 'finding')} to mend, but {old[rule]} before and {new[rule]} after"


def _new(
    before: Sequence[Finding], after: Sequence[Finding], changes: ChangeSet, mended: Sequence[Finding]
) -> Iterator[str]:
    known = Counter((finding.rule, changes.target_of(finding.location.path)) for finding in before)
    worst = max((finding.severity.rank for finding in mended), default=Severity.NOTE.rank)
    least = min(worst, Severity.WARNING.rank)
    seen = {finding.fingerprint for finding in before}
    for finding in sorted(after, key=lambda finding: finding.fingerprint not in seen):
        path, span = finding.location
        known[finding.rule, path] -= 1
        if known[finding.rule, path] < 0 and finding.severity.rank >= least:
            yield f"{path}:{span.line}: {finding.severity}: {finding.rule}: {finding.message}"
