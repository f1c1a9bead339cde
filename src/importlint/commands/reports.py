"""Which reports go where: the pairs of `--format` and `--output`."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from importlint.commands.terminal import Color, columns, is_terminal, wants_color
from importlint.errors import UsageError
from importlint.model.report import Report
from importlint.reporters import REPORTERS
from importlint.reporters.options import Options
from importlint.store import write_text

STANDARD_OUTPUT = "-"


class Destination(NamedTuple):
    """A report to write: its format, and a path or "-"."""

    format: str
    output: str


def pair(formats: Sequence[str], outputs: Sequence[str]) -> tuple[Destination, ...]:
    """Pair the first format with the first output and so on; raises UsageError where that is not possible.

    One format alone goes to standard output; one output alone gets text.
    """
    formats = formats or (("text",) if len(outputs) <= 1 else ())
    outputs = outputs or ((STANDARD_OUTPUT,) if len(formats) == 1 else ())
    if len(formats) != len(outputs):
        raise UsageError(
            f"{len(formats)} --format and {len(outputs)} --output do not make pairs",
            help="give each report both: --format text --output - --format sarif --output importlint.sarif",
        )
    _refuse_shared(outputs)
    return tuple(map(Destination, formats, outputs))


def _refuse_shared(outputs: Sequence[str]) -> None:
    seen: set[str] = set()
    for output in outputs:
        place = output if output == STANDARD_OUTPUT else str(Path(output).resolve())
        if place in seen:
            where = "standard output" if output == STANDARD_OUTPUT else output
            raise UsageError(f"two reports would go to {where}", help="give each --format an --output of its own")
        seen.add(place)


def write_reports(
    report: Report, destinations: Sequence[Destination], options: Options, color: Color, seconds: float
) -> str:
    """Write the reports that go to files, all of them rendered before, and return the one for standard output."""
    on_terminal = is_terminal()
    for_terminal = replace(
        options,
        color=wants_color(color, os.environ, terminal=on_terminal),
        width=columns(os.environ, terminal=on_terminal),
        seconds=seconds if on_terminal else None,
    )
    for_file = replace(options, color=color is Color.ALWAYS)
    rendered = [
        (output, REPORTERS[format_](report, for_terminal if output == STANDARD_OUTPUT else for_file))
        for format_, output in destinations
    ]
    for output, text in rendered:
        if output != STANDARD_OUTPUT:
            write_text(Path(output), text)
    return "".join(text for output, text in rendered if output == STANDARD_OUTPUT)
