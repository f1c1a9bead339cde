import pytest

from importlint.reporters.prose import (
    Block,
    BlockKind,
    Piece,
    introduction,
    plain,
    plain_text,
    read_blocks,
    read_pieces,
    sentence,
    shorten,
)

HELP = """The first line.

Some *prose* with `code`
over two lines.

## Bad
```python
import a

# not a heading
```

- one item
  that goes on
- another

    indented code

## Fix
1. first
"""


def test_blocks():
    assert read_blocks(HELP) == [
        Block(BlockKind.PARAGRAPH, "The first line."),
        Block(BlockKind.PARAGRAPH, "Some *prose* with `code` over two lines."),
        Block(BlockKind.HEADING, "Bad"),
        Block(BlockKind.CODE, "import a\n\n# not a heading"),
        Block(BlockKind.ITEM, "one item that goes on"),
        Block(BlockKind.ITEM, "another"),
        Block(BlockKind.CODE, "indented code"),
        Block(BlockKind.HEADING, "Fix"),
        Block(BlockKind.ITEM, "first"),
    ]


def test_text_without_marks():
    assert plain_text("# Title\n\nUse `a`:\n```\nb\n```\n* c") == "Title\n\nUse 'a':\n\n    b\n\n- c"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("plain", [("", "plain")]),
        ("`a` and *b*", [("code", "a"), ("", " and "), ("em", "b")]),
        ("2 * 3 * 4 and *args, **kwargs", [("", "2 * 3 * 4 and *args, **kwargs")]),
        ("`import *` or `*`", [("code", "import *"), ("", " or "), ("code", "*")]),
        ("an open ` tick", [("", "an open ` tick")]),
    ],
)
def test_pieces(text, pieces):
    assert list(read_pieces(text)) == [Piece(*piece) for piece in pieces]


def test_code_is_quoted_by_what_it_does_not_contain():
    assert plain("`a`, `x['b']`") == "'a', \"x['b']\""


def test_code_is_quoted_by_what_does_not_follow_it():
    assert plain("`app` is `billing`'s") == "'app' is \"billing\"'s"


def test_plain_text_of_nothing():
    assert plain("") == ""


@pytest.mark.parametrize(
    ("message", "alone"),
    [
        ("in `a`, this fails", "In `a`, this fails"),
        ("`app` is contested", "`app` is contested"),
        ("app.users is missing", "app.users is missing"),
        ("", ""),
    ],
)
def test_sentence_has_a_capital_unless_a_name_begins_it(message, alone):
    assert sentence(message) == alone


def test_introduction_ends_at_the_first_heading():
    assert introduction(HELP, 1000) == "The first line. Some prose with 'code' over two lines."
    assert introduction(HELP, 20) == "The first line.…"


@pytest.mark.parametrize(
    ("text", "short"), [("abc", "abc"), ("abcdef ghijk", "abcdef…"), ("abcdefghijkl", "abcdefghi…")]
)
def test_shorten(text, short):
    assert shorten(text, 10) == short
