"""`importlint trace`: what happens when a script runs, or a module is imported first."""

from collections.abc import Iterator
from typing import Any

import click

from importlint.commands.grouped import GroupedCommand, option
from importlint.commands.outcome import Outcome
from importlint.commands.processes import open_processes, process_options
from importlint.commands.tracing import FORMATS, Tracing, workers_for
from importlint.errors import TargetError, UsageError

_ENTRIES = "Which entries"
_OUTPUT = "How"


@click.command(
    "trace",
    cls=GroupedCommand,
    examples="""
        importlint trace scripts/run_all.py
        importlint trace --search-path services/billing app.main
        importlint trace --all-modules --search-path src --format jsonl
    """,
)
@click.argument("entries", nargs=-1, metavar="[ENTRY]...")
@option(
    "--entries",
    "entries_file",
    heading=_ENTRIES,
    metavar="FILE",
    help="Read entries from FILE, one a line; - is standard input.",
)
@option("--all-modules", heading=_ENTRIES, is_flag=True, help="Every module that the search path has.")
@option("--all-scripts", heading=_ENTRIES, is_flag=True, help="Every script of the project.")
@process_options
@option(
    "--format",
    "form",
    heading=_OUTPUT,
    type=click.Choice(FORMATS),
    default="text",
    help="Text draws the imports as a tree; jsonl prints an object a line, schema importlint-trace/1.",
)
@option(
    "--workers",
    heading=_OUTPUT,
    metavar="N",
    type=int,
    default=0,
    help="Run entries in N processes; 0, the default, takes as many as help.",
)
def command(entries: tuple[str, ...], **options: Any) -> Outcome:
    """Say what happens when each ENTRY runs: every import, the file it means, and whether it crashes.

    An ENTRY that ends in .py is a script; otherwise it is a dotted module, imported first in a fresh interpreter.
    Nothing is executed.

    \b
    Exit status: 0  no entry crashes
                 1  some entry crashes
                 2  wrong usage, or an entry that does not exist
    """
    processes = open_processes(options)
    wanted = [*entries, *_read_entries(options["entries_file"])]
    if options["all_modules"]:
        wanted += processes.module_names()
    if options["all_scripts"]:
        wanted += processes.script_paths()
    if not wanted and not (options["all_modules"] or options["all_scripts"] or options["entries_file"]):
        raise UsageError("no entry was given", help="name a script or a module, or use --all-modules")
    processes.require(wanted)
    tracing = Tracing(processes, options, options["form"])
    return Outcome(lines=tracing.lines(wanted, workers_for(wanted, options["workers"])), status=tracing.status)


def _read_entries(file: str | None) -> Iterator[str]:
    if file is None:
        return
    try:
        with click.open_file(file, encoding="utf-8", errors="surrogateescape") as lines:
            yield from (line.strip() for line in lines if line.strip())
    except OSError as error:
        raise TargetError(f"{file}: {error.strerror}", help="--entries takes a file with an entry a line") from error
