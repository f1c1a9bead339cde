"""The import graph for other programs: Graphviz, Mermaid, JSON, GraphML.

Names come from the scanned tree: nodes are numbered, and names are only ever quoted labels.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from importlint.model.facts import Timing
from importlint.model.report import GraphEdge, ReportGraph
from importlint.reporters.display import visible


class Drawing(NamedTuple):
    """A graph, and which of its edges (importer, imported) lie in cycles."""

    graph: ReportGraph
    cyclic: frozenset[tuple[int, int]]

    def is_cyclic(self, edge: GraphEdge) -> bool:
        """Return whether an edge lies in a cycle."""
        return edge.timing is Timing.EAGER and (edge.importer, edge.imported) in self.cyclic

    def labels(self) -> list[str]:
        """Return what each module is called: its name, or the source root that stands for its modules."""
        return [visible(module.name or module.root) for module in self.graph.modules]

    def groups(self) -> dict[str, list[int]]:
        """Return the positions of the modules of each source root; {} where roots themselves are the nodes."""
        groups: dict[str, list[int]] = {}
        for position, module in enumerate(self.graph.modules):
            if module.name:
                groups.setdefault(visible(module.root), []).append(position)
        return groups


_DOT_STYLE = {
    Timing.EAGER: "solid",
    Timing.DEFERRED: "dashed",
    Timing.LAZY: "dotted",
    Timing.TYPE_ONLY: "dotted",
}


def render_dot(drawing: Drawing) -> str:
    """Return the graph in Graphviz's language, source roots as clusters, cycles in red."""
    return "".join(f"{line}\n" for line in _dot(drawing))


def _dot(drawing: Drawing) -> Iterator[str]:
    yield "digraph imports {"
    yield "  rankdir=LR;"
    yield '  node [shape=box, style=rounded, fontname="monospace"];'
    labels = drawing.labels()
    groups = drawing.groups()
    for number, (root, members) in enumerate(groups.items()):
        yield f"  subgraph cluster_{number} {{"
        yield f"    label={_quote(root)};"
        yield from (f"    m{position} [label={_quote(labels[position])}];" for position in members)
        yield "  }"
    if not groups:
        yield from (f"  m{position} [label={_quote(label)}];" for position, label in enumerate(labels))
    for edge in drawing.graph.edges:
        color = ', color="#c0273a", penwidth=2' if drawing.is_cyclic(edge) else ""
        yield f"  m{edge.importer} -> m{edge.imported} [style={_DOT_STYLE[edge.timing]}{color}];"
    yield "}"


def _quote(text: str) -> str:
    """Return a quoted string of DOT, in which only the quote and the backslash mean something."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_MERMAID_ARROW = {
    Timing.EAGER: "-->",
    Timing.DEFERRED: "-. deferred .->",
    Timing.LAZY: "-. lazy .->",
    Timing.TYPE_ONLY: "-. type-only .->",
}


def render_mermaid(drawing: Drawing) -> str:
    """Return a Mermaid flowchart, which GitHub and GitLab draw in Markdown."""
    return "".join(f"{line}\n" for line in _mermaid(drawing))


def _mermaid(drawing: Drawing) -> Iterator[str]:
    yield "flowchart LR"
    labels = drawing.labels()
    groups = drawing.groups()
    for number, (root, members) in enumerate(groups.items()):
        yield f"  subgraph g{number}[{_entity(root)}]"
        yield from (f"    m{position}[{_entity(labels[position])}]" for position in members)
        yield "  end"
    if not groups:
        yield from (f"  m{position}[{_entity(label)}]" for position, label in enumerate(labels))
    red = []
    for number, edge in enumerate(drawing.graph.edges):
        yield f"  m{edge.importer} {_MERMAID_ARROW[edge.timing]} m{edge.imported}"
        if drawing.is_cyclic(edge):
            red.append(str(number))
    if red:
        yield f"  linkStyle {','.join(red)} stroke:#c0273a,stroke-width:2px"


def _entity(text: str) -> str:
    """Return a quoted label of Mermaid with its entity codes for what could be markup."""
    safe = "".join(
        character if character.isalnum() or character in " ._-/" else f"#{ord(character)};" for character in text
    )
    return f'"{safe}"'


def render_json(drawing: Drawing) -> str:
    """Return nodes and edges as JSON; edges refer to positions in the list of nodes."""
    nodes = [{"root": module.root, "name": module.name, "path": module.path} for module in drawing.graph.modules]
    edges = [{**edge._asdict(), "cycle": drawing.is_cyclic(edge)} for edge in drawing.graph.edges]
    return f'{{"nodes": [\n{_rows(nodes)}\n],\n"edges": [\n{_rows(edges)}\n]}}\n'


def _rows(rows: list[dict[str, Any]]) -> str:
    return ",\n".join(map(json.dumps, rows))


def render_graphml(drawing: Drawing) -> str:
    """Return GraphML, for yEd, Gephi and the like."""
    from importlint.reporters.graphml import render  # noqa: PLC0415  (networkx takes as long to load as a scan)

    return render(drawing.graph, drawing.is_cyclic)


GRAPH_FORMATS: dict[str, Callable[[Drawing], str]] = {
    "dot": render_dot,
    "mermaid": render_mermaid,
    "json": render_json,
    "graphml": render_graphml,
}
