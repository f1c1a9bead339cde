"""One file under two names."""

import pytest

from importlint.rules import double_import
from tests.rules.checks import findings, reported

FILES = {
    "services/__init__.py": "",
    "services/billing/requirements.txt": "",
    "services/billing/__init__.py": "",
    "services/billing/app/__init__.py": "",
    "services/billing/app/core.py": "class Invoice: ...\n",
    "services/billing/app/main.py": "from app.core import Invoice\n",
}


def test_both_names_are_shown() -> None:
    files = FILES | {"report.py": "from services.billing.app.core import Invoice\n"}
    assert reported(double_import, files) == [
        (
            "warning report.py:1 `services.billing.app.core` is the same file as `app.core`, "
            "imported a second time under another name"
        )
    ]
    (found,) = findings(double_import, files)
    assert found.fixes[0].text == (
        "report.py:1: from services.billing.app.core import Invoice  ->  from app.core import Invoice"
    )


def test_a_second_name_in_tests_is_a_note() -> None:
    files = FILES | {"tests/test_report.py": "from services.billing.app.core import Invoice\n"}
    assert [found.severity for found in findings(double_import, files)] == ["note"]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(FILES, id="one name"),
        pytest.param(
            {"pkg/__init__.py": "", "pkg/a.py": "from . import b\nimport pkg.b\n", "pkg/b.py": ""},
            id="relative and absolute",
        ),
        pytest.param(
            {
                "a/setup.py": "",
                "a/app/__init__.py": "import app\n",
                "b/setup.py": "",
                "b/app/__init__.py": "import app\n",
            },
            id="one name, two files",
        ),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(double_import, files) == []


TWO_NAMES = {
    "services/billing/app/__init__.py": "",
    "services/billing/app/errors.py": "class PaymentError(Exception): ...\n",
    "services/billing/app/pay.py": "from app.errors import PaymentError\n",
}


def test_a_launch_that_loads_both_is_named() -> None:
    report = "import sys\nsys.path.append('services/billing')\nimport app.pay\nimport services.billing.app.errors\n"
    (found,) = findings(double_import, TWO_NAMES | {"report.py": report})
    assert found.severity == "warning"
    assert found.message.startswith("in `python report.py`, `services.billing.app.errors` is the same file as ")
    assert found.reproduce == "python report.py"


def test_launches_that_load_one_of_them_each_make_it_a_note() -> None:
    files = TWO_NAMES | {
        "one.py": "import sys\nsys.path.append('services/billing')\nimport app.pay\n",
        "other.py": "import sys\nsys.path.append('nowhere')\nimport services.billing.app.errors\n",
        "run.sh": "python one.py\npython other.py\n",
    }
    assert [found.severity for found in findings(double_import, files)] == ["note"]


def test_a_script_that_one_of_its_modules_imports() -> None:
    files = {
        "site.cfg": "",
        "web.py": "import sys\nsys.path.append('lib')\nAPP = {}\nimport views\n",
        "views.py": "import web\nweb.APP['/'] = 1\n",
        "lib/x.py": "",
        "run.sh": "python web.py\n",
    }
    assert reported(double_import, files) == [
        "warning web.py:1 in `python web.py`, this file is loaded 2 times, as `__main__` and `web`: it runs each time"
    ]
