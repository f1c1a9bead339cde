"""A file of named sections, each read only when it is asked for.

The first line says which program wrote it, the second which sections follow: name, length and digest of each. It is
JSON and plain bytes, so that nothing in it can run; a file that is cut off or damaged counts as none.
"""
# ruff: noqa: PTH105, PTH108

import json
import os
from collections.abc import Mapping
from typing import BinaryIO

from importlint.cache.digest import digest
from importlint.cache.directory import PART, CacheError, check_owner

_LONGEST_LINE = 1_000_000


class Sections:
    """An open file of sections."""

    def __init__(self, file: BinaryIO, places: Mapping[str, tuple[int, int, str]]) -> None:
        """Take a file and where its sections are: offset, length and digest."""
        self._file = file
        self._places = places

    def __contains__(self, name: str) -> bool:
        """Return whether there is such a section."""
        return name in self._places

    def names(self) -> tuple[str, ...]:
        """Return the names of the sections, in order."""
        return tuple(self._places)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def read(self, name: str) -> bytes | None:
        """Return the content of a section, None if it is not there or damaged."""
        if name not in self._places:
            return None
        offset, length, expected = self._places[name]
        try:
            self._file.seek(offset)
            content = self._file.read(length)
        except OSError:
            return None
        return content if digest(content) == expected else None


def open_sections(path: str, program: str) -> Sections | None:
    """Open a file that this program wrote, None if there is none; raises CacheError for one that is not ours."""
    try:
        file = open(path, "rb", opener=_open_no_link)  # noqa: SIM115  (its sections are read as they are needed)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CacheError(f"{path}: {error.strerror or error}") from None
    try:
        check_owner(os.fstat(file.fileno()), path)
        places = _read_places(file, program)
    except CacheError:
        file.close()
        raise
    except OSError:
        places = None
    if places is None:
        file.close()
        return None
    return Sections(file, places)


def _open_no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


def _read_places(file: BinaryIO, program: str) -> dict[str, tuple[int, int, str]] | None:
    if file.readline(_LONGEST_LINE) != _first_line(program):
        return None
    try:
        listed = json.loads(file.readline(_LONGEST_LINE))
        offset = file.tell()
        places: dict[str, tuple[int, int, str]] = {}
        for name, length, expected in listed:
            places[str(name)] = (offset, int(length), str(expected))
            offset += int(length)
    except (ValueError, TypeError):
        return None
    return places


def write_sections(path: str, program: str, sections: Mapping[str, bytes]) -> None:
    """Write a file of sections, whole or not at all; raises CacheError.

    It is written beside the old one and then takes its place: a process that reads the old one goes on reading it,
    and of two that write, one wins.
    """
    part = f"{path}.{os.getpid()}-{os.urandom(4).hex()}{PART}"
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_first_line(program))
                listed = [(name, len(content), digest(content)) for name, content in sections.items()]
                file.write(json.dumps(listed).encode() + b"\n")
                file.writelines(sections.values())
            os.replace(part, path)
        except BaseException:
            os.unlink(part)
            raise
    except OSError as error:
        raise CacheError(f"{path}: {error.strerror or error}") from None


def _first_line(program: str) -> bytes:
    return f"importlint cache {program}\n".encode()
