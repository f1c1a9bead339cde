"""The machine against real interpreters: the recorded small cases, and random programs from seeds.

IMPORTLINT_SAMPLES sets how many random programs of each kind every interpreter runs.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.differential.comparison import Disagreement, compare_modules, compare_scripts, write_tree
from tests.differential.generator import Sample, generate
from tests.differential.interpreters import ForkServer, Interpreter, find_interpreters
from tests.differential.scripts import generate_scripts
from tests.machine.cases import CASES, Case

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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case_ends_as_in_the_interpreter(case: Case, server: ForkServer, tmp_path: Path) -> None:
    write_tree(case.files, tmp_path)
    found, unknown = compare_modules(server, tmp_path, case.files, (case.entry,))
    assert (found, unknown) == ([], 0)
