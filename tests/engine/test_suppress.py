"""Ignore comments and per-path ignores."""

from importlint.engine.suppress import Suppression, suppress
from tests.engine.findings import finding
from tests.projects import project_from

KNOWN = ("one", "two")


def suppressed(text: str, *findings: object, ran: tuple[str, ...] = KNOWN, **options: object) -> Suppression:
    facts = project_from({"a.py": text, "b.py": ""}).facts
    return suppress(findings, facts, ran=ran, known=KNOWN, **options)  # type: ignore[arg-type]


def notes(result: Suppression) -> list[tuple[str, int, str]]:
    return [(note.kind, note.location.span.line, note.message) for note in result.diagnostics]


def test_nothing_is_hidden_without_a_comment() -> None:
    found = finding("a.py", 1, "one")
    assert suppressed("import b\n", found) == ((found,), (), ())


def test_a_comment_hides_the_rules_that_it_names_on_its_statement() -> None:
    one, two, other = finding("a.py", 1, "one"), finding("a.py", 1, "two"), finding("a.py", 2, "one")
    result = suppressed("import b  # importlint: ignore[one]\nimport b\n", one, two, other)
    assert result == ((two, other), (one,), ())


def test_a_comment_without_names_hides_all_rules() -> None:
    one, two = finding("a.py", 1, "one"), finding("a.py", 1, "two")
    assert suppressed("import b  # importlint: ignore\n", one, two) == ((), (one, two), ())


def test_a_comment_covers_the_whole_statement() -> None:
    found = finding("a.py", 1, "one")
    result = suppressed("from b import (\n    x,\n    y,  # importlint: ignore[one]\n)\n", found)
    assert result.suppressed == (found,)


def test_a_comment_above_covers_the_statement_below() -> None:
    found = finding("a.py", 2, "one")
    assert suppressed("# importlint: ignore[one]\nimport b\n", found).suppressed == (found,)


def test_a_comment_for_the_file_covers_all_of_it_and_no_other_file() -> None:
    here, there = finding("a.py", 9, "one"), finding("b.py", 1, "one")
    result = suppressed("# importlint: ignore-file[one]\nimport b\n", here, there)
    assert (result.kept, result.suppressed) == ((there,), (here,))


def test_findings_in_files_that_are_no_python_are_kept() -> None:
    found = finding("Makefile", 1, "one")
    assert suppressed("", found).kept == (found,)


def test_a_comment_that_ignores_nothing_is_reported() -> None:
    result = suppressed("import b  # importlint: ignore[one, two]\n", finding("a.py", 1, "one"))
    assert notes(result) == [("unused-ignore", 1, "this comment ignores two, which reports nothing here")]
    assert notes(suppressed("import b  # importlint: ignore\n")) == [
        ("unused-ignore", 1, "this comment ignores nothing")
    ]


def test_a_comment_for_a_rule_that_did_not_run_is_not_called_unused() -> None:
    assert notes(suppressed("import b  # importlint: ignore[two]\n", ran=("one",))) == []
    assert notes(suppressed("import b  # importlint: ignore\n", ran=("one",))) == []


def test_a_comment_for_a_rule_that_does_not_exist_is_reported() -> None:
    assert notes(suppressed("import b  # importlint: ignore[thre]\n")) == [
        ("unknown-rule", 1, "this comment ignores thre, which is no rule")
    ]


def test_paths_can_be_ignored_by_pattern_and_rule() -> None:
    found = [finding(path, 1, "one") for path in ("legacy/x/a.py", "new/a.py", "new/legacy.py")]
    result = suppressed("", *found, per_path_ignores=[("legacy/", ("one",))])
    assert [each.location.path for each in result.suppressed] == ["legacy/x/a.py"]
    assert suppressed("", *found, per_path_ignores=[("legacy/", ("two",))]).suppressed == ()
    globbed = suppressed("", *found, per_path_ignores=[("new/*.py", ("one",))])
    assert [each.location.path for each in globbed.suppressed] == ["new/a.py", "new/legacy.py"]
