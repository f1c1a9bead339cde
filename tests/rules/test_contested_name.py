"""Top-level names that several source roots provide."""

import pytest

from importlint.rules import contested_name
from tests.rules.checks import findings, reported

SERVICES = {
    "services/billing-service/requirements.txt": "fastapi\n",
    "services/billing-service/app/__init__.py": "",
    "services/billing-service/app/core.py": "class Billing: ...\n",
    "services/billing-service/app/main.py": "from app.core import Billing\n",
    "services/search-service/requirements.txt": "fastapi\n",
    "services/search-service/app/__init__.py": "",
    "services/search-service/app/core.py": "class Search: ...\n",
    "services/search-service/app/main.py": "from app.core import Search\n",
}
SCRIPT = """\
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "services" / "billing-service"))
from app.core import Billing
sys.path.insert(0, str(ROOT / "services" / "search-service"))
from app.core import Search
"""


def test_two_services_that_never_meet_are_a_note() -> None:
    assert reported(contested_name, SERVICES) == [
        (
            "note services/billing-service/app/__init__.py:1 "
            "`app` is a different module in each of `services/billing-service` and `services/search-service`"
        )
    ]


def test_a_script_that_loads_both_makes_it_a_warning() -> None:
    found = findings(contested_name, SERVICES | {"scripts/load_both.py": SCRIPT})
    assert [finding.severity for finding in found] == ["warning"]
    assert found[0].message.endswith(", and one process wants more than one of them")
    assert [step.message for step in found[0].related] == [
        "`services/billing-service` provides `app` as a package",
        "`services/search-service` provides `app` as a package",
        "`services/billing-service` and `services/search-service` are put on `sys.path` here",
    ]
    assert found[0].related[2].location == ("scripts/load_both.py", (5, 1, 5, 63))


def test_the_fixes_are_directories_and_lines_of_this_project() -> None:
    namespace, context = findings(contested_name, SERVICES | {"scripts/load_both.py": SCRIPT})[0].fixes
    billing, search = "services/billing-service", "services/search-service"
    assert namespace.title == "Give each service a name of its own in the namespace package `acme`"
    assert namespace.text.splitlines() == [
        f"mkdir -p {billing}/src/acme && git mv {billing}/app {billing}/src/acme/billing",
        f"    {billing}/app/main.py:1: from app.core import Billing  ->  from acme.billing.core import Billing",
        f"    on the search path: {billing}/src in place of {billing}",
        f"mkdir -p {search}/src/acme && git mv {search}/app {search}/src/acme/search",
        f"    {search}/app/main.py:1: from app.core import Search  ->  from acme.search.core import Search",
        f"    on the search path: {search}/src in place of {search}",
        "no `acme` directory gets an __init__.py (PEP 420)",
    ]
    assert context.text.splitlines() == [
        "from importlint.loader import ServiceLoader",
        "",
        "services = ServiceLoader(",
        "    {",
        f'        "billing": "{billing}",',
        f'        "search": "{search}",',
        "    }",
        ")",
        'with services["billing"]:',
        "    from app.core import Billing",
        'with services["search"]:',
        "    from app.core import Search",
    ]


def test_the_namespace_is_the_configured_one() -> None:
    fix = findings(contested_name, SERVICES, namespace=("shop",))[0].fixes[0]
    assert "git mv services/search-service/app services/search-service/src/shop/search" in fix.text


def test_tests_that_no_single_service_can_satisfy_are_evidence() -> None:
    files = SERVICES | {
        "services/billing-service/app/invoice.py": "",
        "services/search-service/app/index.py": "",
        "tests/test_billing.py": "import app.invoice\n",
        "tests/test_search.py": "import app.index\n",
    }
    (found,) = findings(contested_name, files)
    assert found.severity == "warning"
    assert found.related[2].message == "no one root has `app.index` and `app.invoice`"


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"a/app/__init__.py": "", "a/app/main.py": "import app\n", "a/setup.py": ""}, id="one root"),
        pytest.param(
            {
                "a/src/acme/a/__init__.py": "",
                "a/src/acme/a/x.py": "import acme.a\n",
                "a/setup.py": "",
                "b/src/acme/b/__init__.py": "",
                "b/src/acme/b/x.py": "import acme.b\n",
                "b/setup.py": "",
            },
            id="portions of one namespace package",
        ),
        pytest.param(
            {
                "a/setup.py": "",
                "a/tests/__init__.py": "",
                "a/tests/test_a.py": "import tests\n",
                "b/setup.py": "",
                "b/tests/__init__.py": "",
                "b/tests/test_b.py": "import tests\n",
            },
            id="tests",
        ),
        pytest.param(
            {
                "a/requirements.txt": "",
                "a/handler.py": "import shared_a\n",
                "a/shared_a.py": "",
                "b/requirements.txt": "",
                "b/handler.py": "import shared_b\n",
                "b/shared_b.py": "",
            },
            id="modules that are started and never imported",
        ),
        pytest.param(
            {
                "a/requirements.txt": "",
                "a/app/__init__.py": "from . import core\n",
                "a/app/core.py": "",
                "b/requirements.txt": "",
                "b/app/__init__.py": "from . import core\n",
                "b/app/core.py": "",
            },
            id="relative imports only",
        ),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(contested_name, files) == []
