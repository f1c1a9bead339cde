"""The import graph of a tree, and what it rests on: the index of its files, its source roots, its dependencies."""

from collections.abc import Mapping
from dataclasses import dataclass

from importlint.graph.import_graph import ImportGraph, build_graph
from importlint.model.facts import FileFacts
from importlint.model.root import SourceRoot
from importlint.model.tree import Tree
from importlint.resolve.dependencies import Dependencies, declared_names, find_dependencies
from importlint.resolve.metadata import Metadata
from importlint.resolve.projects import find_marked, find_projects
from importlint.resolve.resolver import Resolver
from importlint.resolve.roots import find_roots
from importlint.resolve.search_path import PathIndex


@dataclass(frozen=True, slots=True)
class TreeGraph:
    """What is known of a tree before anything of it is run.

    extended: the files that extend their package's path. dependencies: by project directory. declared: by project
    directory, import name -> distribution.
    """

    extended: frozenset[str]
    index: PathIndex
    roots: tuple[SourceRoot, ...]
    dependencies: Mapping[str, Dependencies]
    declared: Mapping[str, Mapping[str, str]]
    resolver: Resolver
    graph: ImportGraph


def graph_of_tree(
    tree: Tree,
    metadata: Metadata,
    facts: Mapping[str, FileFacts],
    configured_roots: tuple[str, ...],
    target: tuple[int, int],
) -> TreeGraph:
    """Find the source roots of a tree, and build the graph of the imports in them."""
    extended = frozenset(path for path, found in facts.items() if found.extends_path)
    index = PathIndex(tree.files, extended)
    roots = find_roots(tree, index, configured_roots, facts, metadata)
    dependencies = find_dependencies(metadata, find_projects(find_marked(metadata), index))
    declared = declared_names(dependencies)
    resolver = Resolver(index, roots, target, declared, tree.ignores)
    graph = build_graph(facts, [root.path for root in roots], resolver)
    return TreeGraph(extended, index, roots, dependencies, declared, resolver, graph)
