"""Read requirement specifiers and the files that list them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from importlint.patterns import regex
from importlint.resolve.directories import folder, inside
from importlint.resolve.metadata import Metadata

_NAME = regex(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_OPTION = regex(r"(-r|--requirement|-e|--editable)[ =]?\s*(\S+)")
_LOCAL = regex(r"(?:[\w.\[\], -]+@\s*)?(?:file:/{0,3})?(?:\$\{PROJECT_ROOT\}|\{root:uri\})?/?(\.{1,2}(?:/[^\s;\[#]*)?)")


class Requirement(NamedTuple):
    """What a project asks for: a distribution by its normalised name, or a directory of this tree."""

    distribution: str = ""
    directory: str = ""


def normalised(distribution: str) -> str:
    """Return a distribution's name in the form in which names are compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def read_specifier(text: str, directory: str) -> Requirement | None:
    """Return what one requirement specifier (PEP 508) or local path means in a file of a directory."""
    local = _LOCAL.match(text)
    if local:
        place = inside(directory, local[1])
        return Requirement(directory=place) if place is not None else None
    name = _NAME.match(text)
    return Requirement(distribution=normalised(name[1])) if name else None


def read_requirements(path: str, metadata: Metadata, seen: frozenset[str] = frozenset()) -> Iterator[Requirement]:
    """Yield what a requirements file lists, and the files that it includes."""
    if path in seen:
        return
    for line in metadata.text(path).splitlines():
        text = line.partition(" #")[0].strip()
        option = _OPTION.match(text)
        if option and option[1] in {"-r", "--requirement"}:
            included = inside(folder(path), option[2])
            if included is not None and metadata.exists(included):
                yield from read_requirements(included, metadata, seen | {path})
            continue
        found = read_specifier(option[2] if option else text, folder(path)) if text[:1] not in {"", "#"} else None
        if found is not None and (option or not text.startswith("-")):
            yield found
