"""The import graph as GraphML, written by networkx, of which this module is the only user."""

from collections.abc import Callable

import networkx as nx

from importlint.model.report import GraphEdge, ReportGraph
from importlint.reporters.display import visible


def render(graph: ReportGraph, is_cyclic: Callable[[GraphEdge], bool]) -> str:
    """Return nodes and edges with what is known of them."""
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for position, module in enumerate(graph.modules):
        drawn.add_node(f"m{position}", **{name: visible(text) for name, text in module._asdict().items()})
    for number, edge in enumerate(graph.edges):
        facts = {"timing": edge.timing.value, "line": edge.line, "implicit": edge.implicit, "cycle": is_cyclic(edge)}
        drawn.add_edge(f"m{edge.importer}", f"m{edge.imported}", f"e{number}", **facts)
    lines = nx.generate_graphml(drawn, named_key_ids=True)
    return "".join(f"{line}\n" for line in lines)
