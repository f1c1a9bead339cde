"""Launches whose imports need two source roots under one name."""

from importlint.rules import name_collision
from tests.rules.checks import findings, reported

SERVICES = {
    "services/pillars/requirements.txt": "",
    "services/pillars/app/__init__.py": "",
    "services/pillars/app/engine.py": "class Engine: ...\n",
    "services/analysis/requirements.txt": "",
    "services/analysis/app/__init__.py": "",
    "services/analysis/app/report.py": "def build(): ...\n",
}
BOTH = """import sys
from pathlib import Path
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "services" / "analysis"))
sys.path.insert(0, str(ROOT / "services" / "pillars"))
"""
GUARD = "if __name__ == '__main__':\n    pass\n"


def test_an_import_that_the_first_service_cannot_satisfy_is_an_error() -> None:
    script = BOTH + "from app.engine import Engine\nfrom app.report import build\n" + GUARD
    assert reported(name_collision, SERVICES | {"scripts/run.py": script}) == [
        (
            "error scripts/run.py:7 in `python scripts/run.py`, `app` is `services/pillars`'s, but `from app.report"
            " import build` needs `services/analysis`'s and fails: `ModuleNotFoundError: No module named 'app.report'`"
        )
    ]


def test_the_finding_says_who_claimed_the_name_and_how_to_see_it() -> None:
    script = BOTH + "from app.engine import Engine\nfrom app.report import build\n" + GUARD
    (found,) = findings(name_collision, SERVICES | {"scripts/run.py": script})
    assert [step.location.path for step in found.related] == ["scripts/run.py", "services/analysis/app/report.py"]
    assert found.reproduce == "python scripts/run.py"
    assert found.launches == ("scripts/run.py",)
    assert "git mv" in found.fixes[0].text
    assert "ServiceLoader" in found.fixes[1].text


def test_the_steps_tell_what_was_on_the_search_path() -> None:
    script = BOTH + "from app.engine import Engine\nfrom app.report import build\n" + GUARD
    (found,) = findings(name_collision, SERVICES | {"scripts/run.py": script})
    assert [(step.location.span.line, step.message) for step in found.flow] == [
        (4, "puts `services/analysis` on `sys.path`"),
        (5, "puts `services/pillars` on `sys.path`"),
        (6, "`from app.engine import Engine` finds `services/pillars/app/engine.py`"),
        (7, "`from app.report import build` gets the `app` that is loaded, and fails"),
    ]


def test_a_handler_that_hides_it_makes_it_a_warning() -> None:
    script = BOTH + "import app.engine\ntry:\n    import app.report\nexcept ImportError:\n    app = None\n" + GUARD
    (found,) = findings(name_collision, SERVICES | {"scripts/run.py": script})
    assert found.severity == "warning"
    assert "a handler hides it" in found.message


def test_another_service_bound_silently_is_a_warning() -> None:
    files = SERVICES | {
        "services/pillars/app/shared.py": "WHO = 'pillars'\n",
        "services/analysis/app/shared.py": "WHO = 'analysis'\n",
        "services/analysis/tool.py": "import app.shared\n",
    }
    script = BOTH + "import tool\n" + GUARD
    (found,) = findings(name_collision, files | {"scripts/run.py": script})
    assert found.severity == "warning"


def test_a_script_that_loads_one_service_is_fine() -> None:
    script = BOTH + "from app.engine import Engine\n" + GUARD
    assert reported(name_collision, SERVICES | {"scripts/run.py": script}) == []


def test_purging_the_module_table_between_the_services_is_seen() -> None:
    purge = "for name in [n for n in sys.modules if n == 'app' or n.startswith('app.')]:\n    del sys.modules[name]\n"
    again = "sys.path.insert(0, str(ROOT / 'services' / 'analysis'))\n"
    script = BOTH + "from app.engine import Engine\n" + purge + again + "from app.report import build\n" + GUARD
    assert reported(name_collision, SERVICES | {"scripts/run.py": script}) == []


def test_services_that_never_meet_are_fine() -> None:
    files = SERVICES | {
        "services/pillars/app/main.py": "from app.engine import Engine\n" + GUARD,
        "services/analysis/app/main.py": "from app.report import build\n" + GUARD,
    }
    assert reported(name_collision, files) == []


def test_a_name_that_only_the_other_service_defines() -> None:
    files = SERVICES | {
        "services/pillars/app/models.py": "class Pillar: ...\n",
        "services/analysis/app/models.py": "class Trend: ...\n",
    }
    script = BOTH + "from app.models import Pillar\nfrom app.models import Trend\n" + GUARD
    (found,) = findings(name_collision, files | {"scripts/run.py": script})
    assert found.severity == "error"
    assert "cannot import name 'Trend' from 'app.models'" in found.message


def test_a_name_that_nobody_has_yet_is_no_collision() -> None:
    files = {
        "services/a/requirements.txt": "",
        "services/a/app/__init__.py": "",
        "services/a/app/core.py": "",
        "services/b/requirements.txt": "",
        "services/b/app/__init__.py": "",
        "services/b/app/only.py": "",
        "tests/pytest.ini": "[pytest]\n",
        "tests/test_a.py": "import app.only\n",
        "tests/test_b.py": "import sys\nsys.path.insert(0, 'services/a')\nimport app.core\n",
        "Makefile": "test:\n\tpytest tests\n",
    }
    assert reported(name_collision, files) == []
