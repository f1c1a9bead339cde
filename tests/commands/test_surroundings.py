"""Where a command runs: paths, terminals, progress."""

import io
import sys
from pathlib import Path

import pytest

from importlint.commands import progress
from importlint.commands.places import below_repository, in_project, shown
from importlint.commands.terminal import Color, columns, wants_color
from importlint.scan.files import tree_from_mapping
from importlint.scan.run import scan_files

FILES = {f"m{number}.py": f"import m{number + 1}\n" for number in range(20)}


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_path_is_named_as_the_project_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "services" / "a").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "services")
    project = str(tmp_path)
    assert in_project("a", project) == "services/a"
    assert in_project("..", project) == "."
    assert in_project("a/../nowhere.py", project) == "services/nowhere.py"
    assert in_project("../..", project) is None
    assert in_project(f"{tmp_path}-other", project) is None


def test_a_link_keeps_its_own_name_and_a_linked_project_is_the_project(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "real").mkdir(parents=True)
    (project / "link").symlink_to("real")
    (tmp_path / "other-name").symlink_to("project")
    assert in_project(str(project / "link" / "a.py"), str(project)) == "link/a.py"
    assert in_project(str(tmp_path / "other-name" / "real"), str(project)) == "real"


def test_paths_are_shown_as_one_would_type_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(str(tmp_path / "a" / "b")) == str(Path("a", "b"))
    assert shown(str(tmp_path.parent)) == str(tmp_path.parent)


def test_a_project_lies_below_its_repository(tmp_path: Path) -> None:
    project = tmp_path / "backend" / "python"
    project.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    assert below_repository(str(project)) == "backend/python"
    assert below_repository(str(tmp_path)) == ""


@pytest.mark.parametrize(
    ("color", "environment", "terminal", "wanted"),
    [
        (Color.AUTO, {}, True, True),
        (Color.AUTO, {}, False, False),
        (Color.AUTO, {"TERM": "dumb"}, True, False),
        (Color.AUTO, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        (Color.AUTO, {"NO_COLOR": ""}, True, True),
        (Color.AUTO, {"FORCE_COLOR": "1"}, False, True),
        (Color.ALWAYS, {"NO_COLOR": "1"}, False, True),
        (Color.NEVER, {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_who_decides_on_color(color: Color, environment: dict[str, str], terminal: bool, wanted: bool) -> None:
    assert wants_color(color, environment, terminal=terminal) is wanted


def test_the_width_is_that_of_the_terminal_or_none() -> None:
    assert columns({"COLUMNS": "72"}, terminal=False) == 72
    assert columns({"COLUMNS": "wide"}, terminal=False) == 0
    assert columns({}, terminal=False) == 0


def test_a_bar_appears_on_a_terminal_when_reading_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    monkeypatch.setattr(progress, "_REFRESH", 0)
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress.watched(tree_from_mapping(FILES), len(FILES), show=True) as tree:
        scan_files(tree, tree.files)
    drawn = sys.stderr.getvalue()
    assert "Reading files" in drawn
    assert "20/20" in drawn
    tree.read("m0.py")
    assert sys.stderr.getvalue() == drawn, "a bar that has ended stays away"


@pytest.mark.parametrize(("show", "stream"), [(False, Terminal()), (True, io.StringIO()), (True, Terminal())])
def test_otherwise_there_is_none(monkeypatch: pytest.MonkeyPatch, show: bool, stream: io.StringIO) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with progress.watched(tree_from_mapping(FILES), len(FILES), show=show) as tree:
        scan_files(tree, tree.files)
    assert stream.getvalue() == ""
