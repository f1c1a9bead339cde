"""What the projects of a tree depend on: distributions, and other projects of the same tree."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from posixpath import commonpath
from typing import Any, NamedTuple

from importlint.patterns import regex
from importlint.resolve.directories import child, inside, upward
from importlint.resolve.import_names import import_names
from importlint.resolve.metadata import Metadata, strings, table
from importlint.resolve.requirements import Requirement, normalised, read_requirements, read_specifier

_REQUIREMENTS = regex(r"(.*/)?[\w.-]*requirements[\w.-]*(/[\w.-]+)?\.(txt|in)")
_CONDA_LINE = regex(r"\s*-\s+([A-Za-z0-9][\w.-]*)")


class Dependencies(NamedTuple):
    """What one project asks for: distributions by normalised name, and directories of the tree.

    own: those distributions that are directories of the tree, each with its directory.
    """

    distributions: frozenset[str]
    directories: tuple[str, ...]
    own: tuple[tuple[str, str], ...] = ()


def find_dependencies(metadata: Metadata, projects: Iterable[str]) -> dict[str, Dependencies]:
    """Return the dependencies of each project directory; one that the tree holds by its name is a directory."""
    asked = {project: tuple(_requirements(project, metadata)) for project in sorted(projects)}
    named: dict[str, list[str]] = {}
    for project in asked:
        named.setdefault(_distribution(project, metadata), []).append(project)
    named.pop("", None)
    return {project: _dependencies(project, wanted, named) for project, wanted in asked.items()}


def declared_names(dependencies: Mapping[str, Dependencies]) -> dict[str, dict[str, str]]:
    """Return for each project import name -> distribution, with what the projects around it declare.

    What those have as directories of the tree is installed for a project inside them as well, in their environment.
    """
    others = {project: _by_import_name(found.distributions) for project, found in dependencies.items()}
    return {project: dict(chain.from_iterable(_around(project, others, dependencies))) for project in others}


def _by_import_name(distributions: Iterable[str]) -> dict[str, str]:
    return {name: distribution for distribution in sorted(distributions) for name in import_names(distribution)}


def _around(
    project: str, others: Mapping[str, Mapping[str, str]], dependencies: Mapping[str, Dependencies]
) -> Iterator[Iterable[tuple[str, str]]]:
    for above in reversed([directory for directory in upward(project) if directory in others]):
        own = (name for name, directory in dependencies[above].own if project not in (above, directory))
        yield _by_import_name(own).items()
        yield others[above].items()


def _dependencies(project: str, wanted: Iterable[Requirement], named: Mapping[str, list[str]]) -> Dependencies:
    distributions = {requirement.distribution for requirement in wanted if requirement.distribution}
    own = {name: directory for name in distributions if (directory := _nearest(project, named.get(name, [])))}
    local = {requirement.directory for requirement in wanted if requirement.directory}
    local |= set(own.values())
    others = frozenset(distributions - own.keys())
    return Dependencies(others, tuple(sorted(local - {project})), tuple(sorted(own.items())))


def _nearest(project: str, candidates: Sequence[str]) -> str:
    """Return the directory that shares the most of its path with a project's, "" if there is no such one."""
    shared = {directory: len(commonpath([directory, project])) for directory in candidates}
    best = [directory for directory, parts in shared.items() if parts == max(shared.values())]
    return best[0] if len(best) == 1 else ""


def _distribution(project: str, metadata: Metadata) -> str:
    """Return the normalised name of the distribution that a project directory is, "" if it is none."""
    document = metadata.toml(child(project, "pyproject.toml"))
    candidates = (
        table(document, "project").get("name"),
        table(document, "tool", "poetry").get("name"),
        metadata.ini(child(project, "setup.cfg")).get("metadata", {}).get("name"),
        metadata.setup(child(project, "setup.py")).get("name"),
    )
    return next((normalised(name) for name in candidates if isinstance(name, str) and name), "")


def _requirements(project: str, metadata: Metadata) -> Iterator[Requirement]:
    for specifier in _specifiers(project, metadata):
        found = read_specifier(specifier, project)
        if found is not None:
            yield found
    for path in metadata.files_in(project) + metadata.files_in(child(project, "requirements")):
        if _REQUIREMENTS.fullmatch(path):
            yield from read_requirements(path, metadata)
    document = metadata.toml(child(project, "pyproject.toml"))
    pipfile = metadata.toml(child(project, "Pipfile"))
    tables = (
        *_poetry_tables(table(document, "tool", "poetry")),
        table(document, "tool", "uv", "sources"),
        table(pipfile, "packages"),
        table(pipfile, "dev-packages"),
    )
    for found_table in tables:
        yield from _named(found_table, project, metadata)


def _specifiers(project: str, metadata: Metadata) -> Iterator[str]:
    """Yield the requirement specifiers that the files of a project directory hold."""
    document = metadata.toml(child(project, "pyproject.toml"))
    yield from strings(table(document, "project").get("dependencies"))
    for lists in (
        table(document, "project", "optional-dependencies"),
        table(document, "dependency-groups"),
        table(document, "tool", "pdm", "dev-dependencies"),
    ):
        yield from chain.from_iterable(strings(value) for value in lists.values())
    yield from strings(table(document, "tool", "uv").get("dev-dependencies"))
    for environment in table(document, "tool", "hatch", "envs").values():
        if isinstance(environment, dict):
            yield from strings(environment.get("dependencies"))
            yield from strings(environment.get("extra-dependencies"))
    yield from _setup_specifiers(project, metadata)
    for name in ("environment.yml", "environment.yaml"):
        for match in _CONDA_LINE.finditer(metadata.text(child(project, name))):
            yield match[1]


def _setup_specifiers(project: str, metadata: Metadata) -> Iterator[str]:
    sections = metadata.ini(child(project, "setup.cfg"))
    options = sections.get("options", {})
    for value in (options.get("install_requires", ""), options.get("tests_require", "")):
        yield from value.splitlines()
    for value in sections.get("options.extras_require", {}).values():
        yield from value.splitlines()
    arguments = metadata.setup(child(project, "setup.py"))
    yield from strings(arguments.get("install_requires"))
    yield from strings(arguments.get("tests_require"))
    extras = arguments.get("extras_require")
    for value in extras.values() if isinstance(extras, dict) else ():
        yield from strings(value)


def _poetry_tables(poetry: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield table(poetry, "dependencies")
    yield table(poetry, "dev-dependencies")
    for name in table(poetry, "group"):
        yield table(poetry, "group", name, "dependencies")


def _named(dependencies: Mapping[str, Any], project: str, metadata: Metadata) -> Iterator[Requirement]:
    """Yield the entries of a table from names to versions or paths; `python` is the interpreter.

    A path that leads nowhere in the tree says no more than the name.
    """
    for name, value in dependencies.items():
        path = value.get("path") if isinstance(value, dict) else None
        directory = inside(project, path) if isinstance(path, str) else None
        if directory is not None and metadata.files_in(directory):
            yield Requirement(directory=directory)
        elif name != "python":
            yield Requirement(distribution=normalised(name))
