"""The search path of a source root: what a process of its own project sees."""

from collections.abc import Mapping

from importlint.resolve.directories import is_under, upward
from importlint.resolve.survey import Survey

# Roots of these origins serve their own files only, unless they are project directories.
_PRIVATE = frozenset({"imported", "outermost"})


def find_search_paths(survey: Survey, origins: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return for each root the roots that its modules can import from, in order, itself first.

    They are the other roots of its project directory, then the directories above it from which its files import.
    """
    by_project: dict[str, list[str]] = {}
    for root in sorted(origins):
        if origins[root] not in _PRIVATE or root in survey.projects:
            by_project.setdefault(survey.project_of(root), []).append(root)
    imported = _imported_from(survey)
    return {
        root: tuple(dict.fromkeys((root, *_own_project(root, survey, by_project), *imported.get(root, ()))))
        for root in origins
    }


def _own_project(root: str, survey: Survey, by_project: Mapping[str, list[str]]) -> list[str]:
    project = survey.project_of(root)
    return by_project.get(project, []) if project in survey.projects else []


def _imported_from(survey: Survey) -> dict[str, list[str]]:
    """Return for each root the roots above it from which files below it import."""
    roots = {claim.directory for claim in survey.claims}
    found: dict[str, list[str]] = {}
    for claim in survey.claims:
        for importer in claim.importers:
            for root in upward(importer):
                if root in roots and root != claim.directory and is_under(root, claim.directory):
                    found.setdefault(root, []).append(claim.directory)
    return {root: sorted(set(above), key=len, reverse=True) for root, above in found.items()}
