"""Digests: what two runs compare in place of contents."""

import os
import sys
from collections.abc import Iterator
from hashlib import blake2b

import importlint


def digest(data: bytes) -> str:
    """Return the digest of some bytes."""
    return blake2b(data, digest_size=16).hexdigest()


def program() -> str:
    """Return a digest of what makes facts and findings: importlint, each file of it, and the Python that runs it."""
    files = sorted(_files(os.path.dirname(importlint.__file__)))  # noqa: PTH120
    return digest(repr((importlint.__version__, sys.implementation.cache_tag, sys.version_info, files)).encode())


def _files(directory: str) -> Iterator[tuple[str, int, int]]:
    """Yield the sizes and times of the sources and data of a package."""
    with os.scandir(directory) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            else:
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
