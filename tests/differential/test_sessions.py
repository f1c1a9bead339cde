"""Pytest sessions as the machine runs them, against pytest itself, in random trees from seeds.

IMPORTLINT_SESSIONS sets how many.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shlex import quote
from typing import Any

import pytest

from importlint.machine.beginnings import Beginnings
from importlint.machine.programs import settings_of
from importlint.machine.runs import Run, run_launches
from importlint.model.trace import Trace
from importlint.resolve.search_path import PathIndex
from importlint.scan.files import tree_from_mapping
from tests.differential.comparison import write_tree
from tests.differential.session_trees import SessionTree, generate_session
from tests.projects import project_from

SAMPLES = int(os.environ.get("IMPORTLINT_SESSIONS", "60"))
RECORDER = Path(__file__).with_name("pytest_recorder.py")
VERSION = (sys.version_info.major, sys.version_info.minor)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the recorder forks")


@pytest.fixture(scope="module")
def recorder() -> Iterator["subprocess.Popen[str]"]:
    """Yield a process that runs pytest for us."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHON"))}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    command = [sys.executable, str(RECORDER)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as started:
        yield started
        assert started.stdin is not None
        started.stdin.close()


@pytest.mark.parametrize("seed", range(SAMPLES))
def test_a_session_imports_what_pytest_imports(seed: int, recorder: "subprocess.Popen[str]", tmp_path: Path) -> None:
    tree = generate_session(seed)
    write_tree(tree.files, tmp_path)
    real = _ask(recorder, tree, tmp_path)
    run = _run(tree)
    if run is None:
        assert not real["seen"]
        assert not real["failures"]
        return
    trace = run.trace
    if real["ended"]:
        assert _failed(trace) == set(real["failures"])
        assert _inside(trace.search_path) == real["path"]
        assert _seen(run, set(real["seen"])) == {path: set(files) for path, files in real["seen"].items()}
    else:
        assert trace.failures[-1].path.endswith("conftest.py")


def _ask(recorder: "subprocess.Popen[str]", tree: SessionTree, root: Path) -> dict[str, Any]:
    job = {"root": str(root), "cwd": tree.cwd, "arguments": tree.arguments, "as_module": tree.as_module}
    assert recorder.stdin is not None
    assert recorder.stdout is not None
    recorder.stdin.write(json.dumps(job) + "\n")
    recorder.stdin.flush()
    answer = json.loads(recorder.stdout.readline())
    assert isinstance(answer, dict)
    return answer


def _run(tree: SessionTree) -> Run | None:
    program = "python -m pytest" if tree.as_module else "pytest"
    recipe = f"cd {tree.cwd} && {program} {' '.join(map(quote, tree.arguments))}"
    files = {**tree.files, "Makefile": f"test:\n\t{recipe}\n"}
    launches = [each for each in project_from(files).launches if any(e.path == "Makefile" for e in each.evidence)]
    listing = tree_from_mapping(files)
    settings = settings_of(listing, PathIndex(listing.files), VERSION, installed=frozenset({"pytest"}))
    return run_launches(Beginnings(settings), launches)[0] if launches else None


def _failed(trace: Trace) -> set[str]:
    """Return the files that pytest reports: the test files, and the directories of conftest files."""
    paths = (failure.path for failure in trace.failures)
    return {path.removesuffix("conftest.py").rstrip("/") or "." for path in paths}


def _seen(run: Run, wanted: set[str]) -> dict[str, set[str]]:
    """Return which files each test file imports; under the name of one, another may have been loaded before."""
    session = run.launch.session
    assert session is not None
    modules = {load.path: run.trace.modules[load.name] for load in session.loads if load.path in wanted}
    found: dict[str, set[str]] = {path: set() for path in modules.values()}
    for event in run.trace.events:
        if event.path in found and event.outcome == "ok":
            found[event.path].add(event.resolved or "")
    return {path: found[module] for path, module in modules.items()}


def _inside(search_path: tuple[str, ...]) -> list[str]:
    return [place for place in dict.fromkeys(search_path) if not place.startswith("..")]
