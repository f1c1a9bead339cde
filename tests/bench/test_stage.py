"""The stages of a scan that benchmarks time."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.stage import STAGES, lex_all, read_all

TEXT = """
'''import nothing'''
import os
from app import (
    x,
)

def f():
    import json

imported = 1
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for number in range(3):
        (tmp_path / f"m{number}.py").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_every_import_statement_is_found_and_every_byte_is_read(project: Path) -> None:
    paths = [str(path) for path in project.iterdir()]
    assert lex_all(paths) == 3 * 3
    assert read_all(paths) == 3 * len(TEXT)


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_comes_to_its_end(project: Path, stage: str) -> None:
    command = [sys.executable, str(Path("bench/stage.py").absolute()), stage]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
