"""`src/` layouts: the directory `src` of a project holds its packages."""

from collections.abc import Iterator

from importlint.model.root import Evidence
from importlint.resolve.directories import child
from importlint.resolve.survey import Claim, Survey


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories `src` of projects, unless they are packages or imported as such."""
    for project in sorted(survey.projects | {"."}):
        directory = child(project, "src")
        as_package = survey.is_package(directory) or "src" in survey.used.get(project, ())
        if survey.holds_modules(directory) and (not as_package or directory in survey.used):
            yield Claim(directory, Evidence(directory, 0, "the `src` directory of a project"), whole=not as_package)
