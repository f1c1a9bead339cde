"""`importlint loader init`."""

import subprocess
import sys
from pathlib import Path

import pytest

from importlint.cli import main
from importlint.commands.stand_alone import render_stand_alone


def loader(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["loader", *arguments])
    return int(ended.value.code or 0)


def test_it_writes_the_loader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert loader("init") == 0
    assert (tmp_path / "service_loader.py").read_text("utf-8") == render_stand_alone()
    assert capsys.readouterr() == ("", "loader: service_loader.py\nuse it: from service_loader import ServiceLoader\n")


def test_another_place_and_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "services.py"
    assert loader("init", "--output", str(file)) == 0
    capsys.readouterr()
    assert loader("init", "--output", "-") == 0
    assert capsys.readouterr().out == file.read_text("utf-8")


def test_an_older_one_is_replaced_and_anything_else_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "service_loader.py"
    file.write_text(render_stand_alone().replace("importlint-scan ", "importlint-scan 0.0.1, not "), encoding="utf-8")
    assert loader("init", "--output", str(file)) == 0
    assert file.read_text("utf-8") == render_stand_alone()
    file.write_text("precious = True\n", encoding="utf-8")
    capsys.readouterr()
    assert loader("init", "--output", str(file)) == 2
    assert "exists, and is no loader" in capsys.readouterr().err
    assert file.read_text("utf-8") == "precious = True\n"


def test_what_it_is_to_do_must_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert loader() == 2
    assert loader("start") == 2
    assert "is not 'init'" in capsys.readouterr().err


def test_it_is_written_whole_where_the_disk_is_readable(tmp_path: Path) -> None:
    """The file runs by itself: nothing of importlint is needed."""
    assert loader("init", "--output", str(tmp_path / "mine.py")) == 0
    command = [
        sys.executable,
        "-I",
        "-c",
        f"import sys; sys.path[:0] = [{str(tmp_path)!r}]; import mine; mine.ServiceLoader",
    ]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
