"""Prove that the wheel works by itself: built here, installed into an empty environment far from the checkout.

Standard library only: it runs before anything is installed. Argument: the sample to scan, there, in every format.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
FINDINGS = 1


def main(sample: str) -> None:
    """Build, install, scan, look at every report."""
    with tempfile.TemporaryDirectory(prefix="importlint-wheel-") as name:
        away = Path(name).resolve()
        wheel = build(away)
        python = install(wheel, away / "venv")
        check_origin(python, away)
        target = away / "sample"
        shutil.copytree(PROJECT / sample, target)
        for kind, check in CHECKS.items():
            check(scan(python, target, kind))
            print(f"{wheel.name}: {kind} report is good")


def run(command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with an environment that does not know of the checkout."""
    hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    environment = {name: value for name, value in os.environ.items() if name not in hidden} | {"NO_COLOR": "1"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)


def succeed(command: list[str], cwd: Path) -> str:
    """Run a command that must succeed and return what it printed."""
    done = run(command, cwd)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def build(away: Path) -> Path:
    """Build the wheel from the checkout."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(away), str(PROJECT)]
    succeed(command, away)
    return next(away.glob("importlint_scan-*.whl"))


def install(wheel: Path, directory: Path) -> Path:
    """Install the wheel and what it needs, nothing else, and return the environment's interpreter."""
    venv.create(directory, with_pip=True)
    python = directory / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    succeed([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)], directory)
    return python


def check_origin(python: Path, away: Path) -> None:
    """Check that the code and the templates that run are those of the wheel."""
    origin = Path(succeed([str(python), "-c", "import importlint; print(importlint.__file__)"], away).strip())
    assert away in origin.parents, origin
    assert list((origin.parent / "templates").glob("*.j2")), "the wheel holds no templates"


def scan(python: Path, target: Path, kind: str) -> str:
    """Scan the sample and return the report as written to a file."""
    output = target.parent / f"report.{kind}"
    command = [str(python.parent / "importlint"), "scan", ".", "--format", kind, "--output", str(output)]
    done = run(command, target)
    assert done.returncode == FINDINGS, f"{kind}: exit status {done.returncode}\n{done.stdout}{done.stderr}"
    assert not done.stdout, f"{kind}: a report that goes to a file prints nothing: {done.stdout}"
    return output.read_text(encoding="utf-8")


def check_text(report: str) -> None:
    """Look for the rule, the name and the places of the sample's best known finding."""
    for words in ("contested-name", "app", "services/"):
        assert words in report, words


def check_json(report: str) -> None:
    """Look for findings, each with a place of the sample."""
    findings = json.loads(report)["findings"]
    assert any(finding["rule"] == "contested-name" for finding in findings)


def check_sarif(report: str) -> None:
    """Look for the version and for results that name a rule of the run."""
    log = json.loads(report)
    assert log["version"] == "2.1.0"
    (run_,) = log["runs"]
    rules = {rule["id"] for rule in run_["tool"]["driver"]["rules"]}
    assert run_["results"]
    assert {result["ruleId"] for result in run_["results"]} <= rules


def check_html(report: str) -> None:
    """Look for one whole page that loads nothing from elsewhere."""
    assert report.lower().startswith("<!doctype html>")
    assert report.rstrip().endswith("</html>")
    assert "contested-name" in report
    for reference in ('src="http', "src='http", '<link rel="stylesheet" href="http', "@import"):
        assert reference not in report, reference


CHECKS: dict[str, Callable[[str], None]] = {
    "text": check_text,
    "json": check_json,
    "sarif": check_sarif,
    "html": check_html,
}

if __name__ == "__main__":
    main(sys.argv[1])
