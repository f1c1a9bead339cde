"""Findings before and after a change."""

from importlint.model.change import ChangeSet, Move
from importlint.model.finding import Finding
from importlint.model.location import file_location
from importlint.model.rule import Severity
from importlint.proof.findings import compare_findings


def finding(rule: str, path: str, severity: Severity = Severity.WARNING, mark: str = "") -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        message="something",
        location=file_location(path),
        subject=(),
        fingerprint=mark or f"{rule}:{path}",
    )


MENDS = ChangeSet(moves=(Move("app", "src/acme"),), mends=("one:app/a.py",))


def test_what_is_mended_is_gone() -> None:
    before = [finding("one", "app/a.py"), finding("two", "app/a.py")]
    check = compare_findings(before, [finding("two", "src/acme/a.py", mark="another")], MENDS).check
    assert (check.holds, check.says) == (True, "1 finding gone, none new")


def test_what_is_still_there_is_told() -> None:
    before = [finding("one", "app/a.py")]
    compared = compare_findings(before, [finding("one", "src/acme/a.py")], MENDS)
    assert (compared.check.holds, compared.check.says) == (False, "`one` still has findings; 0 new")
    assert compared.culprits == {"one:app/a.py"}


def test_what_is_new_is_told() -> None:
    before = [finding("one", "app/a.py")]
    compared = compare_findings(before, [finding("two", "src/acme/a.py")], MENDS)
    assert not compared.check.holds
    assert compared.check.details == ("new: src/acme/a.py:1: warning: two: something",)
    assert compared.culprits == frozenset(), "no fix of it touches that file"


def test_of_several_of_a_file_the_unknown_one_is_told() -> None:
    before = [finding("one", "app/a.py"), finding("two", "b.py", mark="old")]
    after = [finding("two", "b.py", Severity.ERROR, mark="new"), finding("two", "b.py", mark="old")]
    assert compare_findings(before, after, MENDS).check.details == ("new: b.py:1: error: two: something",)


def test_new_notes_do_not_count_where_more_was_mended() -> None:
    new = [finding("two", "b.py", Severity.NOTE)]
    assert compare_findings([finding("one", "app/a.py")], new, MENDS).check.holds
    assert not compare_findings([finding("one", "app/a.py", Severity.NOTE)], new, MENDS).check.holds
