"""What a scan of a small project may import, and how long it may take."""

import os
import resource
import subprocess
import sys
from pathlib import Path

from tests.commands.conftest import Write
from tests.commands.projects import TWO_SERVICES

# Each of these takes longer to load than the whole of a small project does to scan.
SLOW = {"asyncio", "grimp", "jinja2", "logging", "multiprocessing", "networkx", "rich", "socket", "ssl", "tempfile"}
ON_DEMAND = {"pathspec", "tomli", "difflib", "importlib.metadata", "importlib.resources", "configparser"}


def environment() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "IMPORTLINT_CACHE_DIR") if name in os.environ}


def imported_by(project: Path, *arguments: str) -> set[str]:
    command = [sys.executable, "-X", "importtime", "-m", "importlint", *arguments]
    done = subprocess.run(command, cwd=project, env=environment(), check=False, capture_output=True, encoding="utf-8")
    assert done.returncode < 2, done.stderr
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


def test_a_scan_imports_nothing_slow_and_nothing_that_it_does_not_need(write: Write) -> None:
    imported = imported_by(write(TWO_SERVICES), "scan")
    assert imported & (SLOW | ON_DEMAND) == set()
    assert "importlint.scan.newer_statements" not in imported, "for unusual files only"
    assert {name for name in imported if name.startswith("importlint.reporters.")} >= {"importlint.reporters.text"}
    assert {name for name in imported if name.startswith("importlint.reporters.sarif")} == set()
    others = {name for name in imported if name.startswith("importlint.commands.")}
    assert others.isdisjoint({"importlint.commands.why", "importlint.commands.roots", "importlint.commands.baseline"})


def test_help_loads_no_command(write: Write) -> None:
    imported = imported_by(write({}), "--help")
    assert {name for name in imported if name.startswith("importlint.")} == {
        "importlint.cli",
        "importlint.commands",
        "importlint.commands.outcome",
        "importlint.errors",
    }


def test_a_scan_of_two_services_takes_less_than_a_third_of_a_second(write: Write) -> None:
    project = write(TWO_SERVICES)
    command = [sys.executable, "-m", "importlint", "scan"]

    def seconds() -> float:
        """Return the processor time of a run; the time on the clock depends on what else the machine does."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=project, env=environment(), check=False, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(5)) < 0.35
