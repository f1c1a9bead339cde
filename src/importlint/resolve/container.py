"""Which directory of the tree a directory of a container is, by the COPY lines of its Dockerfile.

https://docs.docker.com/reference/dockerfile/
"""

import re
from collections.abc import Iterator
from posixpath import join, normpath

from importlint.patterns import regex
from importlint.resolve.directories import folder, inside, is_under, upward
from importlint.resolve.search_path import PathIndex

_CONTINUED = regex(r"\\\s*\n")
_INSTRUCTION = regex(r"^\s*(WORKDIR|COPY|ADD)\s+(.+?)\s*$", re.MULTILINE | re.IGNORECASE)


def container_directory(index: PathIndex, path: str, text: str, entry: str) -> str | None:
    """Return the directory of the tree that a path in a container shows, None if none is known.

    The build context is the Dockerfile's directory or one above it: the nearest that has what is copied.
    """
    workdir, copies = _read(text)
    place = normpath(join(workdir, entry))
    for target, source in reversed(copies):
        if is_under(place, target):
            rest = place[len(target) :].strip("/")
            for context in upward(folder(path)):
                directory = inside(context, join(source, rest))
                if directory is not None and index.is_directory(directory):
                    return directory
    return None


def _read(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the last working directory, and each copied directory: where to, where from."""
    workdir = "/"
    copies: list[tuple[str, str]] = []
    for match in _INSTRUCTION.finditer(_CONTINUED.sub(" ", text)):
        if match[1].upper() == "WORKDIR":
            workdir = normpath(join(workdir, match[2].strip("\"'")))
        else:
            copies.extend(_copied(match[2], workdir))
    return workdir, copies


def _copied(arguments: str, workdir: str) -> Iterator[tuple[str, str]]:
    words = re.findall(r"""[^\s"',\[\]]+""", arguments)
    if any(word.startswith("--from") for word in words):
        return
    *sources, target = [word for word in words if not word.startswith("--")] or [""]
    for source in sources:
        yield normpath(join(workdir, target)), source.rstrip("/").lstrip("/") or "."
