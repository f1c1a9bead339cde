"""Edits that make one text of another."""

from hypothesis import given
from hypothesis import strategies as st

from importlint.edits.hunks import edits_between
from importlint.edits.text import edit_text

TEXTS = st.lists(st.sampled_from("abc\n"), max_size=12).map("".join)


@given(TEXTS, TEXTS)
def test_the_edits_make_the_other_text(old: str, new: str) -> None:
    edits = list(edits_between("a.py", old, new))
    assert edit_text(old, edits) == new
    assert bool(edits) == (old != new)


def test_only_lines_that_differ_are_touched() -> None:
    (edit,) = edits_between("a.py", "a\nb\nc\n", "a\nx\nc\n")
    assert (tuple(edit.span), edit.replacement) == ((2, 1, 3, 1), "x\n")
