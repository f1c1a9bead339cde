"""Source roots that Hatch is told of: `packages`, `sources` and `dev-mode-dirs`.

https://hatch.pypa.io/latest/config/build/
"""

from collections.abc import Iterator, Mapping
from typing import Any

from importlint.resolve.directories import child
from importlint.resolve.metadata import strings, table
from importlint.resolve.survey import Claim, Survey, claim_directory


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories that the build of the wheel takes packages from, and those of development mode."""
    for project in sorted(survey.projects):
        path = child(project, "pyproject.toml")
        build = table(survey.metadata.toml(path), "tool", "hatch", "build")
        for settings in (table(build, "targets", "wheel"), build):
            yield from _claims(survey, project, path, settings)


def _claims(survey: Survey, project: str, path: str, settings: Mapping[str, Any]) -> Iterator[Claim]:
    for package in strings(settings.get("packages")):
        place, _, name = package.strip("/").rpartition("/")
        reason = f"packages has `{package}`"
        yield from claim_directory(survey, project, place or ".", path, reason, package, names=(name,))
    for place in _sources(settings.get("sources")):
        yield from claim_directory(survey, project, place, path, f"sources has `{place}`", "sources", place)
    for place in strings(settings.get("dev-mode-dirs")):
        yield from claim_directory(survey, project, place, path, f"dev-mode-dirs has `{place}`", "dev-mode-dirs", place)


def _sources(value: object) -> tuple[str, ...]:
    """Return the prefixes that the build takes away; `{"src" = ""}` is the same as `["src"]`."""
    if isinstance(value, dict):
        return tuple(place for place, prefix in value.items() if prefix == "")
    return strings(value)
