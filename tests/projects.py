"""Projects for tests, without a disk."""

from collections.abc import Mapping

from importlint.config import Config
from importlint.model.launch import Launch
from importlint.model.versions import DEFAULT
from importlint.project import Project, build_project
from importlint.scan.files import tree_from_mapping


def project_from(
    files: Mapping[str, str],
    *,
    roots: tuple[str, ...] = (),
    launches: tuple[Launch, ...] = (),
    target_version: tuple[int, int] = DEFAULT,
    first_party: tuple[str, ...] = (),
    namespace: tuple[str, ...] = (),
) -> Project:
    """Build the project that a mapping of paths to texts describes; `roots` as a configuration would name them."""
    config = Config(
        project="", roots=roots, target_version=target_version, first_party=first_party, namespace=namespace
    )
    return build_project(tree_from_mapping(files), config, launches=launches)
