"""Which files that do not exist would be left out of a listing."""

from pathlib import Path

import pytest

from importlint.scan.files import list_tree, tree_from_mapping


@pytest.fixture
def project(tmp_path: Path) -> str:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("local_settings.py\nbuild/\n", encoding="utf-8")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / ".gitignore").write_text("/generated\n", encoding="utf-8")
    return str(tmp_path)


@pytest.mark.parametrize(
    ("path", "ignored"),
    [
        ("local_settings.py", True),
        ("a/local_settings.py", True),
        ("a/generated/x.py", True),
        ("generated/x.py", False),
        ("a/new/build/x.py", True),
        ("a/x.py", False),
        ("legacy/x.py", True),
        ("new/x.py", False),
    ],
)
def test_ignore_files_and_exclude_hold_for_files_to_come(project: str, path: str, *, ignored: bool) -> None:
    assert list_tree(project, exclude=("legacy/",)).ignores(path) is ignored


def test_without_ignore_files_only_exclude_holds(project: str) -> None:
    tree = list_tree(project, exclude=("legacy/",), no_ignore=True)
    assert [tree.ignores(path) for path in ("local_settings.py", "legacy/x.py")] == [False, True]


def test_a_tree_in_memory_ignores_nothing() -> None:
    assert not tree_from_mapping({}).ignores("local_settings.py")
