"""`importlint cache`: what runs keep for the next one."""

import click

from importlint.cache.directory import clear, contents
from importlint.commands.caching import directory_of
from importlint.commands.grouped import GroupedCommand, option
from importlint.commands.outcome import Outcome
from importlint.commands.places import shown
from importlint.model.wording import count


@click.command(
    "cache",
    cls=GroupedCommand,
    examples="""
        importlint cache show
        importlint cache clear
    """,
)
@click.argument("action", type=click.Choice(["show", "clear"]))
@option("--cache-dir", heading="Which", metavar="DIRECTORY", help="This one instead of the user's cache directory.")
def command(action: str, cache_dir: str | None) -> Outcome:
    """Show what importlint keeps for the next run, or remove it.

    A scan keeps the facts of files, what it saw of launches and first imports, and its result for each project, and
    does only what they do not tell. What it prints is the same with and without them, so removing them is always safe.
    """
    directory = directory_of(cache_dir)
    act, done = (clear, "removed ") if action == "clear" else (contents, "")
    files, size = act(directory)
    return Outcome(f"{shown(directory)}: {done}{count(files, 'project')}, {size / 1e6:.1f} MB\n")
