"""Real packages, mounted as a service: each of their modules imports as it does plainly."""

import importlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from importlint.commands.stand_alone import render_stand_alone


def outcomes(way: str, package: str, directory: Path) -> dict[str, str]:
    """Import every module of the package in a fresh interpreter."""
    shutil.copy(Path(__file__).with_name("importing.py"), directory)
    command = [sys.executable, "importing.py", way, package]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=directory, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("package", ["click", "grimp", "jinja2", "jsonschema", "networkx", "pathspec", "rich"])
def test_every_module_imports_as_before(package: str, tmp_path: Path) -> None:
    installed = Path(str(importlib.import_module(package).__file__)).parent
    shutil.copytree(installed, tmp_path / "source" / package, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "service_loader.py").write_text(render_stand_alone(), encoding="utf-8")
    plain = outcomes("plain", package, tmp_path)
    assert list(plain.values()).count("ok") > len(plain) / 2
    assert outcomes("mounted", package, tmp_path) == plain
