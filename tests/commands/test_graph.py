"""`importlint graph`, from arguments to text."""

import json

import pytest

from tests.commands.conftest import Run, Write
from tests.commands.projects import CYCLE, TWO_SERVICES

LAYERS = {
    "setup.py": "",
    "app/__init__.py": "",
    "app/main.py": "from app import core\n",
    "app/core.py": "import app.util.text\n\n\ndef later():\n    import app.store\n",
    "app/store.py": "",
    "app/util/__init__.py": "",
    "app/util/text.py": "",
}


def edges(run: Run, *options: str) -> list[str]:
    graph = json.loads(run("graph", "--format", "json", *options).out)
    names = [node["name"] or node["root"] for node in graph["nodes"]]
    return [f"{names[edge['importer']]} > {names[edge['imported']]}" for edge in graph["edges"]]


def test_written_imports_of_a_project(write: Write, run: Run) -> None:
    write(LAYERS)
    assert edges(run) == ["app.core > app.store", "app.core > app.util.text", "app.main > app.core"]
    assert edges(run, "--eager") == ["app.core > app.util.text", "app.main > app.core"]
    assert "app.core > app.util" in edges(run, "--implicit")


def test_neighbourhood_of_a_module(write: Write, run: Run) -> None:
    write(LAYERS)
    assert edges(run, "--focus", "app.store") == ["app.core > app.store"]
    assert edges(run, "--focus", "app/store.py", "--depth", "2") == edges(run)
    assert edges(run, "--focus", "app.util") == ["app.core > app.util.text"]


def test_packages_as_nodes(write: Write, run: Run) -> None:
    write(LAYERS)
    assert edges(run, "--collapse", "2") == ["app.core > app.store", "app.core > app.util", "app.main > app.core"]
    assert edges(run, "--collapse", "roots") == []


def test_cycles_alone(write: Write, run: Run) -> None:
    write({**CYCLE, "three.py": "import one\n"})
    assert edges(run, "--cycles") == ["one > two", "two > one"]
    assert "linkStyle 0,1 stroke" in run("graph", "--cycles", "--format", "mermaid").out


def test_output_goes_to_a_file(write: Write, run: Run) -> None:
    project = write(TWO_SERVICES)
    done = run("graph", "--output", "imports.dot")
    assert (done.out, done.err) == ("", "dot graph: imports.dot\n")
    assert (project / "imports.dot").read_text("utf-8").startswith("digraph imports {\n")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--collapse", "much"), "much is neither a number nor `roots`"),
        (("--focus", "app.stor"), "app.stor: the project has no such module"),
        (("--depth", "-1"), "-1 is not in the range"),
    ],
)
def test_wrong_usage(write: Write, run: Run, options: tuple[str, ...], message: str) -> None:
    write(LAYERS)
    done = run("graph", *options)
    assert done.status == 2
    assert message in done.err
