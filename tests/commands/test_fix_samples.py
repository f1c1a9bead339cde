"""Every sample: the change that `importlint fix --unsafe` plans mends what it says; a second run has nothing to do."""

from pathlib import Path

import pytest

from importlint.codemods.options import FixOptions
from importlint.commands.analysis import RULE_NAMES
from importlint.commands.fixing import Wanted, plan_change, scan_once
from importlint.config import load_config
from importlint.edits.overlay import changed_tree
from importlint.model.finding import Finding
from importlint.scan.files import list_tree
from importlint.scan.run import scan_files

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PROJECTS = sorted(config.parent for config in SAMPLES.rglob("importlint.toml"))


def with_edits(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings if any(fix.edits for fix in finding.fixes)]


@pytest.mark.parametrize("sample", PROJECTS, ids=lambda path: path.relative_to(SAMPLES).as_posix())
def test_the_change_holds(sample: Path) -> None:
    config = load_config((str(sample),), rules=RULE_NAMES)
    tree = list_tree(str(sample), exclude=config.exclude)
    wanted = Wanted(config, (".",), frozenset(), FixOptions(unsafe=True))
    planned, checks, _ = plan_change(tree, scan_files(tree, tree.python_files), wanted)
    assert [check for check in checks if not check.holds] == []
    assert bool(with_edits(planned.findings)) is bool(planned.changes.edits)
    after = scan_once(changed_tree(tree, planned.changes), wanted)
    assert with_edits(after.findings) == []
    assert after.changes.is_empty
    broken = {path for path, facts in planned.project.facts.items() if facts.problem}
    assert {path for path, facts in after.project.facts.items() if facts.problem} <= broken
