"""What nothing else explains: the parent of an outermost package, and the directory of a lone module."""

from collections.abc import Iterator

from importlint.model.roles import runs_in_place
from importlint.model.root import Evidence
from importlint.resolve.survey import Claim, Survey


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories that the files need which no root found so far provides, except scripts of tools."""
    modules = (path for path in survey.tree.files if path.endswith(".py") and not runs_in_place(path))
    claims: dict[str, Claim] = {}
    for directory, path in survey.unowned(modules).items():
        claim = _claim(survey, directory, path)
        claims.setdefault(claim.directory, claim)
    yield from claims.values()


def _claim(survey: Survey, directory: str, path: str) -> Claim:
    outermost = survey.outside(directory)
    if outermost == directory:
        return Claim(directory, Evidence(path, 0, "a module in a directory that is no package"))
    return Claim(outermost, Evidence(path, 0, "the parent of an outermost package"))
