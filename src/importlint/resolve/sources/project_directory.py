"""Project directories that hold top-level packages or modules themselves."""

from collections.abc import Iterator

from importlint.model.roles import is_test, runs_in_place
from importlint.model.root import Evidence, ModuleKind
from importlint.model.wording import listing
from importlint.resolve.provision import is_importable
from importlint.resolve.search_path import Found
from importlint.resolve.survey import Claim, Survey


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the project directories in which modules lie that are neither tests nor tools."""
    for project in sorted(survey.projects):
        names = [] if survey.is_package(project) else _own_modules(survey, project)
        if names:
            reason = f"holds {listing(names)} beside this project file"
            yield Claim(project, Evidence(survey.marked[project], 0, reason))


def _own_modules(survey: Survey, directory: str) -> list[str]:
    return [
        name
        for name, found in sorted(survey.index.names(directory).items())
        if is_importable(name) and found.kind is not ModuleKind.NAMESPACE and not _is_aside(name, found)
    ]


def _is_aside(name: str, found: Found) -> bool:
    """Return whether a top-level module is a test or the script of a tool."""
    entry = f"{name}/__init__.py" if found.kind is ModuleKind.PACKAGE else f"{name}.py"
    return is_test(entry) or runs_in_place(entry)
