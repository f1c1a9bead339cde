"""Launches of the images that Dockerfiles describe, each stage with a program of its own."""

import re
from collections.abc import Iterator

from importlint.model.launch import Launch
from importlint.patterns import regex
from importlint.resolve.directories import folder, inside, upward
from importlint.resolve.launches.containers import launches_in
from importlint.resolve.launches.image import copied, read_images
from importlint.resolve.launches.known import Known

_NAME = regex(r"(?:.+\.)?[Dd]ockerfile(?:\..+)?|Containerfile")


def find(known: Known) -> Iterator[Launch]:
    """Yield them."""
    for path in dockerfiles(known):
        for image in read_images(known, path, context_of(known, path)):
            yield from launches_in(image, known)


def dockerfiles(known: Known) -> Iterator[str]:
    """Yield the Dockerfiles of the tree."""
    for name in known.metadata.names():
        yield from known.metadata.named(name) if _NAME.fullmatch(name) else ()


def context_of(known: Known, path: str) -> str:
    """Return the directory that a Dockerfile copies from: the one around it that has most of what is copied."""
    sources = tuple(copied(known, path))
    return max(upward(folder(path)), key=lambda directory: sum(_exists(known, directory, each) for each in sources))


def _exists(known: Known, context: str, source: str) -> bool:
    place = inside(context, re.split(r"[*?\[]", source)[0].strip("/") or ".")
    return place is not None and (known.index.is_directory(place) or known.metadata.exists(place))
