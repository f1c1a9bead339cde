"""Find the project directories of a tree: one for each service or distribution."""

from importlint.patterns import regex
from importlint.resolve.directories import folder
from importlint.resolve.metadata import Metadata
from importlint.resolve.search_path import PathIndex

# What makes a directory a project by itself, and what does so only where it is not a part of one.
_STRONG = regex(r"pyproject\.toml|setup\.py|setup\.cfg|manage\.py|Pipfile")
_WEAK = regex(r"requirements[\w.-]*\.(txt|in)|Dockerfile(\.[\w-]+)?|[\w-]+\.Dockerfile|environment\.ya?ml")
_PARTS_OF_PROJECTS = frozenset({"doc", "docs", "test", "tests", "docker", "requirements", ".devcontainer", ".github"})


def find_marked(metadata: Metadata) -> dict[str, str]:
    """Return every directory that holds a project file, with the path of the most telling one."""
    found: dict[str, str] = {}
    for pattern in (_STRONG, _WEAK):
        for name in metadata.names():
            if pattern.fullmatch(name):
                for path in metadata.named(name):
                    found.setdefault(folder(path), path)
    return found


def find_projects(marked: dict[str, str], index: PathIndex) -> frozenset[str]:
    """Return the project directories among those that hold a project file."""
    return frozenset(directory for directory, path in marked.items() if _is_project(directory, path, index))


def _is_project(directory: str, path: str, index: PathIndex) -> bool:
    if _STRONG.fullmatch(path.rpartition("/")[2]):
        return True
    return "__init__" not in index.names(directory) and _PARTS_OF_PROJECTS.isdisjoint(directory.split("/"))
