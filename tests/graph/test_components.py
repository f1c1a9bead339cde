"""The components, against networkx and by hand."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from importlint.graph.components import strongly_connected

NODES = st.integers(min_value=0, max_value=12)


@given(st.lists(st.tuples(NODES, NODES), max_size=60))
def test_finds_what_networkx_finds(edges: list[tuple[int, int]]) -> None:
    successors: dict[int, list[int]] = {}
    for start, end in edges:
        successors.setdefault(start, []).append(end)
    components = strongly_connected(successors)
    assert {frozenset(component) for component in components} == {
        frozenset(component) for component in nx.strongly_connected_components(nx.DiGraph(edges))
    }


@given(st.lists(st.tuples(NODES, NODES), max_size=60))
def test_a_component_comes_after_those_that_it_leads_to(edges: list[tuple[int, int]]) -> None:
    successors: dict[int, list[int]] = {}
    for start, end in edges:
        successors.setdefault(start, []).append(end)
    place = {node: position for position, nodes in enumerate(strongly_connected(successors)) for node in nodes}
    assert all(place[end] <= place[start] for start, end in edges)


def test_a_chain_longer_than_the_interpreters_stack_is_no_trouble() -> None:
    chain = {number: [number + 1] for number in range(50_000)}
    assert len(strongly_connected(chain)) == 50_001
    assert len(strongly_connected(chain | {50_000: [0]})) == 1


def test_an_empty_graph_has_none() -> None:
    assert strongly_connected({}) == []
