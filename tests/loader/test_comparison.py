"""The table of docs/loader-comparison.md is what happens."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from importlint.commands.stand_alone import render_stand_alone
from tests.loader.comparison import SITUATIONS, WAYS
from tests.loader.conftest import PROJECT

PAGE = PROJECT / "docs" / "loader-comparison.md"
BEGIN, END = "<!-- the table begins -->\n", "<!-- the table ends -->\n"


def outcome(monorepo: Path, way: str, situation: str, directory: Path) -> str:
    """Return what happens in one cell."""
    shutil.copytree(monorepo, directory)
    (directory / "service_loader.py").write_text(render_stand_alone(), encoding="utf-8")
    shutil.copy(Path(__file__).with_name("comparison.py"), directory / "program.py")
    environment = {**os.environ, "PYTHONPATH": str(directory / "libs"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "program.py", way, situation]
    done = subprocess.run(
        command, cwd=directory, env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.strip()


def test_each_way_in_each_situation(monorepo: Path, tmp_path: Path, compare: Callable[[Path, str], None]) -> None:
    head = "".join(f" {way.__doc__} |" for way in WAYS.values())
    rows = [f"| |{head}", f"|---|{'---|' * len(WAYS)}"]
    for situation in SITUATIONS:
        name = situation.__name__
        cells = "".join(f" {outcome(monorepo, way, name, tmp_path / way / name)} |" for way in WAYS)
        rows.append(f"| {situation.__doc__} |{cells}")
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.partition(BEGIN)[0], page.partition(END)[2]
    compare(PAGE, "\n".join((before + BEGIN, *rows, "", END + after)))


@pytest.mark.parametrize("way", ["context", "mount"])
def test_what_is_promised(way: str) -> None:
    """Both uses of this loader do everything but the two things that its documentation says cannot work."""
    table = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0].strip().splitlines()
    column = list(WAYS).index(way) + 1
    failing = [row.split(" | ")[0] for row in table[2:] if row.strip("|").split(" | ")[column].strip().startswith("no")]
    assert failing == [f"| {situation.__doc__}" for situation in SITUATIONS[-2:]]
