"""The GitHub action: its shell steps, run in bash as a runner would run them."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integrations.repositories import PROJECT, environment

ACTION: dict[str, Any] = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


class Runner:
    """What a runner keeps between steps: a directory for temporary files, outputs, the inputs."""

    def __init__(self, directory: Path, **inputs: str) -> None:
        self.temp = directory / "runner"
        self.temp.mkdir()
        self.workspace = directory / "workspace"
        shutil.copytree(PROJECT / "samples" / "two-services", self.workspace)
        defaults = {name: declared["default"] for name, declared in ACTION["inputs"].items()}
        self.values = {f"inputs.{name}": value for name, value in (defaults | inputs).items()}
        self.values["github.action_path"] = str(PROJECT)

    def run(self, name: str) -> subprocess.CompletedProcess[str]:
        """Run the step of this name and keep its outputs."""
        step = next(step for step in STEPS if step["name"] == name)
        outputs = self.temp / f"output of {name}"
        files = {"RUNNER_TEMP": self.temp, "GITHUB_OUTPUT": outputs, "GITHUB_PATH": self.temp / "path"}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.workspace,
            env=environment(self.temp) | {key: str(path) for key, path in files.items()} | self.fill(step["env"]),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        if outputs.exists():
            lines = (line.partition("=") for line in outputs.read_text(encoding="utf-8").splitlines())
            self.values |= {f"steps.{step['id']}.outputs.{key}": value for key, _, value in lines}
        return done

    def fill(self, declared: Mapping[str, str]) -> dict[str, str]:
        """Return a step's environment with its expressions evaluated."""
        return {
            name: EXPRESSION.sub(lambda found: self.values[found[1]], template) for name, template in declared.items()
        }

    @property
    def sarif(self) -> Path:
        return Path(self.values["steps.scan.outputs.sarif-file"])


def test_no_step_has_an_expression_in_its_script() -> None:
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert len(scripts) == 3
    assert not [script for script in scripts if "${{" in script]


def test_every_input_is_used_and_described() -> None:
    text = (PROJECT / "action.yml").read_text(encoding="utf-8")
    for name, declared in ACTION["inputs"].items():
        assert f"inputs.{name} " in text, name
        assert declared["description"].endswith("."), name


def test_every_expression_names_an_input_or_a_step() -> None:
    ids = {step["id"] for step in STEPS if "id" in step}
    for expression in EXPRESSION.findall((PROJECT / "action.yml").read_text(encoding="utf-8")):
        room, name = expression.split(" ")[0].split(".")[:2]
        assert (room, name) == ("github", "action_path") or name in {"inputs": ACTION["inputs"], "steps": ids}[room]


def test_uploads_with_the_official_action() -> None:
    upload = next(step for step in STEPS if step["name"] == "Upload to code scanning")
    assert re.fullmatch(r"github/codeql-action/upload-sarif@v\d+", upload["uses"])
    assert upload["with"]["sarif_file"] == "${{ steps.scan.outputs.sarif-file }}"


@needs_bash
def test_scans_and_fails_afterwards(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    scan = runner.run("Scan")
    assert scan.returncode == 0, scan.stdout
    assert "contested-name" in scan.stdout
    assert '"ruleId"' in runner.sarif.read_text(encoding="utf-8")
    assert runner.run("Fail on findings").returncode == 1


@needs_bash
def test_passes_paths_and_arguments_on(tmp_path: Path) -> None:
    runner = Runner(tmp_path, paths="services\nscripts\n", args="--select=case-clash\n--fail-on=error\n")
    assert runner.run("Scan").returncode == 0
    assert "contested-name" not in runner.sarif.read_text(encoding="utf-8").partition('"results"')[2]
    assert runner.run("Fail on findings").returncode == 0


@needs_bash
def test_stops_before_the_upload_when_the_scan_is_impossible(tmp_path: Path) -> None:
    runner = Runner(tmp_path, paths="no-such-directory")
    scan = runner.run("Scan")
    assert scan.returncode == 2
    assert "no-such-directory" in scan.stdout


@needs_bash
@pytest.mark.parametrize("text", ["$(touch pwned)", "`touch pwned`", "; touch pwned", '" && touch pwned; "', "-x"])
@pytest.mark.parametrize("name", ["paths", "args"])
def test_runs_nothing_that_an_input_says(tmp_path: Path, name: str, text: str) -> None:
    runner = Runner(tmp_path, **{name: text})
    assert runner.run("Scan").returncode == 2
    assert not (runner.workspace / "pwned").exists()


@needs_bash
@pytest.mark.slow
def test_installs_the_release_that_belongs_to_it(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    runner.values["steps.python.outputs.python-path"] = str(shutil.which("python3"))
    done = runner.run("Install importlint")
    assert done.returncode == 0, done.stdout
    scripts = Path((runner.temp / "path").read_text(encoding="utf-8").strip())
    assert scripts.parent.parent == runner.temp
    version = subprocess.run([scripts / "importlint", "--version"], capture_output=True, encoding="utf-8", check=True)
    assert "importlint" in version.stdout
