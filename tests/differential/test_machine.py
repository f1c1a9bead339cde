"""The machine against real interpreters: the recorded small cases, and random programs from seeds.

IMPORTLINT_SAMPLES sets how many random programs of each kind every interpreter runs.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from importlint.machine.beginnings import Beginnings
from importlint.machine.entries import run_modules
from importlint.machine.programs import settings_of
from importlint.resolve.search_path import PathIndex
from importlint.scan.files import list_tree
from tests.differential.broken import BROKEN
from tests.differential.comparison import Disagreement, compare_modules, compare_scripts, write_tree
from tests.differential.generator import Sample, generate, generate_lazy
from tests.differential.interpreters import ForkServer, Interpreter, find_interpreters
from tests.differential.scripts import generate_scripts
from tests.machine.cases import CASES, LAZY_CASES, Case

SAMPLES = int(os.environ.get("IMPORTLINT_SAMPLES", "100"))
INTERPRETERS = tuple(find_interpreters())
MOST_UNKNOWN = 0.03

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the server forks")


@pytest.fixture(params=INTERPRETERS, ids=lambda found: "python{}.{}".format(*found.version), scope="module")
def server(request: pytest.FixtureRequest) -> Iterator[ForkServer]:
    """Yield a server in each interpreter of this machine."""
    found: Interpreter = request.param
    with ForkServer(found) as started:
        yield started


def test_random_packages_end_as_in_the_interpreter(server: ForkServer, tmp_path: Path) -> None:
    _compare_all(server, tmp_path, generate, compare_modules)


def test_random_packages_with_lazy_imports_end_as_in_the_interpreter(server: ForkServer, tmp_path: Path) -> None:
    if server.version < (3, 15):
        pytest.skip("lazy imports are a SyntaxError before Python 3.15")
    _compare_all(server, tmp_path, generate_lazy, compare_modules)


def test_random_scripts_end_as_in_the_interpreter(server: ForkServer, tmp_path: Path) -> None:
    _compare_all(server, tmp_path, generate_scripts, compare_scripts)


def _compare_all(
    server: ForkServer,
    root: Path,
    make: Callable[[int], Sample],
    compare: Callable[[ForkServer, Path, dict[str, str], tuple[str, ...]], tuple[list[Disagreement], int]],
) -> None:
    entries = unknown = 0
    for seed in range(SAMPLES):
        sample = make(seed)
        write_tree(sample.files, root / str(seed))
        found, doubts = compare(server, root / str(seed), sample.files, sample.entries)
        assert found == [], f"seed {seed}"
        entries += len(sample.entries)
        unknown += doubts
    assert unknown <= MOST_UNKNOWN * entries


def test_what_cannot_be_compiled_fails_as_in_the_interpreter(server: ForkServer, tmp_path: Path) -> None:
    for name, data in BROKEN.items():
        (tmp_path / f"{name}.py").write_bytes(data)
        (tmp_path / f"via_{name}.py").write_text(f"import {name}\n")
        (tmp_path / f"without_{name}.py").write_text(f"try:\n    import {name}\nexcept SyntaxError:\n    x = 1\nx\n")
    tree = list_tree(tmp_path)
    settings = settings_of(tree, PathIndex(tree.files), server.version, syntax=server.version, compiled=True)
    entries = [f"{how}{name}" for name in BROKEN for how in ("", "via_", "without_")]
    differing = {}
    for entry, trace in zip(entries, run_modules(Beginnings(settings), entries, search_path=["."]), strict=True):
        answer = server.run(root=str(tmp_path), kind="module", entry=entry, cwd=".", search_path=["."])
        said = trace.error and [trace.error.type, trace.error.path, trace.error.line, trace.error.message]
        real = answer["error"] and [answer["error"][part] for part in ("type", "path", "line", "message")]
        if real and real[0] == "ValueError" and "null bytes" in real[3]:
            continue  # Since 3.11.4 that is a SyntaxError (CPython gh-96670), and 3.11 stands for the last of its releases.
        # Messages are those of the Python that runs importlint.
        compared = 4 if server.version == sys.version_info[:2] else 3
        if (said and said[:compared]) != (real and real[:compared]):
            differing[entry] = (said, real)
    assert differing == {}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case_ends_as_in_the_interpreter(case: Case, server: ForkServer, tmp_path: Path) -> None:
    write_tree(case.files, tmp_path)
    found, unknown = compare_modules(server, tmp_path, case.files, (case.entry,))
    assert (found, unknown) == ([], 0)


@pytest.mark.parametrize("case", LAZY_CASES, ids=lambda case: case.name)
def test_lazy_case_ends_as_in_the_interpreter(case: Case, server: ForkServer, tmp_path: Path) -> None:
    if server.version < (3, 15):
        pytest.skip("lazy imports are a SyntaxError before Python 3.15")
    test_case_ends_as_in_the_interpreter(case, server, tmp_path)
