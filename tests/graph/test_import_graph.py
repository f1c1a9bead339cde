"""Which edges a project has."""

from importlint.model.root import ModuleId
from tests.graph.graphs import graph_of, graph_of_files, lines


def edges_of(module: str, modules: dict[str, str]) -> list[str]:
    return lines(edge for edge in graph_of(modules).edges if edge.importer.name == module)


def test_an_import_leads_to_the_module_and_to_its_parents() -> None:
    modules = {"a": "", "a.b": "", "a.b.c": "", "main": "import a.b.c\n"}
    assert edges_of("main", modules) == ["main -> a implicit", "main -> a.b implicit", "main -> a.b.c"]


def test_a_from_import_of_a_submodule_reads_nothing_from_the_package() -> None:
    modules = {"p": "", "p.x": "", "main": "from p import x\n"}
    assert edges_of("main", modules) == ["main -> p implicit", "main -> p.x"]


def test_a_from_import_of_a_name_reads_it_from_the_package() -> None:
    graph = graph_of({"p": "NAME = 1\n", "p.x": "", "main": "from p import NAME, x\n"})
    edges = graph.imports_of(ModuleId(".", "main"))
    assert lines(edges) == ["main -> p", "main -> p.x"]
    assert [edge.reads for edge in edges] == [("NAME",), ()]


def test_a_star_import_reads_everything() -> None:
    graph = graph_of({"p": "", "p.x": "", "main": "from p import *\n"})
    (edge,) = graph.imports_of(ModuleId(".", "main"))
    assert (edge.imported.name, edge.reads, edge.implicit) == ("p", ("*",), False)


def test_relative_imports_count_from_the_package_that_holds_the_module() -> None:
    modules = {
        "p": "from . import a\n",
        "p.a": "from .q.b import f\n",
        "p.q": "",
        "p.q.b": "from ..a import f\nfrom ... import outside\nfrom .... import further\n",
    }
    assert edges_of("p", modules) == ["p -> p implicit", "p -> p.a"]
    assert edges_of("p.a", modules) == ["p.a -> p implicit", "p.a -> p.q implicit", "p.a -> p.q.b"]
    assert edges_of("p.q.b", modules) == ["p.q.b -> p implicit", "p.q.b -> p.a"]


def test_timing_and_guards_are_kept() -> None:
    text = """\
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import typed
try:
    import guarded
except ImportError:
    guarded = None
def f():
    import deferred
lazy import later
if __name__ == "__main__":
    import run
"""
    modules = dict.fromkeys(("typed", "guarded", "deferred", "later", "run"), "")
    edges = graph_of({"main": text, **modules}).imports_of(ModuleId(".", "main"))
    assert lines(edges) == [
        "main -> typed type-only",
        "main -> guarded guarded",
        "main -> deferred deferred",
        "main -> later lazy",
        "main -> run",
    ]
    assert [edge.imported.name for edge in edges if edge.on_import] == ["guarded"]


def test_standard_library_and_unknown_names_have_no_edge() -> None:
    assert edges_of("main", {"main": "import os.path, requests\nfrom collections import abc\n"}) == []


def test_a_name_of_exactly_one_other_root_is_assumed() -> None:
    graph = graph_of_files(
        {
            "services/a/requirements.txt": "",
            "services/a/alpha/__init__.py": "import beta.core\n",
            "services/b/requirements.txt": "",
            "services/b/beta/__init__.py": "",
            "services/b/beta/core.py": "",
        }
    )
    assert lines(graph.edges) == ["alpha -> beta implicit assumed", "alpha -> beta.core assumed"]
    assert {edge.imported.root for edge in graph.edges} == {"services/b"}


def test_a_contested_name_of_other_roots_has_no_edge() -> None:
    services = {f"services/{name}/app/__init__.py": "" for name in "ab"}
    projects = {f"services/{name}/requirements.txt": "" for name in "abc"}
    graph = graph_of_files({**services, **projects, "services/c/gamma/__init__.py": "import app\n"})
    assert graph.edges == ()


def test_each_service_imports_its_own_module_of_a_contested_name() -> None:
    files = {}
    for name in "ab":
        files |= {f"services/{name}/app/__init__.py": "", f"services/{name}/app/core.py": "from app import core\n"}
    graph = graph_of_files(files)
    assert {(edge.importer.root, edge.imported.root) for edge in graph.edges} == {
        ("services/a", "services/a"),
        ("services/b", "services/b"),
    }


def test_edges_and_modules_are_sorted_and_indexed_both_ways() -> None:
    graph = graph_of({"b": "import c\nimport a\n", "a": "import c\n", "c": ""})
    assert [module.name for module in graph.modules] == ["a", "b", "c", "setup"]
    assert lines(graph.edges) == ["a -> c", "b -> c", "b -> a"]
    assert lines(graph.importers_of(ModuleId(".", "c"))) == ["a -> c", "b -> c"]
    assert lines(graph.imports_of(ModuleId(".", "c"))) == []


def test_an_edge_knows_its_place() -> None:
    (edge,) = graph_of({"a": "# comment\nimport b\n", "b": ""}).edges
    assert edge.location.path == "a.py"
    assert edge.location.span == (2, 1, 2, 9)
