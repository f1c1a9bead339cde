"""Uncommitted changes."""

import subprocess
from pathlib import Path

import pytest

from importlint.edits.git import refuse_uncommitted
from importlint.errors import FixError
from importlint.model.change import ChangeSet, Move
from importlint.model.fix import Edit
from importlint.model.location import START

CHANGES = ChangeSet(edits=(Edit(path="a.py", span=START, replacement="x"),), moves=(Move("pkg", "other"),))


def git(project: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], cwd=project, check=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "sub/pkg").mkdir(parents=True)
    (tmp_path / "sub/a.py").write_text("a\n")
    (tmp_path / "sub/b.py").write_text("b\n")
    (tmp_path / "sub/pkg/c.py").write_text("c\n")
    (tmp_path / "other.py").write_text("o\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    return tmp_path / "sub"


def test_a_clean_tree_is_fine(project: Path) -> None:
    refuse_uncommitted(str(project), CHANGES)


@pytest.mark.parametrize("path", ["a.py", "b.py"])
def test_a_changed_file_is_refused(path: str, project: Path) -> None:
    (project / path).write_text("changed\n")
    with pytest.raises(FixError, match=f"not committed: sub/{path}") as raised:
        refuse_uncommitted(str(project), CHANGES)
    assert "--allow-dirty" in raised.value.help


def test_what_lies_outside_of_the_project_is_not_in_the_way(project: Path) -> None:
    (project.parent / "other.py").write_text("changed\n")
    refuse_uncommitted(str(project), CHANGES)


def test_an_untracked_file_is_in_the_way_only_if_it_is_touched(project: Path) -> None:
    (project / "report.html").write_text("new\n")
    refuse_uncommitted(str(project), CHANGES)
    (project / "pkg/new.py").write_text("new\n")
    with pytest.raises(FixError, match=r"sub/pkg/new\.py"):
        refuse_uncommitted(str(project), CHANGES)


def test_without_git_nothing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_text("a\n")
    refuse_uncommitted(str(tmp_path), CHANGES)
    monkeypatch.setenv("PATH", str(tmp_path))
    refuse_uncommitted(str(tmp_path), CHANGES)
