"""Situations seen in real repositories: what happens in them, and the finding that says so."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from importlint.engine.run import run_rules
from importlint.model.finding import Finding
from importlint.rules import ALL_RULES
from tests.projects import project_from

OWN_SERVICE = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))\n"
TWO = {"services/a/requirements.txt": "", "services/b/requirements.txt": ""}


class Situation(NamedTuple):
    """A project, a command that shows what happens, its status, what it prints, and the findings by rule.

    findings: of each rule that matters here, the severity and a part of the message, in the order of the report.
    """

    files: dict[str, str]
    command: str
    status: int
    prints: str
    findings: tuple[tuple[str, str, str], ...]


SITUATIONS = {
    "a green session in which every service tests the first one's app": Situation(
        {
            **TWO,
            "pytest.ini": "[pytest]\ntestpaths = services\n",
            "services/a/app/__init__.py": "",
            "services/a/app/core.py": "def owner(): return 'a'\n",
            "services/b/app/__init__.py": "",
            "services/b/app/core.py": "def owner(): return 'b'\n",
            "services/a/tests/conftest.py": OWN_SERVICE,
            "services/b/tests/conftest.py": OWN_SERVICE,
            "services/a/tests/test_a.py": "from app.core import owner\ndef test(): assert owner()\n",
            "services/b/tests/test_b.py": "from app.core import owner\ndef test(): assert owner() == 'a'  # of b!\n",
            "Makefile": "test:\n\tpytest\n",
        },
        "pytest", 0, "2 passed",
        (
            (
                "name-collision", "warning",
                "`from app.core import owner` needs `services/b`'s and silently means `services/a/app/core.py`",
            ),
        ),
    ),
    "a fallback that hides a collision that hides a name that never existed": Situation(
        {
            **TWO,
            "services/a/app/__init__.py": "",
            "services/a/app/core.py": "A = 1\n",
            "services/b/app/__init__.py": "",
            "services/b/app/reports.py": "def build(): ...\n",
            "scripts/run.py": (
                "import sys\nsys.path.insert(0, 'services/a')\nfrom app.core import A\n"
                "sys.path.insert(0, 'services/b')\n"
                "try:\n    from app.reports import biuld\nexcept ImportError:\n    biuld = None\nprint(biuld)\n"
            ),
            "Makefile": "run:\n\tpython scripts/run.py\n",
        },
        "python scripts/run.py", 0, "None",
        (
            ("swallowed-import-error", "warning", "import biuld` fails, and `except ImportError` hides it"),
            ("name-collision", "warning", "needs `services/b`'s and fails, and a handler hides it"),
            ("unresolved-name", "warning", "`biuld` is not defined in `app.reports`"),
        ),
    ),
    "append loses to PYTHONPATH: alone it works": Situation(
        {
            **TWO,
            "services/a/app/__init__.py": "",
            "services/b/app/__init__.py": "",
            "services/b/app/only.py": "print('loaded')\n",
            "scripts/load.py": "import sys\nsys.path.append('services/b')\nimport app.only\n",
            "Makefile": "load:\n\tpython scripts/load.py\n",
        },
        "python scripts/load.py", 0, "loaded",
        (),
    ),
    "append loses to PYTHONPATH: under make it breaks": Situation(
        {
            **TWO,
            "services/a/app/__init__.py": "",
            "services/b/app/__init__.py": "",
            "services/b/app/only.py": "print('loaded')\n",
            "scripts/load.py": "import sys\nsys.path.append('services/b')\nimport app.only\n",
            "Makefile": "load:\n\tPYTHONPATH=services/a python scripts/load.py\n",
        },
        "PYTHONPATH=services/a python scripts/load.py", 1, "No module named 'app.only'",
        (
            (
                "name-collision", "error",
                "`import app.only` needs `services/b`'s and fails: `ModuleNotFoundError: No module named 'app.only'`",
            ),
        ),
    ),
    "a root with an __init__ of its own, past which pytest climbs": Situation(
        {
            "billing/__init__.py": "",
            "billing/pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["."]\n',
            "billing/core.py": "class Invoice: ...\n",
            "billing/test_core.py": (
                "import core\nfrom billing.core import Invoice\ndef test(): assert Invoice is not core.Invoice\n"
            ),
            "Makefile": "test:\n\tcd billing && pytest\n",
        },
        "cd billing && pytest", 0, "1 passed",
        (("double-import", "note", "in `cd billing && pytest`, `billing.core` is the same file as `core`"),),
    ),
    "half of a package from each service, and the tests pass": Situation(
        {
            **TWO,
            "services/a/app/core.py": "NAME = 'a'\n",
            "services/a/app/main.py": "from app.core import NAME\n",
            "services/b/app/core.py": "NAME = 'b'\n",
            "services/b/app/extra.py": "EXTRA = 'b'\n",
            "services/b/app/main.py": "from app.core import NAME\nfrom app.extra import EXTRA\n",
            "tests/conftest.py": "import sys\nsys.path[:0] = ['services/a', 'services/b']\n",
            "tests/test_b.py": (
                "from app.core import NAME\nfrom app.extra import EXTRA\ndef test(): assert NAME + EXTRA == 'ab'\n"
            ),
            "Makefile": "test:\n\tpytest tests\n",
        },
        "pytest tests", 0, "1 passed",
        (
            (
                "name-collision", "warning",
                "`app.core` is the former's and hides the latter's, `app.extra` is the latter's",
            ),
        ),
    ),
    "a namespace whose owner changes with the order of conftests": Situation(
        {
            **TWO,
            "pytest.ini": "[pytest]\n",
            "services/a/src/core.py": "NAME = 'a'\n",
            "services/b/src/__init__.py": "",
            "services/b/src/core.py": "NAME = 'b'\n",
            "services/a/tests/conftest.py": OWN_SERVICE,
            "services/b/tests/conftest.py": OWN_SERVICE,
            "services/a/tests/test_a.py": "from src.core import NAME\ndef test_a(): assert NAME == 'a'\n",
            "services/b/tests/test_b.py": "from src.core import NAME\ndef test_b(): assert NAME == 'a'  # of b!\n",
            "Makefile": "test:\n\tpytest\n",
        },
        "pytest", 0, "2 passed",
        (("name-collision", "warning", "`src` is `services/a`'s, but `from src.core import NAME` needs"),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("situation", SITUATIONS.values(), ids=SITUATIONS.keys())
def test_what_happens_is_said(situation: Situation, tmp_path: Path) -> None:
    for path, text in situation.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    python = f'"{sys.executable}" -B'
    command = situation.command.replace("python ", f"{python} ")
    command = command.replace("pytest", f"{python} -m pytest -p no:cacheprovider", 1)
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, situation.prints in done.stdout + done.stderr) == (situation.status, True), done.stdout
    found = _found(situation.files)
    for rule, severity, part in situation.findings:
        said = [(each.severity.value, each.message) for each in found if each.rule == rule]
        assert [(level, part in message) for level, message in said] == [(severity, True)], said
    if not situation.findings:
        assert [each for each in found if each.severity == "error" or each.rule == "name-collision"] == []


def _found(files: dict[str, str]) -> tuple[Finding, ...]:
    return run_rules(project_from(files), ALL_RULES)


def test_names_that_each_project_has_for_itself_are_notes() -> None:
    files: dict[str, str] = {}
    for number in range(6):
        own = f"packages/p{number}"
        files |= {
            f"{own}/pyproject.toml": f'[project]\nname = "p{number}"\n',
            f"{own}/tox.ini": "[tox]\nenvlist = py311\n[testenv]\ncommands = pytest tests\n",
            f"{own}/settings.py": "",
            f"{own}/utils.py": "import settings\n",
            f"{own}/main.py": "import utils\nimport settings\n",
            f"{own}/tests/__init__.py": "",
            f"{own}/tests/helpers.py": "",
            f"{own}/tests/test_main.py": "import utils\nfrom tests import helpers\ndef test(): assert utils\n",
        }
    assert {each.severity.value for each in _found(files)} == {"note"}
