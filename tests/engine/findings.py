"""Findings and rules for tests."""

from collections.abc import Iterator
from dataclasses import dataclass

from importlint.model.finding import Finding, Step
from importlint.model.location import Location, Span
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.project import Project


def finding(
    path: str = "a.py", line: int = 1, rule: str = "some-rule", *subject: str, related: tuple[str, ...] = ()
) -> Finding:
    """Make a finding about `subject` at the start of a line."""
    return Finding(
        rule=rule,
        severity=Severity.WARNING,
        message=f"about {' '.join(subject) or 'something'}",
        location=Location(path, Span(line, 1, line, 2)),
        subject=subject,
        related=tuple(Step(location=Location(other, Span(1, 1, 1, 1)), message="also") for other in related),
    )


@dataclass(frozen=True)
class StubRule:
    """A rule that finds what it is told."""

    RULE: RuleInfo
    found: tuple[Finding, ...] = ()

    def check(self, project: Project) -> Iterator[Finding]:
        yield from self.found


def rule(name: str, *found: Finding) -> StubRule:
    """Make a rule that finds these findings, under its own name."""
    info = RuleInfo(name=name, family=Family.NAMES, severity=Severity.WARNING, help="Stub.", since="0.1.0")
    return StubRule(info, tuple(each._replace(rule=name) for each in found))
