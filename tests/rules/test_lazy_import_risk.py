"""Lazy imports of PEP 810."""

from importlint.rules import lazy_import_risk
from tests.rules.checks import reported

APP = {"services/a/setup.py": "", "services/a/app/__init__.py": ""}
TRAP = "import sys\nsys.path.insert(0, 'services/a')\nlazy import app\nsys.path.remove('services/a')\n"


def test_the_keyword_for_an_older_python() -> None:
    assert reported(lazy_import_risk, {"a.py": "lazy import json\n"}) == [
        "error a.py:1 `lazy` is a SyntaxError before Python 3.15, and this code is for 3.11"
    ]


def test_a_search_path_that_is_gone_at_first_use() -> None:
    assert reported(lazy_import_risk, APP | {"scripts/run.py": TRAP}, target_version=(3, 15)) == [
        "warning scripts/run.py:3 `app` is looked for at its first use, when `'services/a'` is no longer on `sys.path`"
    ]


def test_a_search_path_that_stays_is_fine() -> None:
    kept = TRAP.rpartition("sys.path.remove")[0]
    assert reported(lazy_import_risk, APP | {"scripts/run.py": kept}, target_version=(3, 15)) == []


def test_a_lazy_import_of_a_third_party_is_fine() -> None:
    assert reported(lazy_import_risk, {"a.py": "lazy import json\n"}, target_version=(3, 15)) == []


def test_lazy_modules_do_no_harm_on_an_older_python() -> None:
    assert reported(lazy_import_risk, {"a.py": "__lazy_modules__ = ['json']\nimport json\n"}) == []
