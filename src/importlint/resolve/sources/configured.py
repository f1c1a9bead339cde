"""Source roots that the configuration names."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from importlint.model.root import Evidence
from importlint.resolve.directories import child
from importlint.resolve.survey import Claim, Survey


def find(survey: Survey) -> Iterator[Claim]:
    """Yield what `roots` of the configuration names, patterns expanded."""
    for pattern in survey.config_roots:
        found = list(_expand(survey, pattern))
        if not found:
            survey.metadata.note(pattern, 1, f'"{pattern}", named by "roots" of the configuration, is no directory')
        for directory in found:
            yield Claim(directory, Evidence(directory, 0, "named by the configuration"), whole=True)


def _expand(survey: Survey, pattern: str) -> Iterator[str]:
    """Yield the directories that a path matches whose parts may hold `*`, `?` and `[...]`."""
    if pattern == ".":
        yield "."
        return
    directories = ["."]
    for part in pattern.split("/"):
        entries = ((directory, survey.index.directories(directory)) for directory in directories)
        directories = [
            child(directory, name) for directory, names in entries for name in names if fnmatchcase(name, part)
        ]
    yield from directories
