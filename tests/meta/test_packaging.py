"""What the distribution holds, and that it is found under its own name."""

import re
import subprocess
import sys
import tomllib
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

import importlint

PROJECT = Path(__file__).resolve().parent.parent.parent
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Build the wheel with the backend itself, which needs no network."""
    directory = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(directory)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    return zipfile.ZipFile(next(directory.glob("*.whl")))


def files_below(directory: Path) -> set[str]:
    return {
        path.relative_to(directory).as_posix()
        for path in directory.rglob("*")
        if path.is_file()
        and not any(part.startswith((".", "__pycache__")) for part in path.relative_to(directory).parts)
    }


def test_wheel_holds_the_code_and_the_templates_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    expected = {f"importlint/{name}" for name in files_below(PROJECT / "src" / "importlint")}
    expected |= {f"importlint/templates/{name}" for name in files_below(PROJECT / "templates")}
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert held == expected
    assert any(name.startswith("importlint/templates/") for name in held)


def test_wheel_is_typed_and_has_the_command(wheel: zipfile.ZipFile) -> None:
    assert "importlint/py.typed" in wheel.namelist()
    entry_points = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "importlint = importlint.cli:run" in wheel.read(entry_points).decode()


def test_metadata_says_what_pyproject_says(wheel: zipfile.ZipFile) -> None:
    name = next(name for name in wheel.namelist() if name.endswith("/METADATA"))
    metadata = message_from_bytes(wheel.read(name))
    assert metadata["Name"] == "importlint-scan"
    assert metadata["Version"] == importlint.__version__
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"


def test_every_dependency_has_a_floor() -> None:
    assert [line for line in PYPROJECT["project"]["dependencies"] if not re.search(r">=\d", line)] == []


def test_nobody_is_told_to_install_the_unrelated_package_of_the_same_name() -> None:
    documents = [*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md"), PROJECT / "action.yml", PROJECT / "Makefile"]
    wrong = re.compile(r"(?:pip|pipx|uv tool|uvx|uv add|poetry add)\b[^\n`]*\bimportlint\b(?!-scan)")
    assert [path.name for path in documents if wrong.search(path.read_text(encoding="utf-8"))] == []
