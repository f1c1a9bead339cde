"""Source roots that the configuration names."""

from collections.abc import Iterator

from importlint.model.root import Evidence
from importlint.resolve.patterns import expand
from importlint.resolve.survey import Claim, Survey


def find(survey: Survey) -> Iterator[Claim]:
    """Yield what `roots` of the configuration names, patterns expanded."""
    for pattern in survey.config_roots:
        directories = expand(survey.index, ".", pattern)
        if not directories:
            survey.metadata.note(pattern, 1, f"`{pattern}`, named by `roots` in the configuration, is no directory")
        for directory in directories:
            yield Claim(directory, Evidence(directory, 0, f"`{pattern}` is named by the configuration"), whole=True)
