"""Directories on `sys.path` that do not exist."""

from importlint.rules import path_edit_misses
from tests.rules.checks import findings, reported

FILES = {"services/billing/app/__init__.py": "", "services/billing/requirements.txt": ""}
HEAD = "import sys\nfrom pathlib import Path\n"
GUARD = "if __name__ == '__main__':\n    pass\n"


def test_a_count_of_parents_that_is_off_by_one() -> None:
    edit = 'sys.path.insert(0, str(Path(__file__).resolve().parents[0] / "services" / "billing"))\n'
    files = FILES | {"scripts/report.py": HEAD + edit + GUARD}
    assert reported(path_edit_misses, files) == [
        "warning scripts/report.py:3 `scripts/services/billing` is put on `sys.path` and does not exist"
    ]
    (found,) = findings(path_edit_misses, files)
    assert found.fixes[0].title == "Point it at `services/billing`"


def test_a_directory_that_exists_is_fine() -> None:
    edit = 'sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "services" / "billing"))\n'
    assert reported(path_edit_misses, FILES | {"scripts/report.py": HEAD + edit + GUARD}) == []


def test_a_directory_outside_the_project_may_exist() -> None:
    edit = 'sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "elsewhere"))\n'
    assert reported(path_edit_misses, FILES | {"scripts/report.py": HEAD + edit + GUARD}) == []


def test_an_unknown_directory_is_no_finding() -> None:
    edit = "sys.path.insert(0, find_it())\ndef find_it(): ...\n"
    assert reported(path_edit_misses, FILES | {"scripts/report.py": HEAD + edit + GUARD}) == []
