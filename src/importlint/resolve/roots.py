"""Find the source roots of a tree."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

from importlint.model.facts import FileFacts
from importlint.model.root import Module, SourceRoot
from importlint.model.tree import Tree
from importlint.resolve.dependencies import Dependencies, declared_names, find_dependencies
from importlint.resolve.metadata import Metadata
from importlint.resolve.projects import find_marked, find_projects
from importlint.resolve.search_path import PathIndex
from importlint.resolve.search_paths import find_search_paths
from importlint.resolve.sources import SOURCES
from importlint.resolve.survey import Claim, Survey
from importlint.resolve.uses import find_uses


def find_roots(
    tree: Tree,
    index: PathIndex,
    config_roots: tuple[str, ...],
    facts: Mapping[str, FileFacts] | None = None,
    metadata: Metadata | None = None,
) -> tuple[SourceRoot, ...]:
    """Find the source roots of a tree, by path.

    `facts` of its Python files: without them, roots are not recognised by what is imported from them.
    What is wrong with project files is noted in `metadata`.
    """
    metadata = metadata or Metadata(tree)
    marked = find_marked(metadata)
    projects = find_projects(marked, index)
    dependencies = find_dependencies(metadata, projects)
    declared = frozenset(chain.from_iterable(declared_names(dependencies).values()))
    survey = Survey(
        tree=tree,
        index=index,
        metadata=metadata,
        facts=facts or {},
        config_roots=config_roots,
        marked=marked,
        projects=projects,
        uses=find_uses(facts or {}, index, marked, declared),
    )
    origins: dict[str, list[str]] = {}
    for origin, find in SOURCES:
        claims = tuple(find(survey))
        for claim in claims:
            origins.setdefault(claim.directory, []).append(origin)
        survey = replace(survey, claims=(*survey.claims, *claims))
    return _make_roots(survey, origins, dependencies)


def _make_roots(
    survey: Survey, origins: Mapping[str, list[str]], dependencies: Mapping[str, Dependencies]
) -> tuple[SourceRoot, ...]:
    claims: dict[str, list[Claim]] = {}
    for claim in survey.claims:
        claims.setdefault(claim.directory, []).append(claim)
    nested = survey.nested()
    names = {root: modules for root, modules in survey.provided().items() if _is_root(root, modules, survey)}
    paths = find_search_paths(survey, {root: origins[root] for root in names}, names, dependencies)
    return tuple(
        SourceRoot(
            path=directory,
            project=survey.project_of(directory),
            names=names[directory],
            evidence=tuple(dict.fromkeys(claim.evidence for claim in claims[directory])),
            search_path=paths[directory],
            origin=origins[directory][0],
            nested=tuple(sorted(nested[directory] & names.keys())),
        )
        for directory in sorted(names)
    )


def _is_root(directory: str, names: tuple[Module, ...], survey: Survey) -> bool:
    """Return whether a directory has anything to give, or else is what the user asked for."""
    own = any(path.endswith(".py") for path in survey.metadata.files_in(directory))
    return bool(names) or own or any(claim.directory == directory and claim.whole for claim in survey.claims)
