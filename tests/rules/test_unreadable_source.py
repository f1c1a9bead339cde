"""Files that are not Python."""

import pytest

from importlint.rules import unreadable_source
from tests.rules.checks import findings, reported

BROKEN = "def handler(event)\n    return event\n"


def test_a_broken_file_that_is_imported_is_an_error() -> None:
    files = {"app.py": "import handler\n", "handler.py": BROKEN}
    (line,) = reported(unreadable_source, files)
    assert line.startswith("error handler.py:1 the file cannot be read as Python: ")
    assert findings(unreadable_source, files)[0].related[0].location.path == "app.py"


def test_a_broken_file_that_nobody_imports_is_a_warning() -> None:
    assert [found.severity for found in findings(unreadable_source, {"handler.py": BROKEN})] == ["warning"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("x = 1\r\n", id="line ends of Windows"),
        pytest.param("type Pair[T] = tuple[T, T]\n", id="syntax of Python 3.12"),
        pytest.param("lazy import json\n", id="syntax of Python 3.15"),
        pytest.param("name = 'é'\n", id="beyond ASCII"),
    ],
)
def test_nothing_is_reported(text: str) -> None:
    assert reported(unreadable_source, {"app.py": text}) == []
