"""What counts as a cycle, and how it is described."""

from importlint.graph.cycles import find_cycles
from tests.graph.graphs import cycles_of, graph_of, graph_of_files, lines


def members(modules: dict[str, str]) -> list[list[str]]:
    return [[module.name for module in cycle.modules] for cycle in cycles_of(modules)]


def test_imports_in_one_direction_are_none() -> None:
    assert members({"a": "import b\nimport c\n", "b": "import c\n", "c": ""}) == []


def test_two_modules_that_import_each_other_are_one() -> None:
    assert members({"a": "import b\n", "b": "import a\n"}) == [["a", "b"]]


def test_a_package_whose_init_collects_its_modules_is_none() -> None:
    modules = {"p": "from p.a import A\n", "p.a": "from p.b import B\nfrom . import c\n", "p.b": "", "p.c": ""}
    assert members(modules) == []


def test_a_module_that_reads_from_its_half_built_package_is_one() -> None:
    assert members({"p": "from p.a import A\nNAME = 1\n", "p.a": "from p import NAME\n"}) == [["p", "p.a"]]


def test_the_implicit_import_of_another_package_closes_a_cycle() -> None:
    modules = {"x": "", "x.y": "import q.r\n", "q": "from x.y import name\n", "q.r": ""}
    assert members(modules) == [["q", "x.y"]]


def test_deferred_lazy_type_only_and_script_imports_close_none() -> None:
    for text in (
        "def f():\n    import a\n",
        "lazy import a\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\n",
        "if __name__ == '__main__':\n    import a\n",
    ):
        assert members({"a": "import b\n", "b": text}) == []


def test_assumed_edges_close_only_cycles_that_are_asked_for() -> None:
    graph = graph_of_files(
        {
            "a/requirements.txt": "",
            "a/alpha.py": "import beta\n",
            "b/requirements.txt": "",
            "b/beta.py": "import alpha\n",
        }
    )
    assert find_cycles(graph, lambda edge: not edge.assumed) == ()
    (cycle,) = find_cycles(graph, lambda edge: edge.on_import)
    assert cycle.roots == ("a", "b")


def test_the_shortest_way_around_is_drawn_from_its_smallest_module() -> None:
    modules = {"a": "import b\n", "b": "import c\n", "c": "import d\nimport e\n", "d": "import a\n", "e": "import c\n"}
    (cycle,) = cycles_of(modules)
    assert [module.name for module in cycle.modules] == ["a", "b", "c", "d", "e"]
    assert lines(cycle.shortest) == ["c -> e", "e -> c"]
    assert cycle.names == ("c", "e")
    assert lines(cycle.edges) == ["a -> b", "b -> c", "c -> d", "c -> e", "d -> a", "e -> c"]


def test_components_do_not_touch_each_other() -> None:
    modules = {"a": "import b\n", "b": "import a\n", "c": "import d\nimport a\n", "d": "import c\n"}
    assert members(modules) == [["a", "b"], ["c", "d"]]


def test_other_timings_can_be_asked_for() -> None:
    graph = graph_of({"a": "import b\n", "b": "def f():\n    import a\n"})
    assert [cycle.names for cycle in find_cycles(graph, lambda _: True)] == [("a", "b")]


def test_a_ring_of_thousands_is_no_trouble() -> None:
    size = 2_000
    (cycle,) = cycles_of({f"m{number:04}": f"import m{(number + 1) % size:04}\n" for number in range(size)})
    assert len(cycle.shortest) == size
    assert cycle.names[0] == "m0000"
