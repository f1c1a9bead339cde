"""`importlint render`, and the options of a scan for code scanning."""

import json

import pytest

from importlint.reporters import REPORTERS
from tests.commands.conftest import Run, Write
from tests.commands.projects import CLEAN, CYCLE, TWO_SERVICES


@pytest.mark.parametrize("files", [CLEAN, CYCLE, TWO_SERVICES])
def test_a_saved_report_renders_as_the_scan_does(write: Write, run: Run, files: dict[str, str]) -> None:
    project = write(files)
    formats = sorted(REPORTERS)
    pairs = [argument for name in formats for argument in ("--format", name, "--output", f"scan.{name}")]
    run("scan", *pairs)
    rendered = [argument.replace("scan.", "render.") for argument in pairs]
    assert run("render", "scan.json", *rendered).status == 0
    for name in formats:
        assert (project / f"render.{name}").read_bytes() == (project / f"scan.{name}").read_bytes(), name


def test_a_saved_report_may_come_from_standard_input(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    project = write(CYCLE)
    run("scan", "--format", "json", "--output", "saved.json")
    with (project / "saved.json").open(encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdin", file)
        assert "cycle-crash" in run("render", "-", "--quiet").out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "saved.json: No such file or directory"),
        ("{", "saved.json: not JSON"),
        ("[]", "saved.json: not a report: expected an object"),
        ("\ufeff\x00", "saved.json: not JSON"),
    ],
)
def test_what_is_no_report_is_refused(write: Write, run: Run, text: str | None, message: str) -> None:
    write({} if text is None else {"saved.json": text})
    done = run("render", "saved.json")
    assert done.status == 2
    assert done.err.startswith(f"importlint: {message}")
    assert "help: " in done.err


def test_split_writes_a_file_and_category_for_each_service(write: Write, run: Run) -> None:
    project = write(TWO_SERVICES)
    done = run("scan", "--format", "sarif", "--output", "x.sarif", "--sarif-split", "--sarif-category", "nightly")
    names = ["x.project.sarif", "x.services-a.sarif", "x.services-b.sarif"]
    assert [line for line in done.err.splitlines() if "sarif" in line] == [f"sarif report: {name}" for name in names]
    runs = [json.loads((project / name).read_text("utf-8"))["runs"][0] for name in names]
    assert [one["automationDetails"]["id"] for one in runs] == [
        "nightly/project/",
        "nightly/services-a/",
        "nightly/services-b/",
    ]
    paths = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in runs[2]["results"]]
    assert paths
    assert all(path.startswith("services/b/") for path in paths)


def test_split_needs_a_file(write: Write, run: Run) -> None:
    write(TWO_SERVICES)
    done = run("scan", "--format", "sarif", "--sarif-split")
    assert done.status == 2
    assert "--sarif-split writes several files" in done.err


def test_ignored_findings_are_written_on_request(write: Write, run: Run) -> None:
    write({name: text.replace("\n", "  # importlint: ignore\n", 1) for name, text in CYCLE.items() if text})
    plain, full = (
        json.loads(run("scan", "--format", "sarif", *options).out)["runs"][0]["results"]
        for options in ((), ("--sarif-suppressed",))
    )
    assert plain == []
    assert {result["ruleId"] for result in full if result["suppressions"] == [{"kind": "inSource"}]} >= {"cycle-crash"}
