"""Our edges against those of grimp.build_graph, for packages as they are installed.

One difference is known, by cause: grimp skips directories without `__init__.py`, Python does not (PEP 420).
"""

from importlib.util import find_spec
from pathlib import Path

import grimp
import pytest

from tests.graph.graphs import graph_of_files

Pairs = set[tuple[str, str]]

PACKAGES = ("_pytest", "click", "grimp", "hypothesis", "jinja2", "networkx", "rich")


def directory_of(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def our_imports(package: str) -> Pairs:
    directory = directory_of(package)
    files = {
        f"{package}/{path.relative_to(directory).as_posix()}": path.read_text(encoding="utf-8")
        for path in directory.rglob("*.py")
    }
    graph = graph_of_files({"setup.py": "", **files})
    return {(edge.importer.name, edge.imported.name) for edge in graph.edges if not edge.implicit}


def their_imports(package: str) -> Pairs:
    graph = grimp.build_graph(package, cache_dir=None)
    return {
        (importer, name) for importer in graph.modules for name in graph.find_modules_directly_imported_by(importer)
    }


def in_namespace_package(module: str, package: str) -> bool:
    """Return whether one of the directories that hold a module has no `__init__.py`."""
    names = module.split(".")[1:]
    directories = [directory_of(package).joinpath(*names[:end]) for end in range(len(names) + 1)]
    return any(directory.is_dir() and not (directory / "__init__.py").exists() for directory in directories)


@pytest.mark.parametrize("package", PACKAGES)
def test_the_edges_are_the_same(package: str) -> None:
    ours, theirs = our_imports(package), their_imports(package)
    assert theirs - ours == set()
    unexplained = {pair for pair in ours - theirs if not any(in_namespace_package(name, package) for name in pair)}
    assert unexplained == set()
    assert len(ours) > 40
