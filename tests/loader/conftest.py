"""Programs that use the loader, each run by a real interpreter in a monorepo of its own."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from importlint.commands.stand_alone import render_stand_alone
from tests.loader.interpreters import find_pythons
from tests.loader.monorepo import write_monorepo

PROJECT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(__file__).with_name("programs")
PACKAGE = "from importlint.loader import *\n"


@pytest.fixture(scope="session")
def monorepo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the services once; tests use copies."""
    directory = tmp_path_factory.mktemp("monorepo")
    write_monorepo(directory)
    return directory


@pytest.fixture
def run(monorepo: Path, tmp_path: Path) -> Callable[..., str]:
    """Return a function that runs a program in a copy of the services and returns what it prints."""

    def run_program(program: Path, *arguments: str, python: str, stand_alone: bool) -> str:
        directory = shutil.copytree(monorepo, tmp_path / "program")
        shutil.copy(program, directory / "program.py")
        loader = render_stand_alone() if stand_alone else PACKAGE
        (directory / "service_loader.py").write_text(loader, encoding="utf-8")
        paths = [directory / "libs", *([] if stand_alone else [PROJECT / "src"])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [find_pythons()[python], "-W", "error", "program.py", *arguments]
        done = subprocess.run(
            command, cwd=directory, env=environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout

    return run_program
