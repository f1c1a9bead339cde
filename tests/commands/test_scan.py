"""`importlint scan`, from arguments to exit status."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run, Write
from tests.commands.projects import CLEAN, CYCLE, TWO_SERVICES


def found(out: str) -> set[tuple[str, str]]:
    """Return the path and rule of each line of a quiet report."""
    return {(line.split(":")[0], line.rpartition("[")[2].rstrip("]")) for line in out.splitlines()}


MISSING = {(f"services/{service}/app/core.py", "unresolved-import") for service in "ab"}


def test_a_clean_project_has_no_findings(write: Write, run: Run) -> None:
    write(CLEAN)
    done = run("scan")
    assert (done.status, done.out.partition(" in ")[0]) == (0, "No findings")
    assert done.err.startswith("0 findings in 4 files in 0.")


def test_findings_make_the_exit_status_1(write: Write, run: Run) -> None:
    write(TWO_SERVICES)
    done = run("scan", "-q")
    assert done.status == 1
    assert found(done.out) >= MISSING
    assert done.err == ""


def test_the_working_directory_may_be_inside_the_project(
    write: Write, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = write(TWO_SERVICES)
    monkeypatch.chdir(project / "services" / "a")
    assert found(run("scan", "-q", "app").out) & MISSING == {("services/a/app/core.py", "unresolved-import")}


def test_paths_limit_what_is_reported_and_not_what_is_analysed(write: Write, run: Run) -> None:
    write(TWO_SERVICES)
    reported = found(run("scan", "-q", "services/b").out)
    assert ("services/b/app/core.py", "unresolved-import") in reported
    assert ("services/a/app/core.py", "unresolved-import") not in reported
    assert "contested-name" in {rule for _, rule in reported}, "the other provider of the name lies outside"


def test_a_path_without_python_is_noted(write: Write, run: Run) -> None:
    write({**CLEAN, "docs/index.md": ""})
    done = run("scan", "docs")
    assert done.status == 0
    assert "no Python file was found in docs" in done.out


def test_only_takes_the_files_after_it(write: Write, run: Run) -> None:
    write(TWO_SERVICES)
    for arguments in (
        ("-q", "--only", "services/a/app/core.py"),
        ("--only", "services/a/app/core.py", "-q"),
        ("--only", "-q", "--select", "unresolved-import", "--", "services/a/app/core.py"),
        (".", "--only", "-q", "services/a/app/core.py"),
    ):
        assert found(run("scan", *arguments).out) & MISSING == {("services/a/app/core.py", "unresolved-import")}, (
            arguments
        )


def test_only_reports_a_cycle_for_each_of_its_files(write: Write, run: Run) -> None:
    write(CYCLE)
    for file in ("one.py", "two.py"):
        assert "cycle-crash" in {rule for _, rule in found(run("scan", "-q", "--only", file).out)}


def test_only_without_files_reports_nothing(write: Write, run: Run) -> None:
    write(TWO_SERVICES)
    assert run("scan", "-q", "--only") == (0, "", "")


def test_only_does_not_mind_files_that_are_gone_or_elsewhere(
    write: Write, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write(CLEAN)
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "a.py"
    elsewhere.write_text("", encoding="utf-8")
    done = run("scan", "--only", "deleted.py", str(elsewhere), "app/core.py")
    assert done.status == 0
    assert "deleted.py: no file of this project" in done.err
    assert f"{elsewhere}: no file of this project" in done.err


def test_rules_can_be_selected_and_ignored(write: Write, run: Run) -> None:
    write(TWO_SERVICES)
    assert {rule for _, rule in found(run("scan", "-q", "--select", "contested-name,case-clash").out)} == {
        "contested-name"
    }
    assert found(run("scan", "-q", "--ignore", "unresolved-import").out) & MISSING == set()


@pytest.mark.parametrize(("level", "status"), [("note", 1), ("warning", 1), ("error", 0), ("never", 0)])
def test_the_failing_level_decides_on_the_exit_status(write: Write, run: Run, level: str, status: int) -> None:
    write(TWO_SERVICES)
    assert run("scan", "--select", "unresolved-import", "--fail-on", level).status == status


def test_the_configuration_is_read_and_can_be_left_out(write: Write, run: Run) -> None:
    write({**TWO_SERVICES, "importlint.toml": 'select = ["contested-name"]\n[severity]\ncontested-name = "error"\n'})
    assert run("scan", "-q").out.count("\n") == 1
    assert ": error: " in run("scan", "-q").out
    assert found(run("scan", "-q", "--isolated").out) >= MISSING


def test_excluded_files_are_not_analysed(write: Write, run: Run) -> None:
    write(TWO_SERVICES)
    assert found(run("scan", "-q", "--exclude", "services/b/").out) == {("services/a/app/core.py", "unresolved-import")}


def test_ignored_files_are_analysed_on_request(write: Write, run: Run) -> None:
    write({**TWO_SERVICES, ".gitignore": "services/\n"})
    assert run("scan", "-q").out == ""
    assert found(run("scan", "-q", "--no-ignore").out) >= MISSING


def test_several_reports_in_one_run(write: Write, run: Run) -> None:
    project = write(TWO_SERVICES)
    done = run(
        "scan",
        "--format",
        "json",
        "--output",
        "r.json",
        "--format",
        "text",
        "--output",
        "-",
        "--format",
        "sarif",
        "--output",
        "r.sarif",
    )
    assert done.out.startswith("●")
    assert json.loads((project / "r.json").read_text(encoding="utf-8"))["version"]
    assert json.loads((project / "r.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert done.err.startswith("json report: r.json\nsarif report: r.sarif\n")


def test_one_report_goes_to_a_file(write: Write, run: Run) -> None:
    project = write(CLEAN)
    assert run("scan", "--output", "report.txt").out == ""
    assert (project / "report.txt").read_text(encoding="utf-8").startswith("No findings")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("--format", "text", "--format", "json"), "2 --format and 0 --output do not make pairs"),
        (("--output", "a", "--output", "b"), "0 --format and 2 --output do not make pairs"),
        (("--format", "text", "--output", "a", "--format", "json", "--output", "./a"), "two reports would go to ./a"),
        (
            ("--format", "text", "--output", "-", "--format", "json", "--output", "-"),
            "two reports would go to standard",
        ),
        (("--quiet", "--verbose"), "--quiet and --verbose exclude each other"),
        (("--baseline", "b.json", "--no-baseline"), "--baseline and --no-baseline exclude each other"),
        (("--config", "c.toml", "--isolated"), "--config and --isolated exclude each other"),
        (("--select", "no-such-rule"), "--select: unknown rule"),
        (("--workers", "-3"), "--workers -3"),
        (("--workers", "2", "--executor", "x:y"), "--workers and --executor exclude each other"),
        (("--no-such-option",), "no such option"),
        (("nowhere",), "nowhere: no such file or directory"),
        (("--config", "nowhere.toml"), "nowhere.toml: cannot be read"),
        (("--output", "nowhere/report.txt"), "nowhere/report.txt: cannot be written"),
        (("--baseline", "nowhere.json"), "nowhere.json: no such baseline"),
    ],
)
def test_wrong_usage_is_explained_with_exit_status_2(
    write: Write, run: Run, arguments: tuple[str, ...], what: str
) -> None:
    write(CLEAN)
    done = run("scan", *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"importlint: {what}")
    assert len(done.err.splitlines()) <= 2


def test_color_is_for_terminals_and_on_request(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(TWO_SERVICES)
    assert "\x1b[" not in run("scan").out
    assert "\x1b[" in run("scan", "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("scan").out
    assert "\x1b[" not in run("scan", "--color", "never").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("scan").out


def test_statistics_and_groups(write: Write, run: Run) -> None:
    write(TWO_SERVICES)
    assert "● services/a/app/core.py" in run("scan", "--group-by", "file").out
    assert "● unresolved-import" in run("scan").out
    assert "warnings" in run("scan", "--statistics").out


def test_an_ignore_comment_hides_a_finding(write: Write, run: Run) -> None:
    write({**TWO_SERVICES, "services/a/app/core.py": "import app.missing  # importlint: ignore[unresolved-import]\n"})
    done = run("scan", "--select", "unresolved-import")
    assert "services/a/app/core.py" not in done.out
    assert "1 finding" in done.out


def test_scanning_twice_prints_the_same(write: Write, run: Run) -> None:
    write(TWO_SERVICES)
    for format_ in ("text", "json", "sarif", "github", "gitlab"):
        assert run("scan", "--format", format_).out == run("scan", "--format", format_).out


def test_a_report_in_the_project_does_not_change_the_next_one(write: Write, run: Run) -> None:
    project = write(TWO_SERVICES)
    run("scan", "--format", "json", "--output", "report.json")
    first = Path(project, "report.json").read_bytes()
    run("scan", "--format", "json", "--output", "report.json")
    assert Path(project, "report.json").read_bytes() == first


def test_what_version_control_ignores_is_not_missing(write: Write, run: Run) -> None:
    files = {
        ".gitignore": "dist\n",
        "shop/__init__.py": "from shop import env\nenv.start()\n",
        "shop/env.py": "def start():\n    from shop import dist\n    import shop.dist.late\n",
        "shop/dist/__init__.py": "",
        "main.py": "import shop\nfrom shop import dist\nfrom shop import absent\n",
    }
    write(files)
    out = run("scan", "-q").out
    assert "unresolved-name" in out
    assert "dist" not in out
