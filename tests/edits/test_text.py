"""Edits of bytes: encoding, byte order mark and line ends stay."""

import pytest

from importlint.edits.text import apply_edits, edit_text
from importlint.errors import FixError
from importlint.model.fix import Edit
from importlint.model.location import Span


def edit(line: int, column: int, end_line: int, end_column: int, replacement: str, path: str = "a.py") -> Edit:
    return Edit(path=path, span=Span(line, column, end_line, end_column), replacement=replacement)


def test_replaces_inserts_and_deletes() -> None:
    edits = [edit(1, 8, 1, 9, "b"), edit(2, 1, 2, 1, "# new\n"), edit(2, 1, 3, 1, "")]
    assert edit_text("import a\nimport x\nimport c\n", edits) == "import b\n# new\nimport c\n"


def test_insertions_at_one_place_keep_their_order() -> None:
    assert edit_text("c", [edit(1, 1, 1, 1, "a"), edit(1, 1, 1, 1, "b")]) == "abc"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_stay(line_end: str) -> None:
    data = line_end.join(("import a", "import b", "")).encode()
    changed = apply_edits("a.py", data, [edit(2, 1, 2, 1, "import x\n")])
    assert changed == line_end.join(("import a", "import x", "import b", "")).encode()


def test_mixed_line_ends_stay_and_the_usual_one_is_taken() -> None:
    assert apply_edits("a.py", b"a\r\nb\r\nc\n", [edit(3, 1, 3, 1, "x\n")]) == b"a\r\nb\r\nx\r\nc\n"


def test_byte_order_mark_stays_and_counts_for_no_column() -> None:
    changed = apply_edits("a.py", b"\xef\xbb\xbfimport a\n", [edit(1, 8, 1, 9, "b")])
    assert changed == b"\xef\xbb\xbfimport b\n"


def test_byte_order_mark_of_other_texts_stays() -> None:
    assert apply_edits("a.toml", b"\xef\xbb\xbfa = 1\n", [edit(1, 1, 1, 2, "b")]) == b"\xef\xbb\xbfb = 1\n"


def test_declared_encoding_stays() -> None:
    data = "# coding: latin-1\nx = 'é'; import a\n".encode("latin-1")
    changed = apply_edits("a.py", data, [edit(2, 17, 2, 18, "b")])
    assert changed == "# coding: latin-1\nx = 'é'; import b\n".encode("latin-1")


def test_columns_count_code_points() -> None:
    assert (
        apply_edits("a.py", "x = '😀'; import a\n".encode(), [edit(1, 17, 1, 18, "b")])
        == "x = '😀'; import b\n".encode()
    )


def test_what_the_encoding_lacks_is_refused() -> None:
    with pytest.raises(FixError, match=r"a\.py: 'Ж' cannot be written in iso-8859-1"):
        apply_edits("a.py", b"# coding: latin-1\n", [edit(1, 1, 1, 1, "Ж")])


def test_what_is_not_text_is_refused() -> None:
    with pytest.raises(FixError, match=r"a\.txt: byte 0 is no utf-8"):
        apply_edits("a.txt", b"\xff\xfe", [edit(1, 1, 1, 1, "a")])


def test_overlaps_are_refused() -> None:
    with pytest.raises(FixError, match=r"a\.py:1: two changes overlap here"):
        edit_text("abcd", [edit(1, 1, 1, 3, "x"), edit(1, 2, 1, 4, "y")])


@pytest.mark.parametrize("place", [(3, 1, 3, 1), (1, 9, 1, 9), (9, 9, 9, 9)])
def test_places_beyond_the_end_are_refused(place: tuple[int, int, int, int]) -> None:
    with pytest.raises(FixError, match=r"the file has no such place"):
        edit_text("abc\n", [edit(*place, "x")])
