"""Start-up is a feature: what a command does not need, it does not import."""

import subprocess
import sys

HEAVY = {"asyncio", "grimp", "inspect", "jinja2", "multiprocessing", "networkx", "pathspec", "rich", "tomli"}


def imported_by(*arguments: str) -> set[str]:
    command = [sys.executable, "-X", "importtime", "-m", "importlint", *arguments]
    trace = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stderr
    return {line.rpartition("|")[2].strip() for line in trace.splitlines() if line.startswith("import time:")}


def test_version_imports_nothing_heavy() -> None:
    imported = imported_by("--version")
    assert "click" in imported
    assert {"inspect"} >= imported & HEAVY, "click itself may import inspect, and nothing else of these is needed"


def test_version_imports_no_part_that_does_the_work() -> None:
    rooms = {"scan", "resolve", "graph", "machine", "rules", "engine", "reporters"}
    assert {
        name for name in imported_by("--version") if name.partition("importlint.")[2].split(".")[0] in rooms
    } == set()
