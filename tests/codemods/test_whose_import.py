"""Whose package an import outside of the services means, and what happens if nobody can say."""

from pathlib import Path

from importlint.codemods.namespace_packages import plan
from importlint.codemods.options import FixOptions
from importlint.config import Config
from importlint.project import build_project
from importlint.scan.files import list_tree
from tests.codemods.moving import findings, move, service, two

PATHS = "import sys\nfrom pathlib import Path\n\nSERVICES = Path(__file__).resolve().parents[1] / 'services'\n"


def test_the_only_service_that_has_a_module_is_meant() -> None:
    script = PATHS + "sys.path.insert(0, str(SERVICES / 'pillars-service'))\nfrom app.pricing import P\n"
    moved = move(two({"pricing.py": "P = 1\n"}, {"scripts/run.py": script}))
    assert "from acme.pillars.pricing import P" in moved.text("scripts/run.py")


def test_the_search_path_that_a_script_arranges_decides() -> None:
    first = "sys.path.insert(0, str(SERVICES / 'analysis-service'))\nfrom app.core import X\n"
    moved = move(two({}, {"scripts/run.py": PATHS + first}))
    assert "from acme.analysis.core import X" in moved.text("scripts/run.py")
    assert not moved.notes


def test_what_a_script_meant_to_load_last_is_not_what_it_gets() -> None:
    script = PATHS + "".join(
        f"sys.path.insert(0, str(SERVICES / '{name}-service'))\nfrom app.core import X\n"
        for name in ("pillars", "analysis")
    )
    moved = move(two({}, {"scripts/run.py": script}))
    assert not moved.changes.moves
    assert any("scripts/run.py:8" in note and "is left as it is" in note for note in moved.notes)


def test_shared_code_means_whichever_service_loads_it() -> None:
    shared = {
        "libs/common/requirements.txt": "",
        "libs/common/common/__init__.py": "",
        "libs/common/common/db.py": "from app.core import X\n",
    }
    moved = move(two({}, shared))
    assert moved.text("libs/common/common/db.py") == "from app.core import X\n"
    assert moved.notes == [
        "libs/common/common/db.py:1: `from app.core import X` is left as it is: 2 packages have this"
    ]


def test_what_no_service_has_stays() -> None:
    moved = move(two({}, {"scripts/run.py": "try:\n    from app.gone import X\nexcept ImportError:\n    X = 0\n"}))
    assert moved.notes == ["scripts/run.py:2: `from app.gone import X` is left as it is: no package has this"]


def test_applying_twice_changes_nothing() -> None:
    moved = move(two({"work.py": "import app.core\n"}), source="src")
    assert not findings(moved.after)
    again = move({path: moved.text(path) for path in moved.after.tree.files}, source="src")
    assert again.changes.is_empty


def test_services_keep_what_the_namespace_holds_already() -> None:
    taken = {"services/pillars-service/acme/pillars/x.py": ""}
    moved = move(two({}, taken))
    assert [each.path for each in moved.changes.moves] == ["services/analysis-service/app"]
    assert any("acme/pillars exists" in note for note in moved.notes)


def test_nothing_moves_to_where_git_ignores_it(tmp_path: Path) -> None:
    files = {".gitignore": "analysis/\n", **two({})}
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    project = build_project(list_tree(str(tmp_path)), Config(project=""))
    changes = plan(project, findings(project), FixOptions(namespace="acme"))
    assert [each.target for each in changes.moves] == [
        "services/analysis-service/src/acme/analysis_service",
        "services/pillars-service/src/acme/pillars",
    ]
    named = FixOptions(namespace="acme", services=(("services/analysis-service", "analysis"),))
    changes = plan(project, findings(project), named)
    assert [each.path for each in changes.moves] == ["services/pillars-service/app"]
    assert [note.path for note in changes.notes] == ["services/analysis-service/app"]


def test_a_package_can_be_renamed_instead() -> None:
    moved = move(two({"work.py": "import app.core as c\n"}), namespace="", rename="{service}_{name}", source="src")
    assert moved.text("services/pillars-service/pillars_app/work.py") == "import pillars_app.core as c\n"
    assert not findings(moved.after)


def test_services_can_be_called_otherwise() -> None:
    moved = move(two({}), services=(("services/pillars-service", "columns"),))
    assert "services/pillars-service/acme/columns/core.py" in moved.after.tree.files


def test_several_packages_of_a_service_keep_their_names() -> None:
    files = {
        f"{name}/{path}": text
        for name in ("one", "two")
        for path, text in {
            "requirements.txt": "",
            "models/__init__.py": f"M = '{name}'\n",
            "config.py": "from models import M\n",
            "main.py": "import config\nfrom models import M\nprint(config.M)\n",
        }.items()
    }
    moved = move(files)
    assert moved.text("one/acme/one/config.py") == "from acme.one.models import M\n"
    expected = "import acme.one.config\nfrom acme.one.models import M\nprint(acme.one.config.M)\n"
    assert moved.text("one/main.py") == expected


def test_portions_without_init_move_as_well() -> None:
    files = {**service("a", {"core.py": "X = 1\n"}), **service("b", {"main.py": "from app.core import X\n"})}
    files |= service("c", {"core.py": "X = 1\n", "main.py": "from app.core import X\n"})
    del files["services/c-service/app/__init__.py"]
    moved = move(files)
    assert moved.text("services/c-service/acme/c/main.py") == "from acme.c.core import X\n"


def test_a_package_whose_relative_imports_leave_it_stays() -> None:
    files = two({"up.py": "from ..common import C\n"}, {"services/pillars-service/common.py": "C = 1\n"})
    moved = move(files)
    assert any("up.py:1" in note and "leads out of the package" in note for note in moved.notes)
