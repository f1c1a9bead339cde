"""Relative imports that lead out of the package that their module belongs to."""

import pytest

from importlint.rules import relative_beyond_package
from tests.rules.checks import findings, reported

SERVICE = {"app/__init__.py": "", "app/db.py": "", "app/main.py": "from .db import x\n"}
NO_PARENT = "`ImportError: attempted relative import with no known parent package`"


def test_a_script_has_no_package() -> None:
    (found,) = findings(relative_beyond_package, SERVICE | {"Makefile": "run:\n\tcd app && python main.py\n"})
    assert (found.severity, found.location.path, found.location.span.line) == ("error", "app/main.py", 1)
    assert found.message == f"in `cd app && python main.py`, `from .db import x` fails: {NO_PARENT}"
    assert found.launches == ("Makefile: python main.py",)
    assert found.reproduce == "cd app && python main.py"
    assert found.fixes[0].text.startswith("`python -m app.main`;")


@pytest.mark.parametrize(
    "changes",
    [
        {"Makefile": "run:\n\tpython -m app.main\n"},
        {"app/main.py": "from .db import x\nif __name__ == '__main__':\n    x()\n", "Makefile": ""},
        {"app/main.py": "try:\n    from .db import x\nexcept ImportError:\n    from db import x\n"},
        {"app/main.py": "if __name__ != '__main__':\n    from .db import x\n"},
        {"app/main.py": "def later():\n    from .db import x\n"},
    ],
)
def test_what_works_or_is_not_known_to_be_started_so(changes: dict[str, str]) -> None:
    assert reported(relative_beyond_package, SERVICE | {"Makefile": "run:\n\tpython app/main.py\n"} | changes) == []


def test_what_a_script_imports_from_beside_it_has_no_package_either() -> None:
    files = SERVICE | {"app/run.py": "import main\n", "Makefile": "run:\n\tpython app/run.py\n"}
    assert reported(relative_beyond_package, files) == [
        f"error app/main.py:1 in `python app/run.py`, `from .db import x` fails: {NO_PARENT}"
    ]


def test_too_many_dots_in_a_process_that_starts_too_far_inside() -> None:
    files = {
        "shop/__init__.py": "",
        "shop/core.py": "",
        "shop/app/__init__.py": "",
        "shop/app/main.py": "from ..core import x\n",
        "Makefile": "run:\n\tcd shop && python -m app.main\n",
    }
    (found,) = findings(relative_beyond_package, files)
    assert found.severity == "error"
    assert "`ImportError: attempted relative import beyond top-level package`" in found.message
    assert found.fixes[0].text.startswith("`python -m shop.app.main`;")


def test_the_environment_decides_what_a_server_finds() -> None:
    files = SERVICE | {"Procfile": "web: cd app && uvicorn main:app\n"}
    (found,) = findings(relative_beyond_package, files)
    assert (found.severity, found.location.path) == ("warning", "app/main.py")


def test_a_session_of_pytest_whose_tests_are_in_no_package() -> None:
    files = {
        "tests/helpers.py": "",
        "tests/test_a.py": "from .helpers import x\n",
        "Makefile": "test:\n\tpytest tests\n",
    }
    (found,) = findings(relative_beyond_package, files)
    assert (found.severity, found.location.path) == ("warning", "tests/test_a.py")
    assert NO_PARENT in found.message


def test_all_launches_that_end_at_an_import_are_one_finding() -> None:
    files = SERVICE | {"Makefile": "run:\n\tpython app/main.py\nagain:\n\tcd app && python main.py\n"}
    (found,) = findings(relative_beyond_package, files)
    assert len(found.launches) == 2
    assert [step.location.span.line for step in found.related] == [2, 4]


JOBS = {"app/__init__.py": "", "app/core.py": "", "app/jobs/__init__.py": ""}


def test_dots_that_lead_out_of_every_package_to_nothing() -> None:
    (found,) = findings(relative_beyond_package, JOBS | {"app/jobs/clean.py": "from ...core import x\n"})
    assert (found.severity, found.location.path) == ("error", "app/jobs/clean.py")
    assert found.message == "`from ...core import x` leads out of `app.jobs`, and `core` is not there either"
    assert [edit.replacement for edit in found.fixes[0].edits] == ["from ..core import x"]


def test_names_that_are_modules() -> None:
    (found,) = findings(relative_beyond_package, JOBS | {"app/jobs/clean.py": "from ... import core, jobs\n"})
    assert found.message == (
        "`from ... import core, jobs` leads out of `app.jobs`, and `core` and `jobs` are not there either"
    )


def test_what_does_not_always_run_is_a_warning() -> None:
    late = "def later():\n    from ...core import x\n"
    (found,) = findings(relative_beyond_package, JOBS | {"app/jobs/clean.py": late})
    assert found.severity == "warning"


@pytest.mark.parametrize(
    "changes",
    [
        {"core.py": ""},
        {"__init__.py": ""},
        {"app/jobs/clean.py": "from ....core import x\n"},
        {"app/jobs/clean.py": "from ..core import x\n"},
        {"app/jobs/clean.py": "try:\n    from ...core import x\nexcept ImportError:\n    pass\n"},
        {"app/jobs/clean.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ...core import x\n"},
        {"app/jobs/clean.py": "__package__ = 'shop.app.jobs'\nfrom ...core import x\n"},
        {"app/jobs/clean.py": "from ..._version import x\n"},
    ],
)
def test_what_may_work_somewhere(changes: dict[str, str]) -> None:
    assert reported(relative_beyond_package, JOBS | {"app/jobs/clean.py": "from ...core import x\n"} | changes) == []


def test_a_directory_that_no_import_statement_can_name() -> None:
    files = {
        "user-service/pyproject.toml": "[project]\nname = 'user'\n",
        "user-service/shared.py": "",
        "user-service/app/__init__.py": "",
        "user-service/app/main.py": "from ..shared import x\n",
    }
    assert reported(relative_beyond_package, files) == [
        "warning user-service/app/main.py:1 `from ..shared import x` leads out of `app`"
    ]


def test_a_directory_that_somebody_may_name() -> None:
    """Somebody may import `services.logging.middleware`; that a root is inside has to do with the name `logging`."""
    files = {
        "services/logging/app/__init__.py": "",
        "services/logging/app/main.py": "import app.api\n",
        "services/logging/app/api.py": "",
        "services/logging/middleware.py": "from .rotation import x\n",
        "services/logging/rotation.py": "",
    }
    assert reported(relative_beyond_package, files) == []


def test_what_is_aside_is_left_alone() -> None:
    files = JOBS | {"tests/__init__.py": "", "tests/test_a.py": "from ..core import x\n"}
    assert reported(relative_beyond_package, files) == []
