"""`importlint graph`: the import graph for other programs."""

from pathlib import Path
from typing import Any

import click

from importlint.commands.analysis import analyse
from importlint.commands.grouped import GroupedCommand, option
from importlint.commands.modules import find_module
from importlint.commands.outcome import Outcome
from importlint.commands.request import Request, analysis_options
from importlint.engine.report import compact
from importlint.graph.narrow import collapse, in_cycles, keep_edges, near, only_cycles
from importlint.model.facts import Timing
from importlint.model.report import ReportGraph
from importlint.model.root import ModuleId
from importlint.reporters.graphs import GRAPH_FORMATS, Drawing
from importlint.store import write_text

_PART = "Which part"
_OUTPUT = "How and where"


@click.command(
    "graph",
    cls=GroupedCommand,
    examples="""
        importlint graph --collapse roots
        importlint graph --focus app.orders --depth 2 --format mermaid
        importlint graph --cycles --format dot --output cycles.dot
    """,
)
@option("--focus", heading=_PART, metavar="MODULE", multiple=True, help="Only what is near this module. Repeatable.")
@option(
    "--depth",
    heading=_PART,
    metavar="N",
    type=click.IntRange(0),
    default=1,
    help="How near: N imports away.  [default: 1]",
)
@option("--cycles", heading=_PART, is_flag=True, help="Only what lies in cycles of eager imports.")
@option("--eager", heading=_PART, is_flag=True, help="Only imports that run while their module is imported.")
@option("--implicit", heading=_PART, is_flag=True, help="Also the imports of parent packages that nobody wrote.")
@option(
    "--collapse",
    heading=_PART,
    metavar="N|roots",
    help="One node for each package N parts deep (1: top-level packages), or for each source root.",
)
@option(
    "--format",
    "format_",
    heading=_OUTPUT,
    type=click.Choice(tuple(GRAPH_FORMATS)),
    default="dot",
    help="For Graphviz, Markdown, scripts, or graph editors.  [default: dot]",
)
@option("--output", heading=_OUTPUT, metavar="FILE", default="-", help="Where it goes.  [default: standard output]")
@analysis_options
def command(format_: str, output: str, **options: Any) -> Outcome:
    """Print the import graph of a project."""
    narrowing = {name: options.pop(name) for name in ("focus", "depth", "cycles", "eager", "implicit", "collapse")}
    level = _read_level(narrowing["collapse"])
    config, project, *_, notes = analyse(Request(**options), progress=True)
    focus = [find_module(text, project, config.project).id for text in narrowing["focus"]]
    graph = _narrow(compact(project.graph), focus, level, narrowing)
    text = GRAPH_FORMATS[format_](Drawing(graph, in_cycles(graph)))
    if output == "-":
        return Outcome(text, notes)
    write_text(Path(output), text)
    return Outcome(notes=f"{notes}{format_} graph: {output}\n")


def _read_level(text: str | None) -> int | None:
    if text is None or text.isdecimal():
        return None if text is None else int(text)
    if text == "roots":
        return 0
    raise click.BadParameter(f"{text} is neither a number nor `roots`", param_hint="--collapse")


def _narrow(graph: ReportGraph, focus: list[ModuleId], level: int | None, options: dict[str, Any]) -> ReportGraph:
    if options["eager"]:
        graph = keep_edges(graph, lambda edge: edge.timing is Timing.EAGER)
    if options["cycles"]:
        graph = only_cycles(graph)  # with the implicit imports that close some of them
    elif not options["implicit"]:
        graph = keep_edges(graph, lambda edge: not edge.implicit)
    if focus:
        graph = near(graph, _positions(focus, graph), options["depth"])
    return graph if level is None else collapse(graph, level)


def _positions(focus: list[ModuleId], graph: ReportGraph) -> list[int]:
    """Return the positions of modules in the graph, a package with what lies in it."""
    return [
        position
        for position, module in enumerate(graph.modules)
        if any(module.root == one.root and f"{module.name}.".startswith(f"{one.name}.") for one in focus)
    ]
