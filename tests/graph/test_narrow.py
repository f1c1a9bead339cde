import pytest

from importlint.graph.narrow import collapse, in_cycles, keep_edges, near, only_cycles
from importlint.model.facts import Timing
from importlint.model.report import GraphEdge, GraphModule, ReportGraph


def graph_of(*edges: str) -> ReportGraph:
    """Build a graph from `a.b > c`, `a > b deferred`, `a.b > a implicit`; "x/" before a name is a source root."""
    read = [(importer, *rest.split()) for importer, rest in (edge.split(" > ") for edge in edges)]
    names = sorted({split(name) for importer, imported, *_ in read for name in (importer, imported)})
    return ReportGraph(
        modules=tuple(GraphModule(root, name, f"{root}/{name}.py") for root, name in names),
        edges=tuple(
            sorted(
                GraphEdge(
                    names.index(split(importer)),
                    names.index(split(imported)),
                    Timing(next((kind for kind in kinds if kind != "implicit"), "eager")),
                    line,
                    "implicit" in kinds,
                )
                for line, (importer, imported, *kinds) in enumerate(read, 1)
            )
        ),
    )


def split(name: str) -> tuple[str, str]:
    root, _, rest = name.rpartition("/")
    return root or ".", rest


def shown(graph: ReportGraph) -> list[str]:
    def name(position: int) -> str:
        root, dotted, _ = graph.modules[position]
        return dotted if root == "." else f"{root}/{dotted}"

    return [
        f"{name(edge.importer)} > {name(edge.imported)}{'' if edge.timing is Timing.EAGER else f' {edge.timing}'}"
        for edge in graph.edges
    ]


def test_near_goes_in_both_directions():
    graph = graph_of("a > b", "b > c", "c > d", "d > e", "x > c")
    position = [module.name for module in graph.modules].index("c")
    assert shown(near(graph, [position], 1)) == ["b > c", "c > d", "x > c"]
    assert shown(near(graph, [position], 2)) == ["a > b", "b > c", "c > d", "d > e", "x > c"]
    assert near(graph, [position], 0).modules == (GraphModule(".", "c", "./c.py"),)


def test_edges_are_kept_by_a_test():
    graph = graph_of("a > b", "a > c deferred")
    kept = keep_edges(graph, lambda edge: edge.timing is Timing.EAGER)
    assert shown(kept) == ["a > b"]
    assert kept.modules == graph.modules


@pytest.mark.parametrize(
    ("edges", "cyclic"),
    [
        (["a > b", "b > c"], []),
        (["a > b", "b > a"], ["a > b", "b > a"]),
        (["a > b", "b > a deferred"], []),
        (["a > b", "b > a", "b > c", "c > d", "d > c"], ["a > b", "b > a", "c > d", "d > c"]),
        (["p > p.a", "p.a > p implicit"], []),
        (["p > q.a", "p > q implicit", "q > p"], ["p > q", "q > p"]),
        (["a > a"], []),
    ],
)
def test_cycles(edges, cyclic):
    assert shown(only_cycles(graph_of(*edges))) == cyclic


def test_cycles_are_told_by_their_ends():
    graph = graph_of("a > b", "b > a", "b > c")
    assert in_cycles(graph) == {(0, 1), (1, 0)}


def test_collapsed_packages_import_as_their_modules_do():
    graph = graph_of("p.a.x > q.b", "p.a.y > q.b deferred", "p.a > p.c type-only", "one/p.a > two/p.a")
    assert shown(collapse(graph, 1)) == ["p > q", "one/p > two/p"]
    assert shown(collapse(graph, 2)) == ["p.a > p.c type-only", "p.a > q.b", "one/p.a > two/p.a"]


def test_collapsed_source_roots():
    graph = graph_of("one/a > two/b", "one/a > one/c", "two/b > one/c lazy")
    collapsed = collapse(graph, 0)
    assert collapsed.modules == (GraphModule("one", "", ""), GraphModule("two", "", ""))
    assert [(edge.importer, edge.imported, edge.timing) for edge in collapsed.edges] == [
        (0, 1, Timing.EAGER),
        (1, 0, Timing.LAZY),
    ]


def test_collapsed_edge_is_the_one_that_runs_first():
    graph = graph_of("p.a > q.a type-only", "p.b > q.b deferred", "p.c > q.c lazy")
    assert shown(collapse(graph, 1)) == ["p > q deferred"]
