"""Edits of `sys.path` in modules that others import."""

import pytest

from importlint.rules import path_edit
from tests.rules.checks import findings, reported

EDIT = "import os\nimport sys\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), '..'))\n"
IMPORTED = {"app/__init__.py": "", "app/bootstrap.py": EDIT, "app/main.py": "import app.bootstrap\n"}


def test_an_edit_on_import_is_a_warning() -> None:
    assert reported(path_edit, IMPORTED) == [
        (
            "warning app/bootstrap.py:3 "
            "importing `app.bootstrap` puts `os.path.join(os.path.dirname(__file__), '..')` on `sys.path`"
        )
    ]
    assert findings(path_edit, IMPORTED)[0].related[0].message == "`app.main` imports it here"


def test_the_edits_of_one_file_are_one_finding() -> None:
    files = IMPORTED | {"app/bootstrap.py": EDIT + "sys.path.append(os.path.dirname(__file__))\n"}
    (found,) = findings(path_edit, files)
    assert found.related[0].message == "so does `os.path.dirname(__file__)`"


def test_an_edit_in_a_function_is_a_note() -> None:
    text = "import sys\ndef use(directory):\n    sys.path.append(directory)\n"
    assert reported(path_edit, IMPORTED | {"app/bootstrap.py": text}) == [
        "note app/bootstrap.py:3 `use` leaves `directory` on `sys.path` after it has returned"
    ]


def test_an_edit_in_a_conftest_is_a_note() -> None:
    assert [found.severity for found in findings(path_edit, {"tests/conftest.py": EDIT})] == ["note"]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"scripts/run.py": EDIT}, id="a script that nothing imports"),
        pytest.param(
            IMPORTED
            | {"app/bootstrap.py": "import sys\nif __name__ == '__main__':\n    sys.path.insert(0, __file__)\n"},
            id="under a main guard",
        ),
        pytest.param(
            IMPORTED
            | {
                "app/bootstrap.py": (
                    "import sys\ndef load(directory):\n    sys.path.insert(0, directory)\n    try:\n"
                    "        import plugin\n    finally:\n        sys.path.remove(directory)\n"
                )
            },
            id="taken away again",
        ),
        pytest.param(
            IMPORTED
            | {
                "app/bootstrap.py": (
                    "import sys\nclass On:\n    def __enter__(self):\n        sys.path.insert(0, self.directory)\n"
                    "    def __exit__(self, *_):\n        sys.path.pop(0)\n"
                )
            },
            id="a context manager",
        ),
        pytest.param(IMPORTED | {"app/bootstrap.py": "import sys\nprint(sys.path)\n"}, id="read only"),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(path_edit, files) == []
