"""`importlint which`: the file that a name means in a process, and why that one."""

from collections.abc import Iterator
from typing import Any

import click

from importlint.commands.grouped import GroupedCommand
from importlint.commands.outcome import Outcome
from importlint.commands.processes import Processes, open_processes, process_options
from importlint.meaning import find_meaning
from importlint.model.trace import Trace, Verdict
from importlint.resolve.search_path import Found


@click.command(
    "which",
    cls=GroupedCommand,
    examples="""
        importlint which scripts/run_all.py app.core.engine
        importlint which --search-path services/billing app.main app
    """,
)
@click.argument("entry")
@click.argument("name")
@process_options
def command(entry: str, name: str, **options: Any) -> Outcome:
    """Say which file NAME means in the process that ENTRY starts, what else it could mean, and why this one wins.

    An ENTRY that ends in .py is a script; otherwise it is a dotted module, imported first in a fresh interpreter.

    \b
    Exit status: 0  NAME means something there
                 1  it means nothing, or that cannot be known
                 2  wrong usage, or an entry that does not exist
    """
    processes = open_processes(options)
    processes.require([entry])
    trace = next(processes.run([entry]))
    candidates = list(_candidates(processes, trace, name))
    answer, reason = find_meaning(trace, processes.settings, name)
    lines = [f"{name} in {entry}: {answer or 'nothing'}", f"  because {reason}"]
    lines += _table(candidates, answer)
    lines += _elsewhere(processes, name, [entry for entry, _ in candidates])
    if trace.verdict is not Verdict.OK:
        error = trace.error
        lines.append(f"  the process itself: {f'{error.type}: {error.message}' if error else trace.reason}")
    return Outcome("".join(f"{line}\n" for line in lines), status=0 if answer else 1)


def _candidates(processes: Processes, trace: Trace, name: str) -> Iterator[tuple[str, Found]]:
    """Yield what each entry of the search path, in order, has under a name."""
    for entry in dict.fromkeys(trace.search_path):
        found = processes.index.find_dotted(name, [entry])
        if found is not None:
            yield entry, found


def _table(candidates: list[tuple[str, Found]], answer: str) -> Iterator[str]:
    for position, (entry, found) in enumerate(candidates):
        place = found.path or ", ".join(found.directories)
        mark = "→" if place == answer else " "
        yield f"  {mark} {position}  {entry}: {place} ({found.kind.value})"


def _elsewhere(processes: Processes, name: str, entries: list[str]) -> Iterator[str]:
    for root in processes.roots():
        found = processes.index.find_dotted(name, [root.path]) if root.path not in entries else None
        if found is not None:
            yield f"    -  {root.path}: {found.path or found.directories[0]} ({found.kind.value}, not on sys.path)"
