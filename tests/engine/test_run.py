"""Which rules run, and what becomes of their findings."""

from collections.abc import Iterator

import pytest

from importlint.engine.run import run_rules, select_rules
from importlint.model.finding import Finding
from importlint.model.rule import Severity
from importlint.project import Project
from importlint.rules import ALL_RULES
from tests.engine.findings import StubRule, finding, rule
from tests.projects import project_from

PROJECT = project_from({"a.py": ""})


def names(rules: tuple[object, ...]) -> list[str]:
    return [each.RULE.name for each in rules if isinstance(each, StubRule)]


def test_all_rules_run_unless_some_are_selected() -> None:
    rules = (rule("one"), rule("two"), rule("three"))
    assert names(select_rules(rules, select=(), ignore=())) == ["one", "two", "three"]
    assert names(select_rules(rules, select=("three", "one"), ignore=())) == ["one", "three"]


def test_ignoring_a_rule_beats_selecting_it() -> None:
    rules = (rule("one"), rule("two"))
    assert names(select_rules(rules, select=("one", "two"), ignore=("one",))) == ["two"]


def test_findings_come_in_the_order_of_their_places() -> None:
    rules = (
        rule("z-rule", finding("b.py", 1), finding("a.py", 10)),
        rule("a-rule", finding("a.py", 9), finding("a.py", 10)),
    )
    found = run_rules(PROJECT, rules)
    assert [(each.location.path, each.location.span.line, each.rule) for each in found] == [
        ("a.py", 9, "a-rule"),
        ("a.py", 10, "a-rule"),
        ("a.py", 10, "z-rule"),
        ("b.py", 1, "z-rule"),
    ]


def test_the_order_of_rules_changes_nothing() -> None:
    rules = (rule("one", finding(), finding("b.py")), rule("two", finding()))
    assert run_rules(PROJECT, rules) == run_rules(PROJECT, rules[::-1])


def test_the_same_finding_is_reported_once() -> None:
    assert len(run_rules(PROJECT, (rule("one", finding(), finding()),))) == 1


def test_severities_can_be_overridden_by_rule() -> None:
    rules = (rule("one", finding()), rule("two", finding()))
    found = run_rules(PROJECT, rules, [("two", Severity.ERROR)])
    assert [(each.rule, each.severity) for each in found] == [("one", Severity.WARNING), ("two", Severity.ERROR)]


def test_a_rule_that_raises_is_named_and_not_hidden() -> None:
    class BrokenRule(StubRule):
        def check(self, project: Project) -> Iterator[Finding]:
            yield finding()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError) as raised:
        run_rules(PROJECT, [BrokenRule(rule("broken").RULE)])
    assert any("broken" in note for note in raised.value.__notes__)


def test_the_real_rules_find_nothing_in_a_clean_project() -> None:
    project = project_from(
        {"setup.py": "", "app/__init__.py": "", "app/core.py": "import os\n", "app/main.py": "from app import core\n"}
    )
    assert run_rules(project, ALL_RULES) == ()
