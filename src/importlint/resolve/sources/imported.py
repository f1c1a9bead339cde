"""Directories from which the absolute imports of the files in and below them succeed."""

from collections.abc import Iterator

from importlint.resolve.survey import Claim, Survey


def find(survey: Survey) -> Iterator[Claim]:
    """Yield each directory from which files import, once for each top-level name."""
    for use in survey.uses:
        yield Claim(use.directory, use.evidence, use.modules)
