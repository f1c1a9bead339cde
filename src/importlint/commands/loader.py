"""`importlint loader`: the loader as one file."""

from pathlib import Path

import click

from importlint.commands.grouped import GroupedCommand, option
from importlint.commands.outcome import Outcome
from importlint.commands.stand_alone import render_stand_alone
from importlint.errors import UsageError
from importlint.model.loader import LOADER_MARK
from importlint.store import read_text, write_text

_STANDARD_OUTPUT = "-"


@click.command(
    "loader",
    cls=GroupedCommand,
    examples="""
        importlint loader init
        importlint loader init --output scripts/service_loader.py
    """,
)
@click.argument("action", type=click.Choice(["init"]))
@option(
    "--output",
    heading="Where",
    metavar="FILE",
    default="service_loader.py",
    show_default=True,
    help="The file; - for standard output.",
)
def command(action: str, output: str) -> Outcome:  # noqa: ARG001  (the only one there is)
    """Write importlint.loader as one file, which needs Python 3.9 and nothing else.

    It lets one program load several services that share module names. A file that an earlier version wrote is written
    anew; any other is left alone.
    """
    text = render_stand_alone()
    if output == _STANDARD_OUTPUT:
        return Outcome(text)
    path = Path(output)
    if path.exists() and LOADER_MARK not in read_text(path):
        raise UsageError(f"{output}: exists, and is no loader", help="give another file with --output")
    write_text(path, text)
    return Outcome(notes=f"loader: {output}\nuse it: from {path.stem} import ServiceLoader\n")
