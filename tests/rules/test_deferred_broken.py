"""Deferred imports of names that are not there."""

import pytest

from importlint.rules import deferred_broken
from tests.rules.checks import findings, reported

APP = {
    "app/__init__.py": "",
    "app/writers.py": "class CsvWriter: ...\n",
    "app/main.py": "from app.writers import CsvWriter\n",
}
LATE = "def export():\n    from app.writers import CsvWritter\n"


def test_a_call_fails() -> None:
    assert reported(deferred_broken, APP | {"app/export.py": LATE}) == [
        (
            "error app/export.py:2 "
            "`CsvWritter` is not defined in `app.writers`, so this import fails when `export` is called"
        )
    ]


def test_the_fix_says_where_the_name_is_defined() -> None:
    files = APP | {"app/readers.py": "", "app/export.py": "def export():\n    from app.readers import CsvWriter\n"}
    (found,) = findings(deferred_broken, files)
    assert found.fixes[0].text.splitlines() == ["as here:", "app/main.py:1: from app.writers import CsvWriter"]


def test_guarded_it_is_a_warning() -> None:
    text = (
        "def export():\n    try:\n        from app.writers import CsvWritter\n    except ImportError:\n        pass\n"
    )
    assert [found.severity for found in findings(deferred_broken, APP | {"app/export.py": text})] == ["warning"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("def export():\n    from app.writers import CsvWriter\n", id="it is there"),
        pytest.param("from app.writers import CsvWritter\n", id="eager"),
        pytest.param("def export():\n    from app import writers\n", id="a module"),
        pytest.param("def export():\n    from csv import Writter\n", id="not ours"),
    ],
)
def test_nothing_is_reported(text: str) -> None:
    assert reported(deferred_broken, APP | {"app/export.py": text}) == []
