"""Which reports go where: the pairs of `--format` and `--output`."""

import os
from collections.abc import Iterator, Sequence
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


class Written(NamedTuple):
    """What became of the reports: the text for standard output, the files, and whether the text report is shown."""

    out: str
    files: tuple[Destination, ...]
    shows_text: bool


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
    report: Report,
    destinations: Sequence[Destination],
    options: Options,
    color: Color,
    *,
    seconds: float | None = None,
    split: bool = False,
) -> Written:
    """Write the reports that go to files, all of them rendered before, and return the one for standard output.

    split: write one SARIF file for each service.
    """
    on_terminal = is_terminal()
    for_terminal = options._replace(
        color=wants_color(color, os.environ, terminal=on_terminal),
        width=columns(os.environ, terminal=on_terminal),
        seconds=seconds if on_terminal else None,
    )
    for_file = options._replace(color=color is Color.ALWAYS)
    rendered: list[tuple[Destination, str]] = []
    for destination in destinations:
        wishes = for_terminal if destination.output == STANDARD_OUTPUT else for_file
        if split and destination.format == "sarif":
            rendered += _render_split(report, destination, wishes)
        else:
            rendered.append((destination, REPORTERS[destination.format](report, wishes)))
    files = [(destination, text) for destination, text in rendered if destination.output != STANDARD_OUTPUT]
    for destination, text in files:
        write_text(Path(destination.output), text)
    return Written(
        "".join(text for destination, text in rendered if destination.output == STANDARD_OUTPUT),
        tuple(destination for destination, _ in files),
        Destination("text", STANDARD_OUTPUT) in destinations,
    )


def _render_split(report: Report, destination: Destination, options: Options) -> Iterator[tuple[Destination, str]]:
    """Yield a SARIF report for each service: `report.sarif` becomes `report.<category>.sarif`."""
    from importlint.reporters.sarif_split import split_report  # noqa: PLC0415  (only this needs it)

    if destination.output == STANDARD_OUTPUT:
        raise UsageError(
            "--sarif-split writes several files and standard output is one",
            help="give the sarif report an --output: --format sarif --output importlint.sarif",
        )
    path = Path(destination.output)
    for category, part in split_report(report).items():
        full = f"{options.sarif_category}/{category}" if options.sarif_category else category
        text = REPORTERS["sarif"](part, options._replace(sarif_category=full))
        yield Destination("sarif", str(path.with_name(f"{path.stem}.{category}{path.suffix or '.sarif'}"))), text
