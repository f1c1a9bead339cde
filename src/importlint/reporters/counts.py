"""How many findings there are, in numbers and in words."""

from collections import Counter
from collections.abc import Iterable, Sequence

from importlint.model.finding import Finding
from importlint.model.rule import RuleInfo, Severity
from importlint.model.wording import count


def count_severities(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Return how many findings have each severity, the worst first, zeros included."""
    counted = Counter(finding.severity for finding in findings)
    return {severity: counted[severity] for severity in Severity}


def count_rules(findings: Iterable[Finding], rules: Sequence[RuleInfo]) -> list[tuple[str, dict[Severity, int]]]:
    """Return the counts of each rule that has findings: the most severe first, then in the order of the rules."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    order = {rule.name: position for position, rule in enumerate(rules)}

    def rank(rule: str) -> tuple[int, int, str]:
        return (-worst(by_rule[rule]).rank, order.get(rule, len(order)), rule)

    return [(rule, count_severities(by_rule[rule])) for rule in sorted(by_rule, key=rank)]


def worst(findings: Iterable[Finding]) -> Severity:
    """Return the highest severity among findings, of which there is at least one."""
    return max((finding.severity for finding in findings), key=lambda severity: severity.rank)


def most_severe_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings ordered by severity, otherwise in the order in which they came."""
    return sorted(findings, key=lambda finding: -finding.severity.rank)


def count_words(counts: dict[Severity, int]) -> str:
    """Return counts in words: `2 errors, 1 warning and 3 notes`; "no findings" where there are none."""
    return join_words([count(number, severity) for severity, number in counts.items() if number]) or "no findings"


def join_words(words: Sequence[str]) -> str:
    """Return words as English lists them: `a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
