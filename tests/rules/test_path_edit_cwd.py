"""Entries of `sys.path` that depend on the working directory."""

import pytest

from importlint.rules import path_edit_cwd
from tests.rules.checks import findings, reported


@pytest.mark.parametrize(
    ("argument", "meant"),
    [
        ("os.getcwd()", "str(Path(__file__).resolve().parents[1])"),
        ('"."', "str(Path(__file__).resolve().parents[1])"),
        ('"../lib"', 'str(Path(__file__).resolve().parents[1] / "lib")'),
        ('"lib"', 'str(Path(__file__).resolve().parents[1] / "lib")'),
    ],
)
def test_the_fix_starts_from_the_file(argument: str, meant: str) -> None:
    files = {"scripts/run.py": f"import os, sys\nsys.path.insert(0, {argument})\n", "lib/x.py": ""}
    (found,) = findings(path_edit_cwd, files)
    assert found.severity == "warning"
    assert found.message == f"`{argument}` on `sys.path` is a directory relative to wherever the process started"
    assert found.fixes[0].edits[-1].replacement == meant


def test_in_a_function_it_is_a_note() -> None:
    files = {"tool.py": "import os, sys\ndef main():\n    sys.path.insert(0, os.getcwd())\n"}
    assert [found.severity for found in findings(path_edit_cwd, files)] == ["note"]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"run.py": "import os, sys\nsys.path.insert(0, os.path.dirname(__file__))\n"}, id="from the file"),
        pytest.param({"run.py": "import sys\nsys.path.insert(0, '/opt/lib')\n"}, id="absolute"),
        pytest.param({"docs/conf.py": "import sys\nsys.path.insert(0, '..')\n"}, id="Sphinx runs it in its directory"),
        pytest.param({"run.py": "import os, sys\nsys.path.remove(os.getcwd())\n"}, id="removed"),
        pytest.param({"run.py": "import os\nprint(os.getcwd())\n"}, id="no edit"),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(path_edit_cwd, files) == []
