"""Source roots of projects that uv builds: `module-root`, which is `src` unless it says otherwise.

https://docs.astral.sh/uv/reference/settings/#build-backend
"""

from collections.abc import Iterator

from importlint.resolve.directories import child
from importlint.resolve.metadata import strings, table
from importlint.resolve.survey import Claim, Survey, claim_directory


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories that `module-root` names."""
    for project in sorted(survey.projects):
        path = child(project, "pyproject.toml")
        settings = table(survey.metadata.toml(path), "tool", "uv", "build-backend")
        place = settings.get("module-root")
        if isinstance(place, str):
            reason = f"module-root is `{place or '.'}`"
            names = strings(settings.get("module-name"))
            yield from claim_directory(survey, project, place or ".", path, reason, "module-root", names=names)
