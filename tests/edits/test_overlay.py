"""Trees after a change, in memory."""

import pytest

from importlint.edits.overlay import changed_tree
from importlint.errors import FixError
from importlint.model.change import ChangeSet, Move, NewFile
from importlint.model.fix import Edit
from importlint.model.location import Span
from importlint.scan.files import tree_from_mapping

FILES = {"app/__init__.py": "", "app/a.py": "import b\n", "b.py": "x = 1\n", "old.txt": "old\n"}


def test_edits_moves_removals_and_new_files() -> None:
    changes = ChangeSet(
        edits=(Edit(path="app/a.py", span=Span(1, 8, 1, 9), replacement="c"),),
        moves=(Move("app", "src/acme/app"),),
        removals=("old.txt",),
        new_files=(NewFile("src/acme/app/new.py", "y = 2\n"),),
    )
    tree = changed_tree(tree_from_mapping(FILES), changes)
    assert tree.files == ("b.py", "src/acme/app/__init__.py", "src/acme/app/a.py", "src/acme/app/new.py")
    assert tree.read("src/acme/app/a.py") == b"import c\n"
    assert tree.read("src/acme/app/new.py") == b"y = 2\n"
    for gone in ("app/a.py", "old.txt"):
        with pytest.raises(FileNotFoundError):
            tree.read(gone)


def test_two_places_can_be_swapped() -> None:
    tree = changed_tree(tree_from_mapping(FILES), ChangeSet(moves=(Move("b.py", "old.txt"), Move("old.txt", "b.py"))))
    assert (tree.read("b.py"), tree.read("old.txt")) == (b"old\n", b"x = 1\n")


@pytest.mark.parametrize(
    "changes",
    [ChangeSet(moves=(Move("b.py", "app/a.py"),)), ChangeSet(new_files=(NewFile("b.py", ""),))],
    ids=["move", "new file"],
)
def test_nothing_is_written_over(changes: ChangeSet) -> None:
    with pytest.raises(FixError):
        changed_tree(tree_from_mapping(FILES), changes)
