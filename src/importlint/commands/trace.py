"""`importlint trace`: what happens when a script runs, or a module is imported first."""

from collections.abc import Iterable, Iterator
from typing import Any

import click

from importlint.commands.grouped import GroupedCommand, option
from importlint.commands.outcome import Outcome
from importlint.commands.processes import Processes, open_processes, process_options
from importlint.errors import TargetError, UsageError
from importlint.model.trace import Trace, Verdict
from importlint.reporters.trace_lines import render_lines
from importlint.reporters.trace_tree import render_tree

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
    type=click.Choice(("text", "jsonl")),
    default="text",
    help="Text draws the imports as a tree; jsonl prints an object a line, schema importlint-trace/1.",
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
    traces = list(_run(processes, wanted))
    status = int(any(trace.verdict is Verdict.CRASH for trace in traces))
    if options["form"] == "jsonl":
        return Outcome(lines=render_lines(traces), status=status)
    return Outcome("\n".join(map(render_tree, traces)), status=status)


def _read_entries(file: str | None) -> Iterator[str]:
    if file is None:
        return
    try:
        with click.open_file(file, encoding="utf-8", errors="surrogateescape") as lines:
            yield from (line.strip() for line in lines if line.strip())
    except OSError as error:
        raise TargetError(f"{file}: {error.strerror}", help="--entries takes a file with an entry a line") from error


def _run(processes: Processes, entries: Iterable[str]) -> Iterator[Trace]:
    """Yield a trace for each entry, in the order given."""
    wanted = list(entries)
    modules = [entry for entry in wanted if not entry.endswith(".py")]
    found = processes.run_modules(modules)
    for entry in wanted:
        yield processes.run_script(entry) if entry.endswith(".py") else next(found)
