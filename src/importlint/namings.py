"""Which files name what in absolute imports, so that a rule looks at their statements alone."""

from collections.abc import Collection

from importlint.model.names import top_level
from importlint.project import Project
from importlint.resolve.resolver import Origin


def files_naming(project: Project, tops: Collection[str]) -> list[str]:
    """Return the files with absolute imports of something under one of some top-level names, sorted."""
    found = (paths for name, paths in project.graph.named.items() if top_level(name) in tops)
    return sorted(set[str]().union(*found))


def files_lacking(project: Project, origin: Origin) -> frozenset[str]:
    """Return the modules with absolute imports of a name that their innermost source root says is of an origin."""
    roots = {path: modules[0].id.root for path, modules in project.modules_by_path.items()}
    lacking: set[str] = set()
    for name, paths in project.graph.named.items():
        around = {roots.get(path) for path in paths} - {None}
        found = {root for root in around if root and project.resolver.resolve(root, name).origin is origin}
        if found:
            lacking.update(path for path in paths if roots.get(path) in found)
    return frozenset(lacking)
