"""What nothing else explains: the parent of an outermost package, and the directory of a lone module."""

from collections.abc import Iterator

from importlint.model.root import Evidence
from importlint.resolve.directories import folder, parent, upward
from importlint.resolve.survey import Claim, Survey


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories that the files need which no root found so far provides."""
    ownership = survey.ownership()
    seen: set[str] = set()
    for path in survey.tree.files:
        directory = folder(path)
        if not path.endswith(".py") or directory in seen or ownership.owner(path) is not None:
            continue
        seen.add(directory)
        yield _claim(survey, directory, path)


def _claim(survey: Survey, directory: str, path: str) -> Claim:
    packages = [above for above in upward(directory) if survey.is_package(above)]
    if not packages or not survey.is_package(directory):
        return Claim(directory, Evidence(path, 0, "a module in a directory that is no package"))
    outermost = directory
    while outermost != "." and survey.is_package(outermost):
        outermost = parent(outermost)
    return Claim(outermost, Evidence(path, 0, "the parent of an outermost package"))
