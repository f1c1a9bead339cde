from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importlint.reporters.display import expand, visible, visible_line, width, wrap


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain größe 漢字 🙂", "plain größe 漢字 🙂"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\tb\nc\r", "a\\tb\\nc\\r"),
        ("\u202eabc\u202c", "\\u202eabc\\u202c"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("\udc80\x9b\u2028", "\\udc80\\x9b\\u2028"),
        ("\U000e0041", "\\U000e0041"),
        ("שלום", "שלום"),
    ],
)
def test_invisible_characters_become_escapes(text, shown):
    assert visible(text) == shown


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_invisible_is_left(text):
    assert all(character.isprintable() or category(character) == "Zs" for character in visible(text))
    assert visible(visible(text)) == visible(text)
    visible(text).encode("utf-8")


def test_tabs_of_source_lines_are_kept_and_expanded():
    assert visible_line("\tif\x1b\tx") == "\tif\\x1b\tx"
    assert expand("\tif\tx") == "    if  x"
    assert expand("ab\tx", 2) == "ab    x"


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("漢字", 4), ("e\u0301", 1), ("ﾊﾝ", 2), ("", 0)])
def test_width(text, columns):
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("one two three", 0, ["one two three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 13, ["one two three"]),
        ("incomprehensibilities", 5, ["incomprehensibilities"]),
        ("漢字 漢字 漢字", 9, ["漢字 漢字", "漢字"]),
        ("", 5, [""]),
    ],
)
def test_wrap(text, columns, lines):
    assert wrap(text, columns) == lines
