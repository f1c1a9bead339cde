"""Scripts that load several services, rewritten into loader contexts."""

import subprocess
import sys
from pathlib import Path

from importlint.codemods.loader_contexts import plan
from importlint.codemods.options import FixOptions
from importlint.edits.overlay import changed_tree
from importlint.rules import contested_name, name_collision
from tests.codemods.moving import two
from tests.projects import project_from

HEAD = "from pathlib import Path\n"
PATHS = "\nSERVICES = Path(__file__).resolve().parents[1] / 'services'\n"
FIRST = "sys.path.insert(0, str(SERVICES / 'pillars-service'))\n"
SECOND = "sys.path.insert(0, str(SERVICES / 'analysis-service'))\n"
LOADER = """\
services = ServiceLoader(
    {
        "pillars": "services/pillars-service",
        "analysis": "services/analysis-service",
    }
)
"""
OTHERS = {"services/analysis-service/app/trends.py": "T = 2\n"}


def rewrite(script: str) -> tuple[str, list[str]]:
    """Return what becomes of a script, and the notes on what was left alone."""
    project = project_from(two({"prices.py": "P = 1\n"}, {**OTHERS, "scripts/run.py": script}))
    findings = [*name_collision.check(project), *contested_name.check(project)]
    changes = plan(project, findings, FixOptions(loader=True))
    text = changed_tree(project.tree, changes).read("scripts/run.py").decode()
    return text, [f"{note.line}: {note.text}" for note in changes.notes]


def test_each_service_gets_a_context() -> None:
    second = f"{SECOND}from app.trends import (\n    T,\n)\nprint(P, T)\n"
    script = f"import sys\n{HEAD}{PATHS}{FIRST}from app.prices import P\n\n{second}"
    text, notes = rewrite(script)
    contexts = (
        'with services["pillars"]:\n    from app.prices import P\n\n'
        'with services["analysis"]:\n    from app.trends import (\n        T,\n    )\nprint(P, T)\n'
    )
    assert text == f"{HEAD}from importlint.loader import ServiceLoader\n{PATHS}{LOADER}{contexts}"
    assert not notes


def test_the_script_runs_then(tmp_path: Path) -> None:
    script = (
        f"import sys\n{HEAD}{PATHS}{FIRST}from app.prices import P\n{SECOND}from app.trends import T\nprint(P, T)\n"
    )
    for path, text in two({"prices.py": "P = 1\n"}, {**OTHERS, "scripts/run.py": script}).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    target = tmp_path / "scripts" / "run.py"

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, target], capture_output=True, text=True, check=False)

    assert "No module named 'app.trends'" in run().stderr
    target.write_text(rewrite(script)[0], encoding="utf-8")
    assert run().stdout == "1 2\n"


def test_a_second_run_changes_nothing() -> None:
    script = f"import sys\n{HEAD}{PATHS}{FIRST}from app.prices import P\n{SECOND}from app.trends import T\n"
    text, _ = rewrite(script)
    assert rewrite(text) == (text, [])


def test_imports_in_functions_get_contexts_where_they_are() -> None:
    script = (
        f"import sys\n{HEAD}{PATHS}{FIRST}{SECOND}def main():\n    from app.prices import P\n"
        "    from app.trends import T  # late\n    return P, T\nmain()\n"
    )
    text, _ = rewrite(script)
    assert (
        'def main():\n    with services["pillars"]:\n        from app.prices import P\n'
        '    with services["analysis"]:\n        from app.trends import T  # late\n    return P, T\n'
    ) in text


def test_a_name_that_services_share_is_left_to_the_reader() -> None:
    script = f"import sys\n{HEAD}{PATHS}{FIRST}import app.prices\n{SECOND}from app.trends import T\n"
    text, notes = rewrite(script)
    assert text == script
    assert notes == ["6: this binds a name that several services share; import what it has instead"]


def test_a_path_that_is_arranged_in_a_loop_is_left_to_the_reader() -> None:
    script = (
        f"import sys\n{HEAD}{PATHS}for name in ('pillars-service', 'analysis-service'):\n"
        "    sys.path.insert(0, str(SERVICES / name))\nfrom app.prices import P\nfrom app.trends import T\n"
    )
    text, notes = rewrite(script)
    assert text == script
    assert notes == ["6: this changes sys.path in a way that cannot be followed"]


def test_other_uses_of_sys_and_services_stay() -> None:
    first = f"services = sys.argv\n{FIRST}from app.prices import P\n"
    script = f"import sys\n{HEAD}{PATHS}{first}{SECOND}from app.trends import T\n"
    text, _ = rewrite(script)
    assert text.startswith("import sys\n")
    assert 'with service_loader["pillars"]:\n' in text


def test_syntax_that_is_newer_than_this_python_is_read() -> None:
    first, second = f"{FIRST}from app.prices import P\n", f"{SECOND}from app.trends import T\n"
    text, notes = rewrite(f"import sys\n{HEAD}{PATHS}{first}{second}type Price = int\nlazy import json\n")
    assert 'with services["pillars"]:\n' in text
    assert not notes


def test_a_script_that_is_no_python_is_left_alone() -> None:
    first, second = f"{FIRST}from app.prices import P\n", f"{SECOND}from app.trends import T\n"
    script = f"import sys\n{HEAD}{PATHS}{first}{second}x = = 1\n"
    text, notes = rewrite(script)
    assert text == script
    assert notes == ["9: this is not valid Python: invalid syntax"]
