"""Source roots that setuptools is told of: pyproject.toml, setup.cfg or setup.py.

https://setuptools.pypa.io/en/latest/userguide/package_discovery.html
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from importlint.resolve.directories import child, parent
from importlint.resolve.metadata import strings, table
from importlint.resolve.setup_script import FoundPackages
from importlint.resolve.survey import Claim, Survey, claim_directory


class _Layout(NamedTuple):
    """What one file says.

    package_dir: where packages lie, by name, "" for all others. where: the directories in which they are looked for.
    packages: those that it lists.
    """

    path: str
    package_dir: dict[str, Any]
    where: tuple[str, ...]
    packages: tuple[str, ...]


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories that `package-dir` and `packages.find` name, and those of listed packages."""
    for project in sorted(survey.projects):
        for layout in _layouts(survey, project):
            yield from _claims(survey, project, layout)


def _layouts(survey: Survey, project: str) -> Iterator[_Layout]:
    metadata = survey.metadata
    path = child(project, "pyproject.toml")
    tool = table(metadata.toml(path), "tool", "setuptools")
    listed = (*strings(tool.get("packages")), *strings(tool.get("py-modules")))
    yield _Layout(path, dict(table(tool, "package-dir")), strings(table(tool, "packages", "find").get("where")), listed)
    path = child(project, "setup.cfg")
    sections = metadata.ini(path)
    options = sections.get("options", {})
    where = sections.get("options.packages.find", {}).get("where", "").split()
    listed = (*_lines(options.get("packages", "")), *_lines(options.get("py_modules", "")))
    yield _Layout(path, _pairs(options.get("package_dir", "")), tuple(where), _names(listed))
    path = child(project, "setup.py")
    arguments = metadata.setup(path)
    packages, package_dir = arguments.get("packages"), arguments.get("package_dir")
    where = [packages.where] if isinstance(packages, FoundPackages) and packages.where != "." else []
    listed = (*strings(packages if isinstance(packages, list) else ()), *strings(arguments.get("py_modules")))
    yield _Layout(path, package_dir if isinstance(package_dir, dict) else {}, tuple(where), listed)


def _claims(survey: Survey, project: str, layout: _Layout) -> Iterator[Claim]:
    for name, place in layout.package_dir.items():
        if not isinstance(place, str):
            continue
        if not name:
            yield from claim_directory(survey, project, place, layout.path, f'package-dir "" is `{place}`', place)
        elif place.rpartition("/")[2] == name:
            above = parent(place)
            reason = f"package-dir of `{name}` is `{place}`"
            yield from claim_directory(survey, project, above, layout.path, reason, place, names=(name,))
    for place in layout.where:
        yield from claim_directory(
            survey, project, place, layout.path, f"packages are found in `{place}`", "where", place
        )
    base = layout.package_dir.get("", ".")
    if layout.packages and isinstance(base, str):
        reason = f"lists the package `{layout.packages[0]}`"
        yield from claim_directory(
            survey, project, base, layout.path, reason, layout.packages[0], names=layout.packages
        )


def _lines(value: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in value.replace(",", "\n").splitlines() if line.strip())


def _names(values: Iterable[str]) -> tuple[str, ...]:
    """Leave out `find:` and `find_namespace:`."""
    return tuple(value for value in values if not value.endswith(":"))


def _pairs(value: str) -> dict[str, Any]:
    pairs = (line.partition("=") for line in _lines(value))
    return {name.strip(): place.strip() for name, equals, place in pairs if equals}
