"""`importlint render`: a saved report in other formats."""

import sys
from pathlib import Path
from typing import Any

import click

from importlint.commands.grouped import GroupedCommand
from importlint.commands.outcome import Outcome
from importlint.commands.report_options import read_wishes, report_options
from importlint.commands.reports import pair, write_reports
from importlint.commands.terminal import Color
from importlint.errors import ReportError, TargetError
from importlint.model.report import Report
from importlint.reporters.json import read_report

_STANDARD_INPUT = "-"


@click.command(
    "render",
    cls=GroupedCommand,
    examples="""
        importlint scan --format json --output saved.json
        importlint render saved.json --format html --output report.html --format markdown --output -
    """,
)
@click.argument("saved")
@report_options
def command(saved: str, **options: Any) -> Outcome:
    """Render SAVED, a JSON report, in other formats, byte for byte as the scan would have; - reads standard input.

    \b
    Exit status: 0  done, whatever was found
                 2  wrong usage, or a report that cannot be read
    """
    destinations = pair(options["formats"], options["outputs"])
    wishes = read_wishes(options)
    written = write_reports(_read(saved), destinations, wishes, Color(options["color"]), split=options["sarif_split"])
    files = "".join(f"{format_} report: {output}\n" for format_, output in written.files)
    return Outcome(written.out, "" if options["quiet"] else files)


def _read(saved: str) -> Report:
    shown = "standard input" if saved == _STANDARD_INPUT else saved
    try:
        data = sys.stdin.buffer.read() if saved == _STANDARD_INPUT else Path(saved).read_bytes()
    except OSError as error:
        raise TargetError(f"{shown}: {error.strerror}", help="give a file that `scan --format json` wrote") from None
    try:
        return read_report(data.decode("utf-8-sig", "replace"))
    except ReportError as error:
        raise ReportError(f"{shown}: {error}", help=error.help) from None
