"""The hook, run by the real pre-commit in git repositories."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.integrations.repositories import PROJECT, commit_all, git, run

MANIFEST = ".pre-commit-hooks.yaml"
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def write_config(consumer: Path, hooks: Path, revision: str, **overrides: object) -> None:
    hook = {"id": "importlint", **overrides}
    config = {"repos": [{"repo": str(hooks), "rev": revision, "hooks": [hook]}]}
    (consumer / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")


@pytest.fixture
def consumer(tmp_path: Path) -> Path:
    """Make a repository of the two-services sample that uses the hook, with `importlint` from this environment."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(PROJECT / MANIFEST, hooks)
    revision = commit_all(hooks)
    consumer = tmp_path / "consumer"
    shutil.copytree(PROJECT / "samples" / "two-services", consumer)
    write_config(consumer, hooks, revision, language="system")
    commit_all(consumer)
    return consumer


def pre_commit(consumer: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-m", "pre_commit", *arguments], consumer, consumer.parent)


def test_reports_findings_in_the_files_of_the_repository(consumer: Path) -> None:
    done = pre_commit(consumer, "run", "--all-files")
    assert done.returncode == 1, done.stdout
    assert "contested-name" in done.stdout


def test_passes_when_the_staged_files_have_no_findings(consumer: Path) -> None:
    (consumer / "harmless.py").write_text("import json\n\nprint(json.dumps(1))\n", encoding="utf-8")
    git(consumer, "add", "harmless.py")
    done = pre_commit(consumer, "run")
    assert done.returncode == 0, done.stdout
    assert "Passed" in done.stdout


def test_analyses_the_whole_project_for_one_staged_file(consumer: Path) -> None:
    (consumer / "pair.py").write_text("import left_over\n", encoding="utf-8")
    (consumer / "left_over.py").write_text("from pair import nothing\n", encoding="utf-8")
    git(consumer, "add", "left_over.py")
    git(consumer, "commit", "--quiet", "--message=One half", "--no-verify")
    git(consumer, "add", "pair.py")
    done = pre_commit(consumer, "run")
    assert done.returncode == 1, done.stdout
    assert "left_over" in done.stdout


def test_does_nothing_without_python_files(consumer: Path) -> None:
    (consumer / "notes.txt").write_text("nothing\n", encoding="utf-8")
    git(consumer, "add", "notes.txt")
    done = pre_commit(consumer, "run")
    assert done.returncode == 0, done.stdout
    assert "Skipped" in done.stdout


def test_stops_a_commit_once_installed(consumer: Path) -> None:
    assert pre_commit(consumer, "install").returncode == 0
    (consumer / "services" / "pillars-service" / "app" / "__init__.py").write_text("EDITED = True\n", encoding="utf-8")
    done = run(["git", "commit", "--all", "--message=Edit"], consumer, consumer.parent)
    assert done.returncode == 1, done.stdout
    assert "contested-name" in done.stdout
    assert git(consumer, "log", "--format=%s") == "All"


def test_accepts_the_manifest() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(PROJECT / MANIFEST)], check=False
    )
    assert done.returncode == 0


@pytest.mark.slow
def test_installs_itself_from_its_repository(consumer: Path) -> None:
    """As users have it: pre-commit clones the project, makes an environment for it and installs it there."""
    clone = consumer.parent / "clone"
    listed = git(PROJECT, "ls-files", "--cached", "--others", "--exclude-standard")
    for name in filter(lambda name: (PROJECT / name).is_file(), listed.splitlines()):
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, clone / name)
    write_config(consumer, clone, commit_all(clone))
    done = pre_commit(consumer, "run", "--all-files")
    assert done.returncode == 1, done.stdout
    assert "contested-name" in done.stdout
