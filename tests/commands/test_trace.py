"""`importlint trace` and `importlint which`."""

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from importlint.commands import trace, which
from importlint.commands.outcome import Outcome
from importlint.errors import TargetError, UsageError

FILES = {
    "services/a/app/__init__.py": "",
    "services/a/app/engine.py": "import app.util\n",
    "services/a/app/util.py": "",
    "services/b/app/__init__.py": "",
    "services/b/app/report.py": "",
    "scripts/run.py": "import sys\nsys.path[:0] = ['services/a', 'services/b']\nimport app.engine\nimport app.report\n",
    "scripts/fine.py": "import sys\nsys.path.insert(0, 'services/a')\nfrom app.engine import app\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Write the two services."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def run(*arguments: str) -> Outcome:
    """Run `importlint trace`."""
    outcome = trace.command.main([*arguments], standalone_mode=False)
    assert isinstance(outcome, Outcome)
    text = "".join(outcome.lines)
    return outcome._replace(out=text, lines=(), status=outcome.status() if callable(outcome.status) else outcome.status)


def ask(*arguments: str) -> Outcome:
    """Run `importlint which`."""
    outcome = which.command.main([*arguments], standalone_mode=False)
    assert isinstance(outcome, Outcome)
    return outcome


def test_a_script_as_a_tree(project: Path) -> None:
    outcome = run("--project", str(project), "scripts/run.py")
    assert outcome.status == 1
    assert outcome.out == (
        "scripts/run.py: crash\n"
        "  ModuleNotFoundError: No module named 'app.report'\n"
        "  raised at scripts/run.py:4\n"
        "\n"
        "  ├─ import app.engine  scripts/run.py:3  → services/a/app/engine.py\n"
        "  │  └─ import app.util  services/a/app/engine.py:1  → services/a/app/util.py\n"
        "  └─ import app.report  scripts/run.py:4  ✗ failed\n"
        "\n"
        "  sys.path at the end, the interpreter's own entries left out:\n"
        "    0  services/a\n"
        "    1  services/b\n"
        "    2  scripts\n"
    )


def test_lines_keep_to_their_schema(project: Path) -> None:
    schema = json.loads(files("importlint").joinpath("schemas/trace-1.schema.json").read_text())
    outcome = run("--project", str(project), "--all-scripts", "--all-modules", "--format", "jsonl")
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    for row in rows:
        jsonschema.validate(row, schema)
    assert {row["entry"] for row in rows} >= {"app", "app.engine", "app.report"}


def test_entries_from_a_file_in_their_order(project: Path) -> None:
    entries = project / "entries"
    entries.write_text("scripts/run.py\n\napp.report\nscripts/fine.py\napp.engine\n")
    path = ("--search-path", "services/a")
    outcome = run("--project", str(project), *path, "--entries", str(entries), "--format", "jsonl")
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    assert [(row["entry"], row["verdict"]) for row in rows] == [
        ("scripts/run.py", "crash"),
        ("app.report", "crash"),
        ("scripts/fine.py", "ok"),
        ("app.engine", "ok"),
    ]


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_as_many_processes_as_one_likes_say_the_same(project: Path, form: str) -> None:
    wide = project / "wide"
    wide.mkdir()
    (wide / "__init__.py").write_text("")
    for number in range(40):
        imports = f"from wide.m{(number + 1) % 40} import X{number % 3}\n" if number % 7 else ""
        (wide / f"m{number}.py").write_text(f"{imports}X0 = X1 = {number}\n")
    (project / "bad").mkdir()
    (project / "bad/__init__.py").write_text("import bad.m3\nimport nowhere\n")
    for number in range(12):
        (project / f"bad/m{number}.py").write_text("")
    every = ("--project", str(project), "--all-scripts", "--all-modules", "--search-path", ".", "--format", form)
    alone = run(*every, "--workers", "1")
    assert alone.out.count("crash") > 20
    for workers in ("2", "3", "100"):
        assert run(*every, "--workers", workers) == alone


def test_what_a_worker_cannot_do_is_done_here(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise OSError(28, "No space left on device")

    every = ("--project", str(project), "--all-scripts", "--all-modules", "--format", "jsonl")
    alone = run(*every, "--workers", "1")
    monkeypatch.setattr("importlint.commands.tracing._trace_there", fail)
    assert run(*every, "--workers", "2") == alone


def test_the_number_of_processes_is_none_below_nothing(project: Path) -> None:
    with pytest.raises(UsageError, match="--workers -1"):
        run("--project", str(project), "app", "--workers", "-1")


def test_the_working_directory_counts(project: Path) -> None:
    assert run("--project", str(project), "--cwd", "scripts", "scripts/fine.py").status == 1
    assert run("--project", str(project), "scripts/fine.py").status == 0


def test_an_environment_decides_what_else_exists(project: Path) -> None:
    (project / "lib" / "python3.12" / "site-packages").mkdir(parents=True)
    (project / "scripts" / "yaml_user.py").write_text("import yaml\n")
    assert run("--project", str(project), "scripts/yaml_user.py").status == 0
    assert run("--project", str(project), "--python", str(project), "scripts/yaml_user.py").status == 1


def test_the_configuration_of_the_project_counts(project: Path) -> None:
    (project / "lazy.py").write_text("x = 1\nlazy import other\n")
    (project / "other.py").write_text("import lazy\nlazy.y\n")
    entry = ("--project", str(project), "--search-path", ".", "lazy")
    assert run(*entry).status == 1
    (project / "importlint.toml").write_text('target-version = "3.15"\n')
    assert run(*entry).status == 0
    assert run(*entry, "--target-version", "3.13").status == 1


def test_no_entry_and_no_such_script(project: Path) -> None:
    with pytest.raises(UsageError, match="no entry"):
        run("--project", str(project))
    with pytest.raises(TargetError, match=r"scripts/nowhere\.py: no such script"):
        run("--project", str(project), "scripts/nowhere.py")


def test_which_file_a_name_means(project: Path) -> None:
    outcome = ask("--project", str(project), "scripts/run.py", "app.engine")
    assert outcome.out.splitlines()[:2] == [
        "app.engine in scripts/run.py: services/a/app/engine.py",
        "  because sys.modules has it, which the import at scripts/run.py:3 put there",
    ]


def test_which_file_a_name_does_not_mean(project: Path) -> None:
    outcome = ask("--project", str(project), "scripts/run.py", "app.report")
    assert outcome.status == 1
    first, reason, other = outcome.out.splitlines()[:3]
    assert first == "app.report in scripts/run.py: nothing"
    assert reason.startswith("  because sys.modules['app'] is services/a/app/__init__.py, which the import at")
    assert reason.endswith(" scripts/run.py:3 put there; it has no app.report")
    assert other == "    0  services/b: services/b/app/report.py (module)"


def test_help_pages() -> None:
    for command in (trace.command, which.command):
        assert CliRunner().invoke(command, ["--help"]).exit_code == 0
