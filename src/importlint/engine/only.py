"""Which findings a scan is asked for: it analyses the whole project and reports on some places."""

from collections.abc import Collection, Iterable

from importlint.model.finding import Finding

WHOLE_PROJECT = frozenset({"."})


def limit_to(findings: Iterable[Finding], places: Collection[str]) -> tuple[Finding, ...]:
    """Return the findings that have to do with some files and directories, paths relative to the project.

    One of their places is enough: a change in any file of a cycle may have closed it.
    """
    places = frozenset(places)
    return tuple(finding for finding in findings if any(is_in(path, places) for path in _paths(finding)))


def is_in(path: str, places: Collection[str]) -> bool:
    """Return whether a path is one of some files or lies in one of some directories."""
    while path not in places:
        path, slash, _ = path.rpartition("/")
        if not slash:
            return "." in places
    return True


def _paths(finding: Finding) -> set[str]:
    return {finding.location.path, *(step.location.path for step in (*finding.related, *finding.flow))}
