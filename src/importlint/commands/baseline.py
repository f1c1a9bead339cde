"""`importlint baseline`: accept today's findings."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from importlint.commands.analysis import Analysis, analyse, find_results
from importlint.commands.baseline_file import baseline_path, read_baseline
from importlint.commands.grouped import GroupedCommand, option
from importlint.commands.outcome import Outcome
from importlint.commands.places import shown
from importlint.commands.request import Request, project_options, rule_options
from importlint.engine.baseline import Entry, entries_of, merge
from importlint.engine.baseline_text import render_baseline
from importlint.model.wording import count
from importlint.store import write_text


@click.command(
    "baseline",
    cls=GroupedCommand,
    examples="""
        importlint baseline
        importlint baseline --output importlint-baseline.json services/
    """,
)
@project_options
@rule_options
@option("--output", heading="Where", metavar="FILE", help="The baseline.  [default: what is configured]")
def command(output: str | None, **options: Any) -> Outcome:
    """Accept today's findings, so that later scans fail on new ones only.

    The findings are written to the file that the configuration names as `baseline`, else to importlint-baseline.json
    in the project, where `importlint scan` finds it. With PATHS or --select, what the file says about the rest of the
    project stays.
    """
    analysis = analyse(Request(**options), progress=True)
    path = baseline_path(analysis.config, output)
    accepted = entries_of(find_results(analysis).findings)
    entries = merge(accepted, _kept(analysis, path))
    write_text(path, render_baseline(entries))
    return Outcome(notes=f"{analysis.notes}{shown(str(path))}: {count(len(entries), 'finding')} accepted\n")


def _kept(analysis: Analysis, path: Path) -> Iterable[Entry]:
    """Return what the file says about the part of the project that this run did not look at."""
    if analysis.is_complete or not path.exists():
        return ()
    return (entry for entry in read_baseline(analysis.config, str(path)) if not analysis.judges(entry))
