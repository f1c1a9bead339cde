"""Read and write the files that are importlint's own: reports and baselines."""

import os
import stat
from pathlib import Path

from importlint.errors import OutputError, TargetError


def read_text(path: Path) -> str:
    """Return the text of a file; raises TargetError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise TargetError(f"{path}: not valid UTF-8 (byte {error.start})") from None
    except OSError as error:
        raise TargetError(f"{path}: cannot be read: {error.strerror or error}") from None


def write_text(path: Path, text: str) -> None:
    """Put a text into a file, whole or not at all; raises OutputError.

    It is written beside the file and then takes its place, so that a crash or a full disk leaves the old file. A file
    that exists keeps its mode; through a link, the file that it leads to is replaced. What is no regular file, such
    as /dev/stdout or a named pipe, is written to as it is.
    """
    target = path.resolve()
    data = text.encode(errors="backslashreplace")
    try:
        mode = target.stat().st_mode if target.exists() else None
        if mode is None or stat.S_ISREG(mode):
            _replace(target, data, mode)
        else:
            target.write_bytes(data)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}", help=_help(target)) from None


def _replace(path: Path, data: bytes, mode: int | None) -> None:
    temporary = path.with_name(f".importlint-{os.getpid()}.part")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(handle)
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(path)
    except BaseException:
        temporary.unlink()
        raise


def _help(path: Path) -> str:
    if not path.parent.is_dir():
        return f"make the directory first: mkdir -p {path.parent}"
    return "choose another place, or free some space"
