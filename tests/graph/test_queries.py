"""Chains of imports."""

from importlint.graph.import_graph import Edge
from importlint.graph.queries import find_chains
from importlint.model.root import ModuleId
from tests.graph.graphs import graph_of, lines

MODULES = {
    "a": "import b\nimport c\n",
    "b": "import d\n",
    "c": "def f():\n    import d\n",
    "d": "",
    "p": "",
    "p.one": "import p.two\n",
    "p.two": "from q import x\n",
    "q": "x = 1\n",
    "q.sub": "",
}


def always(_: Edge) -> bool:
    return True


def chains(importer: str, imported: str, *, whole_packages: bool = False) -> list[list[str]]:
    graph = graph_of(MODULES)
    found = find_chains(graph, ModuleId(".", importer), ModuleId(".", imported), always, whole_packages=whole_packages)
    return [lines(chain) for chain in found]


def test_a_shortest_chain_is_found_with_its_statements() -> None:
    assert chains("p.one", "q") == [["p.one -> p.two", "p.two -> q"]]


def test_there_may_be_none() -> None:
    assert chains("d", "a") == []


def test_a_package_stands_for_its_modules_on_request() -> None:
    assert chains("p", "q") == []
    assert chains("p", "q", whole_packages=True) == [["p.two -> q"]]


def test_only_the_edges_to_keep_make_chains() -> None:
    graph = graph_of({"a": "def f():\n    import d\n", "d": ""})
    a, d = ModuleId(".", "a"), ModuleId(".", "d")
    assert find_chains(graph, a, d, lambda edge: edge.on_import, whole_packages=False) == ()
    assert len(find_chains(graph, a, d, always, whole_packages=False)) == 1


def test_a_written_import_is_shown_rather_than_an_implicit_one() -> None:
    graph = graph_of({"a": "import p.x\nimport p\n", "p": "", "p.x": ""})
    (chain,) = find_chains(graph, ModuleId(".", "a"), ModuleId(".", "p"), always, whole_packages=False)
    assert [edge.location.span.line for edge in chain] == [2]
