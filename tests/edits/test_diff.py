"""Diffs of planned changes: git can apply them."""

import subprocess
from pathlib import Path

import pytest

from importlint.edits.diff import diff_changes
from importlint.edits.overlay import changed_tree
from importlint.model.change import ChangeSet, Move, NewFile
from importlint.model.fix import Edit
from importlint.model.location import Span
from importlint.model.tree import Tree
from importlint.scan.files import list_tree, tree_from_mapping

FILES = {
    "svc/app/__init__.py": "",
    "svc/app/a.py": "import app.b\n",
    "svc/app/b.py": "x = 1\r\ny = 2\r\n",
    "no_end.py": "a\nb",
    "gone.py": "z = 1\n",
    "form feed.py": "a\x0cb\nc\n",
}
CHANGES = ChangeSet(
    edits=(
        Edit(path="svc/app/a.py", span=Span(1, 8, 1, 11), replacement="acme"),
        Edit(path="svc/app/b.py", span=Span(2, 5, 2, 6), replacement="3"),
        Edit(path="no_end.py", span=Span(2, 1, 2, 2), replacement="c"),
        Edit(path="form feed.py", span=Span(2, 1, 2, 2), replacement="d"),
    ),
    moves=(Move("svc/app", "svc/src/acme"),),
    removals=("gone.py",),
    new_files=(NewFile("new/run.sh", "#!/bin/sh\n", executable=True), NewFile("new/empty.py", "")),
)


def test_says_what_changes() -> None:
    text = "".join(diff_changes(tree_from_mapping({"a.py": "import b\n"}), ChangeSet(edits=(EDIT,))))
    assert text == "diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-import b\n+import c\n"


EDIT = Edit(path="a.py", span=Span(1, 8, 1, 9), replacement="c")


def test_git_makes_the_same_tree_of_it(tmp_path: Path) -> None:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode())
    tree = list_tree(str(tmp_path))
    expected = contents(changed_tree(tree, CHANGES))
    patch = "".join(diff_changes(tree, CHANGES)).encode()
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=patch, check=True)
    assert contents(list_tree(str(tmp_path))) == expected


def contents(tree: Tree) -> dict[str, bytes]:
    return {path: tree.read(path) for path in tree.files}


@pytest.mark.parametrize("changes", [ChangeSet(), ChangeSet(notes=())])
def test_nothing_is_said_of_nothing(changes: ChangeSet) -> None:
    assert not list(diff_changes(tree_from_mapping(FILES), changes))
