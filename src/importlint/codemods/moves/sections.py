"""Parts of text files (a service of a compose file, a target of a Makefile), and which of what moves each speaks of."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from importlint.codemods.moves.relocation import Relocation, Relocations
from importlint.patterns import regex
from importlint.project import Project
from importlint.resolve.directories import is_under

_DOCKERFILE = regex(r"(?:.+\.)?[Dd]ockerfile(?:\..+)?|Containerfile")
_MAKEFILE = regex(r"(?:GNU)?[Mm]akefile|.+\.mk|[Jj]ustfile")
_YAML = regex(r".+\.ya?ml")
_OTHERS = regex(
    r"""Procfile(?:\..+)?|.+\.(?:sh|bash|ini|cfg|toml|conf|service)|\.env(?:\..+)?|.+\.env|\.envrc|Tiltfile|\.coveragerc
    |\.pylintrc|Jenkinsfile|\.dockerignore""",
    re.VERBOSE,
)
_TARGET = regex(r"^[\w./%$(){}-][^\n=]*:(?!=)", re.MULTILINE)
_KEY = regex(r"^( *)[\w\"'./-]+:(?=\s|$)", re.MULTILINE)


class Section(NamedTuple):
    """A part of a file from one offset to another, and what moves that it speaks of."""

    start: int
    end: int
    relocations: tuple[Relocation, ...] = ()
    is_container: bool = False


def is_told(path: str) -> bool:
    """Return whether a file is of a kind that starts programs or configures tools."""
    name = path.rpartition("/")[2]
    return any(kind.fullmatch(name) for kind in (_DOCKERFILE, _MAKEFILE, _YAML, _OTHERS))


def is_dockerfile(path: str) -> bool:
    """Return whether a file describes an image."""
    return _DOCKERFILE.fullmatch(path.rpartition("/")[2]) is not None


def find_sections(project: Project, relocations: Relocations, path: str, text: str) -> Iterator[Section]:
    """Yield the parts of a file, each with what it speaks of.

    A file inside a service speaks of that one. Elsewhere a part speaks of the service whose processes it starts, else
    of the one whose directory it names, if it is one only.
    """
    base = base_of(project, path)
    own = tuple(relocation for relocation in relocations if relocation.base == base)
    name = path.rpartition("/")[2]
    for start, end in _parts(name, text):
        found = own
        if not base:
            found = _started(project, relocations, path, text, start, end) or _named(relocations, text[start:end])
        in_container = is_dockerfile(path) or (_YAML.fullmatch(name) is not None and "compose" in name)
        yield Section(start, end, found, in_container)


def base_of(project: Project, path: str) -> str:
    """Return the innermost project directory around a file, "" if that is the whole tree."""
    bases = {root.project for root in project.roots if is_under(path, root.project)} - {"."}
    return max(bases, key=len, default="")


def _started(
    project: Project, relocations: Relocations, path: str, text: str, start: int, end: int
) -> tuple[Relocation, ...]:
    first, last = text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 1
    paths = {
        launch.search_path
        for launch in project.launches
        for evidence in launch.evidence
        if evidence.path == path and first <= evidence.line < last
    }
    found = {tuple(move for move in relocations if move.root in places) for places in paths}
    return next(iter(found)) if len(found) == 1 else ()


def _named(relocations: Relocations, text: str) -> tuple[Relocation, ...]:
    named = {
        relocation.base
        for relocation in relocations
        if relocation.base != "." and re.search(rf"(?<![\w-]){re.escape(relocation.base)}(?![\w-])", text)
    }
    return tuple(move for move in relocations if move.base in named) if len(named) == 1 else ()


def _parts(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets between which parts of a file lie."""
    if _MAKEFILE.fullmatch(name):
        starts = [match.start() for match in _TARGET.finditer(text)]
    elif _YAML.fullmatch(name):
        starts = _yaml_starts(text)
    elif _DOCKERFILE.fullmatch(name) or name.endswith((".ini", ".cfg", ".toml")):
        starts = []
    else:
        starts = [match.start() for match in re.finditer(r"^", text, re.MULTILINE)]
    edges = sorted({0, *starts, len(text)})
    yield from pairwise(edges)


def _yaml_starts(text: str) -> list[int]:
    """Return where the entries of the top level begin, and those of the next level."""
    keys = [(len(match[1]), match.start()) for match in _KEY.finditer(text)]
    second = min((indent for indent, _ in keys if indent), default=0)
    return [start for indent, start in keys if indent in {0, second}]
