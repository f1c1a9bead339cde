"""The file that a run leaves: what is damaged or another's counts as none."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from importlint.cache.directory import PART, SUFFIX, CacheError, clear, contents, expire, prepare
from importlint.cache.sections import open_sections, write_sections

SECTIONS = {"head": b"{}", "facts": b"a\nb", "empty": b""}


def write(directory: Path, program: str = "p1") -> str:
    """Write a file of sections."""
    path = str(directory / f"x{SUFFIX}")
    write_sections(path, program, SECTIONS)
    return path


def read(path: str, program: str = "p1") -> dict[str, bytes | None] | None:
    """Read the sections that were written, None where nothing was found."""
    opened = open_sections(path, program)
    if opened is None:
        return None
    with closing(opened):
        return {name: opened.read(name) for name in SECTIONS}


def test_sections_come_back(tmp_path: Path) -> None:
    assert read(write(tmp_path)) == SECTIONS


def test_no_file_is_none(tmp_path: Path) -> None:
    assert read(str(tmp_path / "none")) is None


def test_another_version_is_none(tmp_path: Path) -> None:
    assert read(write(tmp_path), "p2") is None


def test_whatever_is_cut_off_or_changed_is_none(tmp_path: Path) -> None:
    path = Path(write(tmp_path))
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        found = read(str(path))
        assert found is None or all(content in (None, SECTIONS[name]) for name, content in found.items())
        assert found != SECTIONS
    for position in range(len(whole)):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
        found = read(str(path))
        assert found is None or all(content in (None, SECTIONS[name]) for name, content in found.items())


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs owners of files")
def test_what_others_could_have_written_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path)
    os.chmod(path, 0o666)  # noqa: PTH101
    with pytest.raises(CacheError, match="can be written by other users"):
        open_sections(path, "p1")
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    with pytest.raises(CacheError, match="can be written by other users"):
        prepare(str(shared))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_what_belongs_to_another_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path)
    os.chown(path, 12345, 12345)
    with pytest.raises(CacheError, match="belongs to another user"):
        open_sections(path, "p1")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    path = Path(write(tmp_path))
    link = tmp_path / f"link{SUFFIX}"
    link.symlink_to(path)
    with pytest.raises(CacheError):
        open_sections(str(link), "p1")


def test_a_writer_that_is_killed_leaves_the_old_file(tmp_path: Path) -> None:
    path = write(tmp_path)
    code = (
        "import os, signal, sys\nfrom importlint.cache import sections\n"
        "sections.os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "sections.write_sections(sys.argv[1], 'p1', {'head': b'new'})\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, path], check=False)
    assert ended.returncode == -9
    assert read(path) == SECTIONS
    (part,) = tmp_path.glob(f"*{PART}")
    os.utime(part, (1, 1))
    expire(str(tmp_path))
    assert [each.name for each in tmp_path.iterdir()] == [Path(path).name]


def test_a_full_disk_leaves_the_old_file() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with pytest.raises(CacheError):
        write_sections("/dev/full/x", "p1", SECTIONS)


def test_clearing_removes_only_our_files(tmp_path: Path) -> None:
    path = write(tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    assert contents(str(tmp_path))[0] == 1
    assert clear(str(tmp_path)) == (1, pytest.approx(200, abs=150))
    assert not Path(path).exists()
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]
    assert clear(str(tmp_path / "none")) == (0, 0)
