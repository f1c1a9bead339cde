"""Deferred imports of contested names, and what the launches that were followed prove of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from importlint.rules import deferred_contested
from tests.rules.checks import findings, reported
from tests.rules.test_contested_name import SCRIPT, SERVICES

DEFERRED = "def total(rows):\n    from app.core import Billing\n    return Billing(rows)\n"
LATE = SERVICES | {"services/billing-service/app/totals.py": DEFERRED}
# A session of which nobody knows what it imports: the directories are put on the path by a fixture.
UNKNOWN = {"tests/conftest.py": f"import os\n\nif os.environ.get('BOTH'):\n    import undetermined\n{SCRIPT}"}

FORGET = "for name in [name for name in sys.modules if name.partition('.')[0] == 'app']:\n    del sys.modules[name]\n"
BEGIN = "import sys\nsys.path.insert(0, 'services/billing-service')\nfrom app.totals import total\n"
SEARCH = "sys.path.insert(0, 'services/search-service')\nimport app\n"
PROVEN = LATE | {"services/billing-service/app/totals.py": DEFERRED.replace("return Billing(rows)", "return Billing")}


def test_an_import_that_certainly_fails_is_an_error(tmp_path: Path) -> None:
    files = PROVEN | {"run.py": f"{BEGIN}{FORGET}{SEARCH}total([])\n"}
    (found,) = findings(deferred_contested, files)
    assert found.severity == "error"
    assert found.message == (
        "in `python run.py`, `from app.core import Billing` in `total` fails, for `app` is another service's by then"
    )
    assert found.reproduce == "python run.py"
    assert "cannot import name 'Billing'" in _run(files, tmp_path)


def test_an_import_that_would_fail_once_it_is_called() -> None:
    files = PROVEN | {
        "run.py": f"{BEGIN}{FORGET}{SEARCH}",
        "services/billing-service/app/only.py": "",
        "services/billing-service/app/totals.py": "def total(rows):\n    from app.only import rows\n",
    }
    (found,) = findings(deferred_contested, files)
    assert found.severity == "error"
    assert "in `total` fails if it is called once the program has started" in found.message


def test_an_import_that_gets_the_wrong_file_is_a_warning() -> None:
    files = PROVEN | {
        "run.py": f"{BEGIN}{FORGET}{SEARCH}",
        "services/search-service/app/core.py": "class Billing: ...\n",
    }
    (found,) = findings(deferred_contested, files)
    assert found.severity == "warning"
    assert "in `total` gets `services/search-service/app/core.py` if it is called" in found.message


def test_an_import_that_gets_its_own_is_not_reported(tmp_path: Path) -> None:
    files = PROVEN | {"run.py": f"{BEGIN}{SEARCH}print(total([]))\n"}
    assert reported(deferred_contested, files) == []
    assert "app.core.Billing" in _run(files, tmp_path)


def test_a_launch_that_does_not_load_the_function_proves_nothing_of_it() -> None:
    assert reported(deferred_contested, LATE | {"scripts/load_both.py": SCRIPT}) == []


def _run(files: dict[str, str], directory: Path) -> str:
    for path, text in files.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text)
    done = subprocess.run([sys.executable, "-B", "run.py"], cwd=directory, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_where_a_process_cannot_be_followed() -> None:
    (found,) = findings(deferred_contested, LATE | UNKNOWN)
    assert found.message == "`total` gets the `app` of whichever service owns it at the call"
    assert found.fixes[0].text.startswith(
        "move `from app.core import Billing` out of `total` to the top of services/billing-service/app/totals.py"
    )


def test_the_imports_of_one_service_are_one_finding() -> None:
    (found,) = findings(deferred_contested, LATE | UNKNOWN | {"services/billing-service/app/more.py": DEFERRED})
    assert found.message.endswith("(1 more such import in `services/billing-service`)")


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(LATE, id="services that never meet"),
        pytest.param(SERVICES | UNKNOWN, id="eager imports"),
        pytest.param(
            SERVICES | UNKNOWN | {"services/billing-service/tests/test_totals.py": DEFERRED},
            id="in a test",
        ),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(deferred_contested, files) == []
