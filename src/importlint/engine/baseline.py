"""The baseline: findings that a project has accepted, so that a scan fails on new ones only."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from importlint.errors import ConfigError
from importlint.model.finding import Finding

DEFAULT_FILE = "importlint-baseline.json"
_VERSION = 1


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


def render_baseline(entries: Iterable[Entry]) -> str:
    """Return the text of a baseline file: JSON, a line for each value, so that it merges well."""
    document = {
        "about": "Findings that importlint accepts; written by `importlint baseline`.",
        "version": _VERSION,
        "findings": [entry._asdict() for entry in entries],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def parse_baseline(text: str, name: str) -> tuple[Entry, ...]:
    """Read the text of a baseline file; raises ConfigError that begins with the file's name."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise _unusable(name, f"not valid JSON: {error}") from None
    if not isinstance(document, dict) or not isinstance(document.get("findings"), list):
        raise _unusable(name, "not a baseline: expected an object with `version` and `findings`")
    if document.get("version") != _VERSION:
        raise _unusable(name, f"version {document.get('version')!r} of the format is not {_VERSION}")
    return tuple(_entry(position, value, name) for position, value in enumerate(document["findings"], 1))


def _entry(position: int, value: Mapping[str, Any], name: str) -> Entry:
    fields = [value.get(field) if isinstance(value, dict) else None for field in Entry._fields]
    if not all(isinstance(field, str) for field in fields):
        raise _unusable(name, f"finding {position} lacks one of {', '.join(Entry._fields)}")
    return Entry._make(str(field) for field in fields)


def _unusable(name: str, what: str) -> ConfigError:
    return ConfigError(f"{name}: {what}", help="delete it and write it anew with `importlint baseline`")
