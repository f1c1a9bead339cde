"""Generated monorepos run in real interpreters before and after their packages have moved."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.codemods.monorepos import generate
from tests.codemods.moving import findings, move


def write(directory: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text, encoding="utf-8")


def run_all(directory: Path) -> dict[str, str]:
    """Run the script of each service in its directory."""
    printed = {}
    for script in sorted(directory.glob("services/*/run.py")):
        done = subprocess.run(
            [sys.executable, script.name],
            cwd=script.parent,
            capture_output=True,
            text=True,
            check=False,
        )
        printed[script.parent.name] = done.stdout + done.stderr
    return printed


@pytest.mark.parametrize("source", ["", "src"])
@pytest.mark.parametrize("seed", range(12))
def test_every_service_does_what_it_did(seed: int, source: str, tmp_path: Path) -> None:
    files = generate(seed)
    moved = move(files, source=source)
    assert not findings(moved.after)
    write(tmp_path / "before", files)
    write(tmp_path / "after", {path: moved.text(path) for path in moved.after.tree.files})
    before, after = run_all(tmp_path / "before"), run_all(tmp_path / "after")
    assert all(text.endswith("done\n") for text in before.values()), before
    assert after == before
