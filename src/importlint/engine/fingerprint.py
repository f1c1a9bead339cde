"""The identity of a finding: it survives line moves and changes of wording."""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from importlint.model.finding import Finding

_DIGITS = 16


def add_fingerprints(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give each finding its fingerprint: a hash of rule, path, subject and its running number among equals.

    The findings must be in the order of their places, so that equals are numbered from top to bottom.
    """
    equals: Counter[tuple[str, ...]] = Counter()
    done: list[Finding] = []
    for finding in findings:
        identity = (finding.rule, finding.location.path, *finding.subject)
        equals[identity] += 1
        done.append(finding._replace(fingerprint=_hash((*identity, str(equals[identity])))))
    return tuple(done)


def _hash(parts: tuple[str, ...]) -> str:
    # Parts may hold any character but the null character, which no path and no source text that is read contains.
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
