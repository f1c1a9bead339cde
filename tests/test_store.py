"""Reports are written whole or not at all."""

import os
import resource
import stat
import sys
from pathlib import Path

import pytest

from importlint.errors import OutputError, TargetError
from importlint.store import read_text, write_text

NOT_ROOT = pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")


def test_a_text_is_written_byte_for_byte(tmp_path: Path) -> None:
    write_text(tmp_path / "report.txt", "●\nsecond\n")
    assert (tmp_path / "report.txt").read_bytes() == b"\xe2\x97\x8f\nsecond\n"
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


def test_a_new_file_gets_the_usual_mode(tmp_path: Path) -> None:
    write_text(tmp_path / "report.txt", "")
    (tmp_path / "other.txt").write_text("", encoding="utf-8")
    assert (tmp_path / "report.txt").stat().st_mode == (tmp_path / "other.txt").stat().st_mode


def test_an_existing_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("before", encoding="utf-8")
    path.chmod(0o640)
    write_text(path, "after")
    assert path.read_text(encoding="utf-8") == "after"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("before", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_text(tmp_path / "link.txt", "after")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == "after"


def test_a_surrogate_is_written_as_an_escape(tmp_path: Path) -> None:
    write_text(tmp_path / "report.txt", "\udc80")
    assert (tmp_path / "report.txt").read_bytes() == b"\\udc80"


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written: No such file") as raised:
        write_text(tmp_path / "nowhere" / "report.txt", "")
    assert "mkdir -p" in raised.value.help


@NOT_ROOT
def test_a_read_only_directory_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="Permission denied"):
            write_text(tmp_path / "report.txt", "")
    finally:
        tmp_path.chmod(0o700)


def test_when_the_disk_is_full_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("before", encoding="utf-8")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    # CPython ignores SIGXFSZ, so that a write beyond the limit fails with EFBIG, as a full disk does with ENOSPC.
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, limits[1]))
    try:
        with pytest.raises(OutputError, match="File too large"):
            write_text(path, "x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_text(encoding="utf-8") == "before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.txt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_device_is_written_to_and_not_replaced() -> None:
    with pytest.raises(OutputError, match="No space left"):
        write_text(Path("/dev/full"), "text")
    assert Path("/dev/full").is_char_device()


def test_reading_what_is_missing_or_no_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes(b"\xe4")
    with pytest.raises(TargetError, match="not valid UTF-8"):
        read_text(tmp_path / "latin.txt")
    with pytest.raises(TargetError, match="cannot be read"):
        read_text(tmp_path / "missing.txt")
