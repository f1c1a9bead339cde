"""Projects for tests, without a disk."""

from collections.abc import Mapping

from importlint.config import DEFAULT_TARGET
from importlint.model.launch import Launch
from importlint.project import Project, build_project
from importlint.resolve.roots import find_roots
from importlint.resolve.search_path import PathIndex
from importlint.scan.files import tree_from_mapping
from importlint.scan.run import scan_files


def project_from(
    files: Mapping[str, str],
    *,
    roots: tuple[str, ...] = (),
    launches: tuple[Launch, ...] = (),
    target_version: tuple[int, int] = DEFAULT_TARGET,
    first_party: tuple[str, ...] = (),
    namespace: tuple[str, ...] = (),
) -> Project:
    """Build the project that a mapping of paths to texts describes; `roots` as a configuration would name them."""
    tree = tree_from_mapping(dict(files))
    python_files = [path for path in tree.files if path.endswith(".py")]
    index = PathIndex(tree.files)
    facts = scan_files(tree, python_files)
    return build_project(
        tree,
        facts,
        index,
        find_roots(tree, index, roots, facts),
        launches=launches,
        target_version=target_version,
        first_party=first_party,
        namespace=namespace,
    )
