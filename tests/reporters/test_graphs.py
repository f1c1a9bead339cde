import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from importlint.graph.narrow import collapse, in_cycles
from importlint.model.facts import Timing
from importlint.model.report import GraphEdge, GraphModule, ReportGraph
from importlint.reporters.graphs import GRAPH_FORMATS, Drawing
from tests.reporters.reports import GRAPH

EXPECTED = Path(__file__).parent / "expected"
HOSTILE = '"];\\\n</data><x>#quot;`\x1b[31m\u202e & %%{init}%%'


def drawing(graph: ReportGraph) -> Drawing:
    return Drawing(graph, in_cycles(graph))


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_example(compare, name):
    compare(EXPECTED / f"graph.{name}", GRAPH_FORMATS[name](drawing(GRAPH)))


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_source_roots_as_nodes(compare, name):
    compare(EXPECTED / f"roots.{name}", GRAPH_FORMATS[name](drawing(collapse(GRAPH, 0))))


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_hostile_names_stay_labels(name):
    modules = (GraphModule(HOSTILE, HOSTILE, HOSTILE), GraphModule(HOSTILE, "b", ""))
    graph = ReportGraph(modules=modules, edges=(GraphEdge(0, 1, Timing.EAGER, 1),))
    text = GRAPH_FORMATS[name](drawing(graph))
    assert all(character.isprintable() or character == "\n" for character in text)
    if name == "json":
        assert json.loads(text)["nodes"][0]["name"] == HOSTILE
    if name == "graphml":
        ET.fromstring(text)
    if name == "mermaid":
        assert re.fullmatch(r'    m0\["[\w .#;/-]*"\]', text.splitlines()[2])
    if name == "dot":
        assert '    m0 [label="\\"];\\\\\\\\n</data>' in text


def test_graphml_holds_what_is_known():
    root = ET.fromstring(GRAPH_FORMATS["graphml"](drawing(GRAPH)))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    names = {key.get("id"): key.get("attr.name") for key in root.iter(f"{space}key")}

    def known(tag):
        found = root.iter(f"{space}{tag}")
        return [{names[data.get("key")]: data.text for data in one.iter(f"{space}data")} for one in found]

    assert [node["name"] for node in known("node")] == [module.name for module in GRAPH.modules]
    assert [(edge["timing"], edge["line"], edge["cycle"]) for edge in known("edge")] == [
        ("eager", "6", "False"),
        ("eager", "5", "False"),
        ("eager", "5", "False"),
        ("eager", "3", "True"),
        ("eager", "1", "True"),
    ]
    identities = [edge.get("id") for edge in root.iter(f"{space}edge")]
    assert len(set(identities)) == len(identities) == 5


def test_empty_graph():
    for name, render in GRAPH_FORMATS.items():
        text = render(drawing(ReportGraph()))
        assert text.endswith("\n"), name
    assert json.loads(GRAPH_FORMATS["json"](drawing(ReportGraph()))) == {"nodes": [], "edges": []}
