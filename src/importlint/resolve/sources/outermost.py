"""What nothing else explains: the parent of an outermost package, and the directory of a lone module."""

from collections.abc import Iterator

from importlint.model.root import Evidence
from importlint.resolve.directories import folder
from importlint.resolve.survey import Claim, Survey


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories that the files need which no root found so far provides."""
    ownership = survey.ownership()
    seen: set[str] = set()
    for path in survey.tree.files:
        directory = folder(path)
        if path.endswith(".py") and directory not in seen and ownership.owner(path) is None:
            seen.add(directory)
            yield _claim(survey, directory, path)


def _claim(survey: Survey, directory: str, path: str) -> Claim:
    outermost = survey.outside(directory)
    if outermost == directory:
        return Claim(directory, Evidence(path, 0, "a module in a directory that is no package"))
    return Claim(outermost, Evidence(path, 0, "the parent of an outermost package"))
