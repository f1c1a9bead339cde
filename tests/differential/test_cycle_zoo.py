"""The cycles of samples/cycle-zoo: what real interpreters do with them, what the machine says, and what is reported.

`lazy import` is Python from 3.15 on; cycle-zoo-3.15.json holds what a CPython 3.15 did (record_zoo.mjs renews it).
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from importlint.machine.beginnings import Beginnings
from importlint.machine.entries import run_modules
from importlint.model.rule import Severity
from importlint.rules import cycle_crash, cycle_deferred, cycle_fragile
from tests.differential.comparison import compare_modules, describe_answer, describe_trace, settings_for
from tests.differential.interpreters import ForkServer, Interpreter, find_interpreters
from tests.projects import project_from

ZOO = Path(__file__).resolve().parents[2] / "samples" / "cycle-zoo"
RECORDED: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("cycle-zoo-3.15.json").read_text())["answers"]
FILES = {path.relative_to(ZOO).as_posix(): path.read_text("utf-8") for path in sorted(ZOO.rglob("*.py"))}
ENTRIES = tuple(sorted(path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in FILES))
EVERYWHERE = tuple(entry for entry in ENTRIES if not entry.startswith("lazy_"))

# What happens when the modules of each package are imported first, in words; and the findings that say so.
FINE, ALWAYS, ONE_ORDER, HIDDEN = "fine", "always fails", "one order fails", "a name is missing"
TRUTH = {
    "used_late": FINE,
    "type_only": FINE,
    "function_level": FINE,
    "lazy_used_late": FINE,
    "reexport": FINE,
    "from_from": ALWAYS,
    "half_built_parent": ALWAYS,
    "called_at_import": ALWAYS,
    "deferred_called_at_once": ALWAYS,
    "lazy_used_at_once": ALWAYS,
    "order_dependent": ONE_ORDER,
    "swallowed": HIDDEN,
}
SAID = {
    FINE: {("note", "cycle-fragile"), ("note", "cycle-deferred")},
    ALWAYS: {("error", "cycle-crash")},
    ONE_ORDER: {("warning", "cycle-crash")},
    HIDDEN: {("warning", "cycle-crash")},
}


@pytest.fixture(params=tuple(find_interpreters()), ids=lambda found: "python{}.{}".format(*found.version))
def server(request: pytest.FixtureRequest) -> Iterator[ForkServer]:
    """Yield a server in each interpreter of this machine."""
    found: Interpreter = request.param
    with ForkServer(found) as started:
        yield started


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the server forks")
def test_the_machine_says_what_interpreters_do(server: ForkServer) -> None:
    assert compare_modules(server, ZOO, FILES, EVERYWHERE) == ([], 0)


def test_the_machine_says_what_python_3_15_did() -> None:
    assert sorted(RECORDED) == list(ENTRIES)
    traces = run_modules(Beginnings(settings_for(FILES, (3, 15))), ENTRIES, search_path=(".",))
    different = {trace.entry for trace in traces if describe_trace(trace) != describe_answer(RECORDED[trace.entry])}
    assert different == set()


@pytest.mark.parametrize("package", TRUTH)
def test_the_table_of_the_readme_is_true(package: str) -> None:
    inside = [entry for entry in ENTRIES if entry.startswith(f"{package}.")]
    failing = [entry for entry in inside if RECORDED[entry]["error"]]
    expected = {FINE: 0, HIDDEN: 0, ONE_ORDER: 1, ALWAYS: len(inside)}[TRUTH[package]]
    assert len(failing) == expected
    rows = [line for line in (ZOO / "README.md").read_text("utf-8").splitlines() if line.startswith(f"| `{package}`")]
    assert len(rows) == 1
    assert TRUTH[package] in rows[0].replace("imports, but a name is `None`", HIDDEN)


@pytest.mark.parametrize("package", TRUTH)
def test_the_finding_says_the_truth(package: str) -> None:
    files = {path: text for path, text in FILES.items() if path.startswith(f"{package}/")}
    project = project_from(files, target_version=(3, 15))
    rules = (cycle_crash, cycle_fragile, cycle_deferred)
    found = {(finding.severity.value, finding.rule) for rule in rules for finding in rule.check(project)}
    assert found
    assert found <= SAID[TRUTH[package]]


def test_only_what_always_fails_is_an_error() -> None:
    errors = {
        finding.location.path.partition("/")[0]
        for finding in cycle_crash.check(project_from(FILES, target_version=(3, 15)))
        if finding.severity is Severity.ERROR
    }
    assert errors == {package for package, truth in TRUTH.items() if truth is ALWAYS}
