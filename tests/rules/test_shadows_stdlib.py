"""Modules that hide the standard library's."""

import pytest

from importlint.rules import shadows_stdlib
from tests.rules.checks import findings, reported

MAIN = 'import queue\nif __name__ == "__main__":\n    queue.Queue()\n'


def test_a_module_beside_a_script_is_a_warning() -> None:
    files = {"scripts/queue.py": "", "scripts/worker.py": MAIN}
    assert reported(shadows_stdlib, files) == [
        (
            "warning scripts/queue.py:1 "
            "`queue` hides the standard library's `queue` in every process with `scripts` before it on `sys.path`"
        )
    ]
    (found,) = findings(shadows_stdlib, files)
    assert found.related[0].location.path == "scripts/worker.py"
    assert found.fixes[0].text.startswith("git mv scripts/queue.py scripts/own_queue.py\n")


def test_a_package_in_a_src_directory_is_a_note() -> None:
    files = {"pyproject.toml": "", "src/logging/__init__.py": "", "src/logging/setup.py": ""}
    assert [found.severity for found in findings(shadows_stdlib, files)] == ["note"]


def test_the_library_is_that_of_the_target_version() -> None:
    files = {"scripts/tomllib.py": "", "scripts/asyncore.py": "", "scripts/run.py": MAIN}
    assert [found.subject[1] for found in findings(shadows_stdlib, files, target_version=(3, 10))] == ["asyncore"]
    assert [found.subject[1] for found in findings(shadows_stdlib, files, target_version=(3, 12))] == ["tomllib"]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"app/__init__.py": "", "app/logging.py": "", "app/queue/__init__.py": ""}, id="inside a package"),
        pytest.param({"scripts/os.py": "", "scripts/sys.py": "", "scripts/run.py": MAIN}, id="frozen or built in"),
        pytest.param({"email/template.py": "", "run.py": MAIN}, id="a directory without __init__"),
        pytest.param({"scripts/test.py": "", "scripts/run.py": MAIN}, id="the library's own tests"),
        pytest.param({"scripts/queues.py": "", "scripts/run.py": MAIN}, id="another name"),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(shadows_stdlib, files) == []
