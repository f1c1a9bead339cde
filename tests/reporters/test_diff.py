import pytest

from importlint.model.fix import Edit
from importlint.model.location import Span
from importlint.reporters.diff import diff_edits

SOURCE = "import a\nimport b\n\n\ndef f():\n    return a.x + b.y\n"
LINES = {("m.py", number): text for number, text in enumerate(SOURCE.split("\n"), 1)}


def edit(line: int, column: int, end_line: int, end_column: int, replacement: str, path: str = "m.py") -> Edit:
    return Edit(path=path, span=Span(line, column, end_line, end_column), replacement=replacement)


def shown(*edits: Edit, lines=LINES) -> list[str]:
    return [
        text
        for hunk in diff_edits(edits, lines)
        for text in (f"{hunk.path}:{hunk.line}", *(f"{line.sign}{line.text}" for line in hunk.lines))
    ]


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], []),
        ([edit(1, 8, 1, 9, "c")], ["m.py:1", "-import a", "+import c"]),
        ([edit(1, 1, 2, 1, "")], ["m.py:1", "-import a"]),
        ([edit(2, 1, 2, 1, "import z\n")], ["m.py:2", "+import z", " import b"]),
        ([edit(1, 9, 1, 9, ", z")], ["m.py:1", "-import a", "+import a, z"]),
        ([edit(1, 1, 2, 9, "import a, b")], ["m.py:1", "-import a", "-import b", "+import a, b"]),
        (
            [edit(6, 12, 6, 15, "x"), edit(6, 18, 6, 21, "y")],
            ["m.py:6", "-    return a.x + b.y", "+    return x + y"],
        ),
        (
            [edit(2, 8, 2, 9, "d"), edit(1, 8, 1, 9, "c")],
            ["m.py:1", "-import a", "+import c", "m.py:2", "-import b", "+import d"],
        ),
        ([edit(1, 1, 1, 9, "a\r\nb")], ["m.py:1", "-import a", "+a", "+b"]),
        ([edit(1, 8, 1, 9, "\x0cc")], ["m.py:1", "-import a", "+import \x0cc"]),
    ],
)
def test_hunks(edits, expected):
    assert shown(*edits) == expected


def test_files_are_apart():
    assert shown(edit(1, 1, 1, 1, "x\n"), edit(1, 1, 1, 1, "y\n", "a.py")) == [
        "a.py:1",
        "+y",
        "m.py:1",
        "+x",
        " import a",
    ]


def test_lines_that_are_not_known_are_left_out():
    assert shown(edit(9, 1, 9, 5, "new"), lines={}) == ["m.py:9", "+new"]
