"""What SARIF says of the tool: the same for every repository, because GitHub stores a rule's text once for all."""

from typing import Any

from importlint.model.report import Report
from importlint.model.rule import RuleInfo, Severity
from importlint.patterns import regex
from importlint.reporters.display import visible
from importlint.reporters.links import REPOSITORY, rule_link
from importlint.reporters.prose import introduction, plain, plain_text, shorten

_SEMANTIC_VERSION = regex(r"\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?")
_LONGEST_DESCRIPTION = 1024
_PROBLEM_SEVERITY = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}


def make_driver(report: Report) -> dict[str, Any]:
    """Return the tool component with every rule of the tool, whether it found something or not."""
    kind = "semanticVersion" if _SEMANTIC_VERSION.fullmatch(report.version) else "version"
    return {
        "name": "importlint",
        kind: visible(report.version),
        "informationUri": REPOSITORY,
        "rules": [_rule(rule) for rule in report.rules],
    }


def _rule(rule: RuleInfo) -> dict[str, Any]:
    summary = plain(rule.summary).rstrip(".") + "."
    link = rule_link(rule.name)
    return {
        "id": rule.name,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": shorten(summary, _LONGEST_DESCRIPTION)},
        "fullDescription": {"text": introduction(rule.body, _LONGEST_DESCRIPTION) or summary},
        "helpUri": link,
        "help": {
            "text": f"{plain_text(rule.help)}\n\nSee {link}",
            "markdown": f"{rule.help.strip()}\n\n[{rule.name} in the documentation]({link})\n",
        },
        "defaultConfiguration": {"level": rule.severity},
        "properties": {
            "precision": rule.precision,
            "problem.severity": _PROBLEM_SEVERITY[rule.severity],
            "tags": ["imports", "python", rule.family.replace(" ", "-")],
        },
    }
