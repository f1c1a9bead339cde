"""Directories that `PYTHONPATH` names in a Dockerfile, Makefile, shell script, `.env`, compose file or workflow."""

import re
from collections.abc import Iterator

from importlint.model.root import Evidence
from importlint.patterns import regex
from importlint.resolve.container import container_directory
from importlint.resolve.directories import folder, inside, upward
from importlint.resolve.path_settings import PathSetting
from importlint.resolve.python_path import PythonPath, read_python_paths
from importlint.resolve.survey import Claim, Survey

_DOCKERFILE = regex(r"(?:.+\.)?[Dd]ockerfile(?:\..+)?|Containerfile")
_WORKFLOW = regex(r"(.*/)?\.github/workflows/[^/]+\.ya?ml")
_OTHERS = regex(
    r"""\.env(\..+)? | \.envrc | .+\.env | (GNU)?[Mm]akefile | .+\.mk | [Jj]ustfile | .+\.(sh|bash) | Procfile
    | tox\.ini | noxfile\.py | (docker-)?compose.*\.ya?ml | .*gitlab-ci\.ya?ml | (settings|launch)\.json""",
    re.VERBOSE,
)


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories of the tree that PYTHONPATH names somewhere."""
    for path, found in _python_paths(survey):
        for entry in found.entries:
            directory = _directory(survey, path, found, entry)
            if directory is not None:
                yield Claim(directory, Evidence(path, found.line, f"`{entry}` is on PYTHONPATH"))


def find_settings(survey: Survey) -> Iterator[PathSetting]:
    """Yield what each line that sets PYTHONPATH adds to the search path."""
    for path, found in _python_paths(survey):
        places = (_directory(survey, path, found, entry) for entry in found.entries)
        directories = tuple(place for place in places if place is not None)
        if directories:
            yield PathSetting(path, directories)


def _python_paths(survey: Survey) -> Iterator[tuple[str, PythonPath]]:
    for name in survey.metadata.names():
        by_name = _OTHERS.fullmatch(name) or _DOCKERFILE.fullmatch(name)
        for path in survey.metadata.named(name):
            if by_name or (".github/" in path and _WORKFLOW.fullmatch(path)):
                yield from ((path, found) for found in read_python_paths(survey.metadata.text(path)))


def _directory(survey: Survey, path: str, found: PythonPath, entry: str) -> str | None:
    """Return the directory of the tree that an entry means, None if there is none."""
    if _DOCKERFILE.fullmatch(path.rpartition("/")[2]):
        return container_directory(survey.index, path, survey.metadata.text(path), entry)
    for base in _working_directories(survey, path):
        place = inside(base, found.change) if found.change else base
        directory = inside(place, entry) if place is not None else None
        if directory is not None and survey.index.is_directory(directory):
            return directory
    return None


def _working_directories(survey: Survey, path: str) -> Iterator[str]:
    """Yield the directories that a file's commands may be run in, the likeliest first."""
    directory = folder(path)
    if _WORKFLOW.fullmatch(path):
        yield folder(folder(directory))
    elif directory.rpartition("/")[2] == ".vscode":
        yield folder(directory)
    else:
        if path.endswith((".sh", ".bash")):
            yield from (above for above in upward(directory) if above in survey.projects)
        yield directory
        yield "."
