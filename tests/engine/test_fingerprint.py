"""What identifies a finding."""

from importlint.engine.fingerprint import add_fingerprints
from importlint.model.rule import Severity
from tests.engine.findings import finding


def prints(*findings: object) -> list[str]:
    return [each.fingerprint for each in add_fingerprints(findings)]  # type: ignore[arg-type]


def test_it_is_sixteen_hexadecimal_digits_and_always_the_same() -> None:
    assert prints(finding("services/a/app/core.py", 3, "cycle-fragile", "app", "app.core")) == ["09ed4c195f0c5edd"]


def test_it_survives_line_moves_wording_and_severity() -> None:
    before = finding("a.py", 3, "some-rule", "app", "x")
    after = finding("a.py", 300, "some-rule", "app", "x")._replace(message="in other words", severity=Severity.ERROR)
    assert prints(before) == prints(after)


def test_rule_path_and_subject_make_a_difference() -> None:
    findings = [finding(), finding("b.py"), finding(rule="other"), finding("a.py", 1, "some-rule", "x")]
    assert len(set(prints(*findings))) == 4


def test_the_parts_of_a_subject_do_not_run_together() -> None:
    one, two = finding("a.py", 1, "some-rule", "ab", "c"), finding("a.py", 1, "some-rule", "a", "bc")
    assert len({*prints(one), *prints(two)}) == 2


def test_equals_are_told_apart_by_their_order() -> None:
    first, second = prints(finding(line=1), finding(line=2))
    assert first != second
    assert prints(finding(line=10), finding(line=20)) == [first, second]
