"""Source roots that PDM is told of: `package-dir` and `includes`.

https://backend.pdm-project.org/build_config/
"""

from collections.abc import Iterator

from importlint.resolve.directories import child
from importlint.resolve.metadata import table
from importlint.resolve.survey import Claim, Survey, claim_directory


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories that `package-dir` names, in the older table as well."""
    for project in sorted(survey.projects):
        path = child(project, "pyproject.toml")
        tool = table(survey.metadata.toml(path), "tool", "pdm")
        for place in (table(tool, "build").get("package-dir"), tool.get("package-dir")):
            if isinstance(place, str):
                reason = f"package-dir is `{place}`"
                yield from claim_directory(survey, project, place, path, reason, "package-dir", place)
