"""Source roots that Poetry is told of: `packages` with `include` and `from`.

https://python-poetry.org/docs/pyproject/#packages
"""

from collections.abc import Iterator

from importlint.resolve.directories import child
from importlint.resolve.metadata import table
from importlint.resolve.survey import Claim, Survey, claim_directory


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories that hold the packages listed."""
    for project in sorted(survey.projects):
        path = child(project, "pyproject.toml")
        packages = table(survey.metadata.toml(path), "tool", "poetry").get("packages")
        for package in packages if isinstance(packages, list) else ():
            include = package.get("include") if isinstance(package, dict) else None
            place = package.get("from", ".") if isinstance(package, dict) else None
            if isinstance(include, str) and isinstance(place, str):
                name = include.removesuffix(".py").strip("/").replace("/", ".")
                reason = f"packages include `{include}`" + (f" from `{place}`" if place != "." else "")
                names = (name,) if name.replace(".", "").isidentifier() else ()
                yield from claim_directory(survey, project, place, path, reason, "packages", include, names=names)
