"""SARIF of every sample: valid, pointing at text that is there, and with identities that survive moved lines."""

import ast
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

from importlint.cli import main
from tests.reporters.conftest import Validate

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LINE_END = re.compile(r"\r\n|\r|\n")
Scan = Callable[[Path], dict[str, Any]]


@pytest.fixture
def scan(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Scan:
    """Return a function that scans a directory and returns the only run of its SARIF."""

    def scan_directory(directory: Path) -> dict[str, Any]:
        monkeypatch.chdir(directory)
        output = tmp_path / "report.sarif"
        with pytest.raises(SystemExit) as ended:
            main(["scan", ".", "--format", "sarif", "--output", str(output)])
        assert ended.value.code in {0, 1}
        (run,) = json.loads(output.read_text("utf-8"))["runs"]
        return run

    return scan_directory


NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.is_dir())


@pytest.fixture(params=NAMES)
def sample(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a copy of a sample, as a repository of its own."""
    return copy_sample(request.param, tmp_path / "sample")


def copy_sample(name: str, directory: Path) -> Path:
    copy = shutil.copytree(SAMPLES / name, directory, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / ".git").mkdir()
    return copy


def test_every_place_is_text_in_a_file(sample: Path, scan: Scan) -> None:
    for result in scan(sample)["results"]:
        flows = [
            step["location"] for flow in result.get("codeFlows", ()) for step in flow["threadFlows"][0]["locations"]
        ]
        for location in (*result["locations"], *result.get("relatedLocations", ()), *flows):
            place = location["physicalLocation"]
            lines = LINE_END.split((sample / unquote(place["artifactLocation"]["uri"])).read_text("utf-8", "replace"))
            region = place["region"]
            start = (region["startLine"], region["startColumn"])
            end = (region["endLine"], region["endColumn"])
            assert (1, 1) <= start < end
            assert end[0] <= len(lines)
            assert start[1] <= len(lines[start[0] - 1]) + 1
            assert end[1] <= len(lines[end[0] - 1]) + 1


def test_messages_link_their_related_places(sample: Path, scan: Scan) -> None:
    for result in scan(sample)["results"]:
        text = result["message"]["text"]
        assert len(text) <= 1_000
        assert "\n" not in text
        linked = {int(number) for number in re.findall(r"(?<!\\)\]\((\d+)\)", text)}
        assert linked == {location["id"] for location in result.get("relatedLocations", ())}


def test_identities_are_unique_and_survive_moved_lines(sample: Path, scan: Scan) -> None:
    before = identities(scan(sample))
    assert len(before) == len(set(before))
    for path in sample.rglob("*.py"):
        move_lines(path)
    assert identities(scan(sample)) == before


def identities(run: dict[str, Any]) -> list[tuple[str, ...]]:
    return sorted(
        (
            result["ruleId"],
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            result["partialFingerprints"]["primaryLocationLineHash"],
        )
        for result in run["results"]
    )


def move_lines(path: Path) -> None:
    """Put a comment below every import at the top level of a module, if it is one."""
    data = path.read_bytes()
    try:
        body = ast.parse(data).body
    except (SyntaxError, ValueError):
        return
    lines = data.splitlines(keepends=True)
    for statement in reversed(body):
        if isinstance(statement, ast.Import | ast.ImportFrom) and statement.end_lineno:
            lines.insert(statement.end_lineno, b"# moved\n")
    path.write_bytes(b"".join(lines))


def test_official_schema(sample: Path, scan: Scan, sarif_package: Path) -> None:
    schema = json.loads((sarif_package / "sarif-2.1.0.json").read_text("utf-8-sig"))
    log = {"version": "2.1.0", "runs": [scan(sample)]}
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(log)


def test_validator_of_github_finds_nothing(scan: Scan, validate: Validate, tmp_path: Path) -> None:
    files = []
    for name in NAMES:
        log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [scan(copy_sample(name, tmp_path / name / "sample"))]}
        files.append(tmp_path / f"{name}.sarif")
        files[-1].write_text(json.dumps(log), encoding="utf-8")
    assert validate(files) == []
