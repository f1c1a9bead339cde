"""`importlint why`: how one module comes to import another."""

from collections.abc import Iterator
from typing import Any

import click

from importlint.commands.analysis import analyse
from importlint.commands.grouped import GroupedCommand, option
from importlint.commands.modules import find_module, shown_module
from importlint.commands.outcome import Outcome
from importlint.commands.request import Request, analysis_options
from importlint.graph.import_graph import Edge
from importlint.graph.queries import Chain, find_chains
from importlint.model.facts import Timing
from importlint.model.root import Module
from importlint.model.wording import count
from importlint.project import Project

_CHAINS_SHOWN = 5


@click.command(
    "why",
    cls=GroupedCommand,
    examples="""
        importlint why app.main app.models
        importlint why services/billing:app.main shared.db
        importlint why scripts/report.py app.settings --eager
    """,
)
@click.argument("importer")
@click.argument("imported")
@option("--eager", heading="Which chains", is_flag=True, help="Only imports that run while their module is imported.")
@option("--all", "show_all", heading="Which chains", is_flag=True, help="All shortest chains, not just the first few.")
@analysis_options
def command(importer: str, imported: str, *, eager: bool, show_all: bool, **options: Any) -> Outcome:
    """Print the shortest chains of imports from IMPORTER to IMPORTED.

    Both are modules: a dotted name, a file, or ROOT:NAME where several source roots have the name. A package stands
    for the modules in it, too.

    \b
    Exit status: 0  there is a chain
                 1  there is none
                 2  wrong usage or configuration, or a path that cannot be read
    """
    config, project, *_, notes = analyse(Request(**options), progress=True)
    start = find_module(importer, project, config.project)
    end = find_module(imported, project, config.project, seen_from=start.id.root)
    keep = _is_eager if eager else _runs
    chains = find_chains(project.graph, start.id, end.id, keep, whole_packages=_are_apart(start, end))
    names = f"{shown_module(start.id, project)} to {shown_module(end.id, project)}"
    if not chains:
        return Outcome(notes=f"{notes}no chain of imports leads from {names}\n", status=1)
    shown = chains if show_all else chains[:_CHAINS_SHOWN]
    heading = f"{count(len(chains), 'shortest chain')} from {names}"
    hidden = f"\n{len(chains) - len(shown)} more; --all shows them\n" if len(shown) < len(chains) else ""
    drawn = "".join(line for chain in shown for line in _draw(chain, project))
    return Outcome(f"{heading}\n{drawn}{hidden}", notes)


def _is_eager(edge: Edge) -> bool:
    return edge.on_import


def _runs(edge: Edge) -> bool:
    return edge.timing is not Timing.TYPE_ONLY


def _are_apart(one: Module, other: Module) -> bool:
    """Return whether neither module lies in the other, so that each can stand for all modules in it."""
    names = (f"{one.id.name}.", f"{other.id.name}.")
    return one.id.root != other.id.root or not (names[0].startswith(names[1]) or names[1].startswith(names[0]))


def _draw(chain: Chain, project: Project) -> Iterator[str]:
    yield f"\n  {shown_module(chain[0].importer, project)}\n"
    for edge in chain:
        path, span = edge.location
        yield f"    -> {shown_module(edge.imported, project)}  {path}:{span.line}{_remark(edge)}\n"


def _remark(edge: Edge) -> str:
    remarks = [
        *([edge.timing.value] if edge.timing is not Timing.EAGER else []),
        *(["only as a script"] if edge.statement.context.main_guard else []),
        *(["a parent package"] if edge.implicit else []),
        *(["assumed: no such name on its own search path"] if edge.assumed else []),
    ]
    return f"  ({', '.join(remarks)})" if remarks else ""
