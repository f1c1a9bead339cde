"""Source roots that Pants is told of: `root_patterns` in pants.toml.

It puts all those on the search path that a process needs.
https://www.pantsbuild.org/stable/docs/using-pants/key-concepts/source-roots
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from importlint.resolve.metadata import strings, table
from importlint.resolve.path_settings import PathSetting
from importlint.resolve.patterns import expand
from importlint.resolve.survey import Claim, Survey

_FILE = "pants.toml"


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories that the patterns match and that hold modules."""
    for pattern in _patterns(survey):
        for directory in _matches(survey, pattern):
            evidence = survey.metadata.evidence(
                _FILE, f"matches the root pattern `{pattern}`", "root_patterns", pattern
            )
            yield Claim(directory, evidence, whole=directory != ".")


def find_settings(survey: Survey) -> Iterator[PathSetting]:
    """Yield all roots together."""
    directories = tuple(directory for pattern in _patterns(survey) for directory in _matches(survey, pattern))
    if directories:
        yield PathSetting(_FILE, directories)


def _patterns(survey: Survey) -> tuple[str, ...]:
    return strings(table(survey.metadata.toml(_FILE), "source").get("root_patterns"))


def _matches(survey: Survey, pattern: str) -> Iterator[str]:
    """Yield the directories of a pattern; one that does not start with a slash matches at any depth."""
    if pattern.startswith("/"):
        found = expand(survey.index, ".", pattern)
    else:
        depth = pattern.count("/") + 1
        every = sorted(survey.index.all_directories())
        found = tuple(place for place in every if fnmatchcase("/".join(place.split("/")[-depth:]), pattern))
    yield from (place for place in found if survey.holds_modules(place) and not survey.is_package(place))
