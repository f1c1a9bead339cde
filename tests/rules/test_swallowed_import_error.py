"""Handlers around first-party imports."""

import pytest

from importlint.rules import swallowed_import_error
from tests.rules.checks import findings, reported


def guarded(statement: str, handler: str = "Store = None", catches: str = "ImportError") -> str:
    return f"try:\n    {statement}\nexcept {catches}:\n    {handler}\n"


APP = {"setup.py": "", "app/__init__.py": "", "app/storage.py": "import json\nclass Store: ...\n"}


def test_a_handler_that_can_only_hide_is_a_note() -> None:
    files = APP | {"app/main.py": guarded("from app.storage import Store")}
    assert reported(swallowed_import_error, files) == [
        "note app/main.py:2 `except ImportError` can only catch a failure inside `app.storage`, which is always there"
    ]


def test_a_handler_that_loads_a_second_copy_is_a_warning() -> None:
    files = APP | {"app/main.py": guarded("from app.storage import Store", "from storage import Store")}
    assert reported(swallowed_import_error, files) == [
        (
            "warning app/main.py:2 if `from app.storage import Store` fails, "
            "the handler loads the same file under another name"
        )
    ]
    assert findings(swallowed_import_error, files)[0].related[0].location == ("app/main.py", (4, 5, 4, 30))


def test_in_a_script_a_second_copy_is_a_note() -> None:
    text = (
        guarded("from .storage import Store", "from storage import Store") + "if __name__ == '__main__':\n    Store()\n"
    )
    assert [found.severity for found in findings(swallowed_import_error, APP | {"app/main.py": text})] == ["note"]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(APP | {"app/main.py": "from app.storage import Store\n"}, id="no handler"),
        pytest.param(
            APP | {"app/main.py": guarded("from app.storage import Store"), "app/storage.py": "import redis\n"},
            id="a package that may not be installed",
        ),
        pytest.param(
            APP
            | {
                "app/main.py": guarded("from app.storage import Store"),
                "app/storage.py": "from app.database import Store\n",
                "app/database.py": "import redis\n",
            },
            id="... further down",
        ),
        pytest.param(
            APP | {"app/main.py": guarded("from app.storage import Store"), "app/storage.py": "import fcntl\n"},
            id="a module that some platforms do not have",
        ),
        pytest.param(APP | {"app/main.py": guarded("import orjson as json")}, id="somebody else's package"),
        pytest.param(
            APP | {"app/main.py": guarded("from app._version import version")}, id="a module that is not there"
        ),
        pytest.param(
            APP | {"app/main.py": guarded("from app._version import version"), "app/_version.py": "version = 1\n"},
            id="a module that a build writes",
        ),
        pytest.param(
            APP | {"app/main.py": guarded("from app.storage import Store", catches="KeyError")}, id="another exception"
        ),
        pytest.param(APP | {"tests/test_main.py": guarded("from app.storage import Store")}, id="in a test"),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(swallowed_import_error, files) == []
