"""Members of workspaces: `[tool.uv.workspace]`, `[tool.rye.workspace]`, Hatch's `workspace.members`.

https://docs.astral.sh/uv/concepts/projects/workspaces/
"""

from collections.abc import Iterator, Mapping
from typing import Any

from importlint.resolve.directories import child
from importlint.resolve.metadata import strings, table
from importlint.resolve.patterns import expand
from importlint.resolve.survey import Claim, Survey, claim_directory


def find(survey: Survey) -> Iterator[Claim]:
    """Yield for each member the directory that holds its packages: `src` in it, or itself."""
    for project in sorted(survey.projects):
        path = child(project, "pyproject.toml")
        for settings in _workspaces(table(survey.metadata.toml(path), "tool")):
            excluded = {
                place for name in strings(settings.get("exclude")) for place in expand(survey.index, project, name)
            }
            for pattern in strings(settings.get("members")):
                for member in expand(survey.index, project, pattern):
                    if member in survey.projects and member not in excluded:
                        yield from _claim(survey, path, pattern, member)


def _claim(survey: Survey, path: str, pattern: str, member: str) -> Iterator[Claim]:
    place = next((place for place in (child(member, "src"), member) if survey.holds_modules(place)), None)
    if place is not None:
        reason = f"a member of the workspace, `{pattern}`"
        yield from claim_directory(survey, ".", place, path, reason, "members", pattern)


def _workspaces(tool: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield table(tool, "uv", "workspace")
    yield table(tool, "rye", "workspace")
    yield table(tool, "hatch", "workspace")
    for environment in table(tool, "hatch", "envs").values():
        if isinstance(environment, dict):
            yield table(environment, "workspace")
