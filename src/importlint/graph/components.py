"""Strongly connected components: Tarjan's algorithm without recursion (docs/decisions/001-components.md)."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def strongly_connected(successors: Mapping[Node, Iterable[Node]]) -> list[list[Node]]:
    """Return the components of a directed graph, each after those that it leads to.

    Nodes that are only successors count as well. R. Tarjan, "Depth-first search and linear graph algorithms", SIAM
    Journal on Computing 1 (1972), with an explicit stack: import chains are longer than the interpreter's own stack.
    """
    components: list[list[Node]] = []
    order: dict[Node, int] = {}
    low: dict[Node, int] = {}
    open_nodes: dict[Node, None] = {}  # a stack with a fast membership test
    for start in successors:
        if start in order:
            continue
        path: list[tuple[Node, Iterator[Node]]] = []
        _enter(start, successors, order, low, open_nodes, path)
        while path:
            node, remaining = path[-1]
            for following in remaining:
                if following not in order:
                    _enter(following, successors, order, low, open_nodes, path)
                    break
                if following in open_nodes:
                    low[node] = min(low[node], order[following])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == order[node]:
                    components.append(_close(node, open_nodes))
    return components


def _enter(
    node: Node,
    successors: Mapping[Node, Iterable[Node]],
    order: dict[Node, int],
    low: dict[Node, int],
    open_nodes: dict[Node, None],
    path: list[tuple[Node, Iterator[Node]]],
) -> None:
    order[node] = low[node] = len(order)
    open_nodes[node] = None
    path.append((node, iter(successors.get(node, ()))))


def _close(node: Node, open_nodes: dict[Node, None]) -> list[Node]:
    component: list[Node] = []
    while not component or component[-1] != node:
        component.append(open_nodes.popitem()[0])
    return component
