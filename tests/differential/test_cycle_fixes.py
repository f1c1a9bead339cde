"""Edits that mend cycles of random packages: real interpreters import every module first, as the machine says.

IMPORTLINT_SAMPLES sets how many random packages are tried.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from importlint.edits.text import apply_edits
from importlint.failures import find_failures
from importlint.graph.cycles import Cycle
from importlint.model.fix import Edit, Fix
from importlint.project import Project
from importlint.remedies.cycle_fix import FULL, cycle_fixes
from tests.differential.comparison import write_tree
from tests.differential.cyclic_packages import generate_cyclic
from tests.differential.interpreters import ForkServer, find_interpreters
from tests.projects import project_from

SAMPLES = int(os.environ.get("IMPORTLINT_SAMPLES", "100"))

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the server forks")


class Mended(NamedTuple):
    """A cycle, and the package before and after its first fix."""

    cycle: Cycle
    before: dict[str, str]
    after: dict[str, str]
    entries: tuple[str, ...]


def mended(project: Project, files: dict[str, str], entries: tuple[str, ...]) -> Iterator[Mended]:
    for cycle in project.cycles:
        failures = find_failures(project, cycle)
        fix = cycle_fixes(project, cycle, failures, FULL)[0] if failures else Fix(title="nothing fails")
        if fix.edits:
            yield Mended(cycle, files, edited(files, fix.edits), entries)


def edited(files: dict[str, str], edits: tuple[Edit, ...]) -> dict[str, str]:
    by_path: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_path[edit.path].append(edit)
    return {path: apply_edits(path, text.encode(), by_path[path]).decode() for path, text in files.items()}


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    """Yield a server in one interpreter of the version that projects are analysed for."""
    with ForkServer(next(iter(find_interpreters()))) as started:
        yield started


def ends(server: ForkServer, root: Path, files: dict[str, str], entries: tuple[str, ...]) -> dict[str, str]:
    """Import each module first; return what those say that fail."""
    write_tree(files, root)
    answers = {
        entry: server.run(root=str(root), kind="module", entry=entry, cwd=".", search_path=["."]) for entry in entries
    }
    return {entry: answer["error"]["message"] for entry, answer in answers.items() if answer["error"]}


@pytest.mark.slow
def test_every_module_of_a_mended_cycle_can_be_imported_first(server: ForkServer, tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    for seed in range(SAMPLES):
        sample = generate_cyclic(seed)
        project = project_from(sample.files, target_version=server.version)
        seen["cycles that fail"] += sum(bool(find_failures(project, cycle)) for cycle in project.cycles)
        for number, found in enumerate(mended(project, sample.files, sample.entries)):
            before = ends(server, tmp_path / f"{seed}-{number}-before", found.before, found.entries)
            after = ends(server, tmp_path / f"{seed}-{number}-after", found.after, found.entries)
            members = {module.name for module in found.cycle.modules}
            assert {name: after[name] for name in after if name in members} == {}, f"seed {seed}"
            assert set(after) <= set(before), f"seed {seed}: what could be imported still can"
            seen["mended"] += 1
    print(dict(seen))
    assert seen["mended"] >= SAMPLES // 20
