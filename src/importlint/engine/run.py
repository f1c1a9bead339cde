"""Rules in, findings out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from importlint.engine.fingerprint import add_fingerprints
from importlint.model.finding import Finding
from importlint.model.rule import RuleInfo, Severity
from importlint.project import Project


class Rule(Protocol):
    """What a module of `importlint.rules` has."""

    RULE: RuleInfo

    def check(self, project: Project) -> Iterator[Finding]:
        """Yield the findings of the rule."""


def select_rules(rules: Iterable[Rule], *, select: Collection[str], ignore: Collection[str]) -> tuple[Rule, ...]:
    """Return the rules to run: those selected, all of them if none is, without the ignored ones."""
    return tuple(rule for rule in rules if (not select or rule.RULE.name in select) and rule.RULE.name not in ignore)


def run_rules(
    project: Project, rules: Sequence[Rule], severity: Iterable[tuple[str, Severity]] = ()
) -> tuple[Finding, ...]:
    """Return the findings of all rules in the order of a report, with fingerprints and the severities asked for.

    A rule that raises is a bug: its name is added to the exception as a note (PEP 678).
    """
    wanted = dict(severity)
    found = dict.fromkeys(_with_severity(finding, wanted) for rule in rules for finding in _check(rule, project))
    return add_fingerprints(sorted(found, key=_position))


def _check(rule: Rule, project: Project) -> Iterator[Finding]:
    try:
        yield from rule.check(project)
    except BaseException as error:
        error.add_note(f"importlint: this happened in the rule {rule.RULE.name}")
        raise


def _with_severity(finding: Finding, wanted: Mapping[str, Severity]) -> Finding:
    severity = wanted.get(finding.rule, finding.severity)
    return finding if severity is finding.severity else finding._replace(severity=severity)


def _position(finding: Finding) -> tuple[object, ...]:
    return (*finding.location, finding.rule, finding.subject, finding.message)
