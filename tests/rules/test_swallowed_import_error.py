"""Handlers around first-party imports."""

from collections.abc import Mapping

import pytest

from importlint.edits.text import edit_text
from importlint.model.fix import Applicability
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


def fixed(files: Mapping[str, str]) -> str:
    """Return `app/main.py` after the first fix of the only finding, and look whether the finding is gone."""
    (found,) = findings(swallowed_import_error, files)
    assert found.fixes[0].applicability is Applicability.UNSAFE
    text = edit_text(files["app/main.py"], found.fixes[0].edits)
    assert not findings(swallowed_import_error, {**files, "app/main.py": text})
    return text


HANDLER = "except (ImportError):\n    Store = None\n    HAS = False\nx = 1\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (guarded("from app.storage import Store"), "from app.storage import Store\n"),
        (guarded("from app.storage import Store", "from storage import Store"), "from app.storage import Store\n"),
        (
            "import os\ntry:\n    # both\n    from app.storage import (\n        Store,\n    )\n    HAS = True\n"
            + HANDLER,
            "import os\n# both\nfrom app.storage import (\n    Store,\n)\nHAS = True\nx = 1\n",
        ),
        (
            "if True:\n    try:\n        from app.storage import Store\n    except ImportError:\n        pass\n",
            "if True:\n    from app.storage import Store\n",
        ),
        (
            guarded("from app.storage import Store", 'Store = """\n    not there\n    """'),
            "from app.storage import Store\n",
        ),
    ],
)
def test_the_handler_is_taken_away(before: str, after: str) -> None:
    assert fixed(APP | {"app/main.py": before}) == after


@pytest.mark.parametrize(
    "text",
    [
        guarded("from app.storage import Store", "Store, HAS = None, False"),
        guarded("from app.storage import Store") + "else:\n    HAS = True\n",
        guarded("from app.storage import Store") + "finally:\n    print()\n",
        "try: from app.storage import Store\nexcept ImportError: Store = None\n",
        'try:\n    from app.storage import Store\n    TEXT = """\n    it"""\nexcept ImportError:\n    Store = 0\n',
    ],
    ids=["binds more", "else", "finally", "one line", "a text that would lose its indentation"],
)
def test_a_handler_that_does_more_is_left_to_the_reader(text: str) -> None:
    (found,) = findings(swallowed_import_error, APP | {"app/main.py": text})
    assert not found.fixes[0].edits
    assert found.fixes[0].text == "`from app.storage import Store` alone, and one name for the module everywhere"


OPTIONAL = APP | {"app/storage.py": "import redis\nclass Store: ...\n"}


@pytest.mark.parametrize(
    ("catches", "clause"),
    [
        ("Exception", "except ModuleNotFoundError as error:"),
        ("BaseException as mistake", "except ModuleNotFoundError as mistake:"),
    ],
)
def test_a_handler_for_everything_is_narrowed_to_what_may_be_missing(catches: str, clause: str) -> None:
    files = OPTIONAL | {"app/main.py": guarded("from app.storage import Store", catches=catches)}
    assert reported(swallowed_import_error, files) == [
        (
            f"note app/main.py:2 `except {catches.partition(' ')[0]}` hides every failure inside `app.storage`, "
            "not only that `redis` is not installed"
        )
    ]
    name = clause.rsplit(maxsplit=1)[-1][:-1]
    assert fixed(files) == (
        f"try:\n    from app.storage import Store\n{clause}\n"
        f'    if {name}.name != "redis":\n        raise\n    Store = None\n'
    )


def test_several_modules_that_may_be_missing_are_all_named() -> None:
    files = OPTIONAL | {"app/main.py": "try:\n\timport app.storage\nexcept:\n\tpass\n"}
    files["app/storage.py"] = "import redis\nimport hiredis\n"
    assert fixed(files).endswith('\tif error.name not in {"hiredis", "redis"}:\n\t\traise\n\tpass\n')


@pytest.mark.parametrize("handler", ["raise", "print('no store')", "logger.exception('no store')"])
def test_a_handler_for_everything_that_tells_is_fine(handler: str) -> None:
    text = guarded("from app.storage import Store", handler, "Exception")
    assert not findings(swallowed_import_error, OPTIONAL | {"app/main.py": text})


def test_a_launch_that_goes_on_without_an_import_is_named() -> None:
    files = {
        "run.py": "import sys\nsys.path.append('lib')\ntry:\n    import jobs\nexcept ImportError:\n    jobs = None\n",
        "lib/jobs.py": "from jobs_queue import missing\n",
        "lib/jobs_queue.py": "there = 1\n",
    }
    (found,) = findings(swallowed_import_error, files)
    assert found.severity == "warning"
    assert found.message == (
        "in `python run.py`, `import jobs` fails, because `from jobs_queue import missing` fails at lib/jobs.py:1, "
        "and `except ImportError` hides it"
    )
    assert [step.location.path for step in found.flow] == ["run.py", "lib/jobs.py"]


def test_a_launch_in_which_another_import_stands_in() -> None:
    files = {
        "run.py": "import sys\nsys.path += ['lib']\ntry:\n    import jobs\nexcept ImportError:\n    import plain\n",
        "lib/jobs.py": "from jobs_queue import missing\n",
        "lib/jobs_queue.py": "there = 1\n",
        "lib/plain.py": "",
    }
    assert reported(swallowed_import_error, files) == []
