"""Accepted findings."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importlint.engine.baseline import Entry, compare, entries_of, merge
from importlint.engine.baseline_text import parse_baseline, render_baseline
from importlint.engine.fingerprint import add_fingerprints
from importlint.errors import ConfigError
from tests.engine.findings import finding

OLD, NEW = add_fingerprints([finding("a.py", 1, "one"), finding("b.py", 1, "two")])
ENTRIES = st.builds(Entry, *[st.text()] * 4)


def test_new_findings_are_told_from_accepted_ones() -> None:
    result = compare([OLD, NEW], entries_of([OLD]), occurring=[OLD, NEW], judged=lambda _: True)
    assert (result.new, result.accepted, result.gone) == ((NEW,), (OLD,), ())


def test_entries_that_no_longer_occur_are_gone() -> None:
    result = compare([NEW], entries_of([OLD, NEW]), occurring=[NEW], judged=lambda _: True)
    assert [str(entry) for entry in result.gone] == ["a.py: about something [one]"]


def test_an_entry_that_a_comment_hides_now_is_not_gone() -> None:
    assert compare([], entries_of([OLD]), occurring=[OLD], judged=lambda _: True).gone == ()


def test_an_entry_that_this_run_cannot_judge_is_not_gone() -> None:
    assert compare([], entries_of([OLD]), occurring=[], judged=lambda entry: entry.rule != "one").gone == ()


@given(st.lists(ENTRIES))
def test_what_is_written_is_read_again(entries: list[Entry]) -> None:
    merged = merge(entries, ())
    assert parse_baseline(render_baseline(merged), "baseline.json") == merged


def test_the_file_is_sorted_and_readable() -> None:
    text = render_baseline(entries_of([NEW, OLD]))
    document = json.loads(text)
    assert document["version"] == 1
    assert [entry["path"] for entry in document["findings"]] == ["a.py", "b.py"]
    assert document["findings"][0] == {
        "path": "a.py",
        "rule": "one",
        "message": "about something",
        "fingerprint": OLD.fingerprint,
    }
    assert text.endswith("}\n")


def test_merging_keeps_the_first_of_two_with_one_fingerprint() -> None:
    assert merge(
        [Entry("a", "r", "new words", "1")], [Entry("a", "r", "old words", "1"), Entry("b", "r", "m", "2")]
    ) == (
        Entry("a", "r", "new words", "1"),
        Entry("b", "r", "m", "2"),
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "not valid JSON"),
        ("[]", "not a baseline"),
        ('{"findings": {}}', "not a baseline"),
        ('{"version": 2, "findings": []}', "version 2 of the format is not 1"),
        ('{"version": 1, "findings": ["x"]}', "finding 1 lacks"),
        (
            '{"version": 1, "findings": [{"path": "a", "rule": "b", "message": 3, "fingerprint": "x"}]}',
            "finding 1 lacks",
        ),
    ],
)
def test_a_file_that_is_no_baseline_is_refused_with_its_name(text: str, what: str) -> None:
    with pytest.raises(ConfigError, match=f"^base.json: {what}") as raised:
        parse_baseline(text, "base.json")
    assert "importlint baseline" in raised.value.help
