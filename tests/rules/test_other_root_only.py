"""Imports that only another source root could satisfy."""

import pytest

from importlint.rules import other_root_only
from tests.rules.checks import findings, reported

SERVICES = {
    "services/billing/requirements.txt": "fastapi\n",
    "services/billing/app/__init__.py": "",
    "services/billing/app/main.py": "from audit.log import record\n",
    "shared/pyproject.toml": '[project]\nname = "company-audit"\n',
    "shared/audit/__init__.py": "",
    "shared/audit/log.py": "",
}


def test_a_library_that_the_service_does_not_have() -> None:
    assert reported(other_root_only, SERVICES) == [
        (
            "warning services/billing/app/main.py:1 "
            "`audit.log` lies in `shared`, which is not on the path of `services/billing`"
        )
    ]
    (found,) = findings(other_root_only, SERVICES)
    assert [step.location.path for step in found.related] == ["shared/audit/log.py"]
    assert "pip install -e shared" in found.fixes[0].text


def test_a_command_of_the_project_that_fails_is_an_error() -> None:
    files = SERVICES | {"Makefile": "run:\n\tcd services/billing && python -m app.main\n"}
    (found,) = findings(other_root_only, files)
    assert found.severity == "error"
    assert found.message == (
        "in `cd services/billing && python -m app.main`, `from audit.log import record` fails: "
        "`ModuleNotFoundError: No module named 'audit'`; it lies in `shared`, which that process does not search"
    )
    assert found.reproduce == "cd services/billing && python -m app.main"


def test_a_command_that_nobody_wrote_down_is_a_warning() -> None:
    main = 'from audit.log import record\n\nif __name__ == "__main__":\n    record()\n'
    (found,) = findings(other_root_only, SERVICES | {"services/billing/app/main.py": main})
    assert found.severity == "warning"
    assert found.message.startswith("in `cd services/billing && python -m app.main`, ")


def test_what_the_launches_find_is_not_reported() -> None:
    run = "run:\n\tcd services/billing && PYTHONPATH=../../shared python -m app.main\n"
    assert reported(other_root_only, SERVICES | {"Makefile": run}) == []


def test_all_who_miss_it_are_one_finding() -> None:
    files = SERVICES | {
        "services/search/requirements.txt": "fastapi\n",
        "services/search/app/__init__.py": "",
        "services/search/app/main.py": "import audit.log\n",
    }
    (found,) = findings(other_root_only, files)
    assert found.message.endswith("which is not on the path of `services/billing` and `services/search`")


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"services/billing/app/main.py": "import requests\n"}, id="nobody has it"),
        pytest.param({"services/billing/app/main.py": "import app.main\n"}, id="it is there"),
        pytest.param({"services/billing/requirements.txt": "audit==1.0\n"}, id="a dependency of that name"),
        pytest.param({"services/billing/requirements.txt": "-e ../../shared\n"}, id="declared by its directory"),
        pytest.param(
            {"services/billing/app/main.py": "try:\n    import audit.log\nexcept ImportError:\n    pass\n"},
            id="guarded",
        ),
        pytest.param(
            {"services/billing/app/main.py": "import sys\nsys.path.append(WHERE)\nfrom audit.log import record\n"},
            id="the file edits its own path",
        ),
        pytest.param(
            {"shared/audit/__init__.py": "", "tests/stubs/audit/log.py": "", "shared/audit/log.txt": ""}
            | {"services/billing/app/main.py": "import audit.missing\n"},
            id="nobody has that part of it",
        ),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(other_root_only, SERVICES | files) == []
