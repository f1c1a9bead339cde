"""Source roots for tests, without a disk."""

from collections.abc import Mapping

from importlint.model.root import SourceRoot
from importlint.resolve.metadata import Metadata
from importlint.resolve.resolver import Resolver
from importlint.resolve.roots import find_roots
from importlint.resolve.search_path import PathIndex
from importlint.scan.files import tree_from_mapping
from importlint.scan.run import scan_files


def roots_of(files: Mapping[str, str], config_roots: tuple[str, ...] = ()) -> dict[str, SourceRoot]:
    """Return the source roots of a tree by path."""
    return survey(files, config_roots)[0]


def diagnostics_of(files: Mapping[str, str], config_roots: tuple[str, ...] = ()) -> list[str]:
    """Return what is wrong with the project files of a tree."""
    diagnostics = survey(files, config_roots)[1].diagnostics
    return [f"{found.location.path}:{found.location.span.line}: {found.message}" for found in diagnostics]


def survey(files: Mapping[str, str], config_roots: tuple[str, ...] = ()) -> tuple[dict[str, SourceRoot], Metadata]:
    """Return the source roots of a tree by path, and its project files."""
    tree = tree_from_mapping(dict(files))
    metadata = Metadata(tree)
    facts = scan_files(tree, (path for path in tree.files if path.endswith(".py")))
    roots = find_roots(tree, PathIndex(tree.files), config_roots, facts, metadata)
    return {root.path: root for root in roots}, metadata


def resolver_of(files: Mapping[str, str], target: tuple[int, int] = (3, 12)) -> Resolver:
    """Return the resolver over the source roots of a tree."""
    return Resolver(PathIndex(sorted(files)), tuple(roots_of(files).values()), target)


def provided(root: SourceRoot) -> list[str]:
    """Return the top-level names that a root provides."""
    return [module.id.name for module in root.names]


def reasons(root: SourceRoot) -> list[str]:
    """Return why a directory is a root, each with its place."""
    return [f"{found.path}:{found.line}: {found.reason}" for found in root.evidence]
