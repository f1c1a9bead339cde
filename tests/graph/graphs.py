"""Small import graphs for tests."""

from collections.abc import Iterable, Mapping

from importlint.graph.cycles import Cycle, find_cycles
from importlint.graph.import_graph import Edge, ImportGraph, build_graph
from importlint.resolve.resolver import Resolver
from importlint.resolve.roots import find_roots
from importlint.resolve.search_path import PathIndex
from importlint.scan.files import tree_from_mapping
from importlint.scan.run import scan_files


def graph_of_files(files: Mapping[str, str]) -> ImportGraph:
    """Build the graph of files by path."""
    tree = tree_from_mapping(files)
    index = PathIndex(tree.files)
    facts = scan_files(tree, [path for path in tree.files if path.endswith(".py")])
    roots = find_roots(tree, index, (), facts)
    return build_graph(facts, [root.path for root in roots], Resolver(index, roots))


def graph_of(modules: Mapping[str, str]) -> ImportGraph:
    """Build the graph of modules by dotted name; one with others below it is a package."""
    packages = {name.rpartition(".")[0] for name in modules}
    paths = {name: name.replace(".", "/") + ("/__init__.py" if name in packages else ".py") for name in modules}
    return graph_of_files({"setup.py": "", **{paths[name]: text for name, text in modules.items()}})


def cycles_of(modules: Mapping[str, str]) -> tuple[Cycle, ...]:
    """Return the cycles of the imports that run on import."""
    return find_cycles(graph_of(modules), lambda edge: edge.on_import)


def lines(edges: Iterable[Edge]) -> list[str]:
    """Return edges as `importer -> imported`, with the flags that are set."""
    return [f"{edge.importer.name} -> {edge.imported.name}{_flags(edge)}" for edge in edges]


def _flags(edge: Edge) -> str:
    timing = [edge.timing.value] if edge.timing.value != "eager" else []
    flags = [name for name in ("implicit", "guarded", "assumed") if getattr(edge, name)]
    return "".join(f" {flag}" for flag in (*timing, *flags))
