"""The options that say how a report looks and where it goes: the same for a scan and for a saved report."""

from collections.abc import Callable, Mapping
from typing import Any

import click

from importlint.commands.grouped import option
from importlint.commands.terminal import Color
from importlint.errors import UsageError
from importlint.reporters import REPORTERS
from importlint.reporters.options import GroupBy, Options

_OUTPUT = "How and where"
_SARIF = "For code scanning"


def report_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options."""
    for add in reversed(
        (
            option(
                "--format",
                "formats",
                heading=_OUTPUT,
                type=click.Choice(tuple(REPORTERS)),
                multiple=True,
                help="The format of a report; repeatable, together with --output.  [default: text]",
            ),
            option(
                "--output",
                "outputs",
                heading=_OUTPUT,
                metavar="FILE",
                multiple=True,
                help="Where the report goes, - for standard output; repeatable, one for each --format.",
            ),
            option(
                "--group-by",
                heading=_OUTPUT,
                type=click.Choice([group.value for group in GroupBy]),
                default=GroupBy.RULE.value,
                help="The headings of the text report.",
            ),
            option("--statistics", heading=_OUTPUT, is_flag=True, help="End the text report with counts by rule."),
            option("-q", "--quiet", heading=_OUTPUT, is_flag=True, help="One line for each finding, and nothing else."),
            option("-v", "--verbose", heading=_OUTPUT, is_flag=True, help="Everything, however long."),
            option(
                "--color",
                heading=_OUTPUT,
                type=click.Choice([color.value for color in Color]),
                default=Color.AUTO.value,
                help="Colour the text report; auto: on a terminal, unless NO_COLOR is set.",
            ),
            option(
                "--sarif-category",
                heading=_SARIF,
                metavar="NAME",
                default="",
                help="The category of the upload, which keeps the alerts of several scans apart.",
            ),
            option(
                "--sarif-split",
                heading=_SARIF,
                is_flag=True,
                help="Write one SARIF file for each service, with a category of its own: FILE.service.sarif.",
            ),
            option(
                "--sarif-suppressed",
                heading=_SARIF,
                is_flag=True,
                help="Write ignored and accepted findings into SARIF too. GitHub shows them as open alerts.",
            ),
        )
    ):
        function = add(function)
    return function


def read_wishes(options: Mapping[str, Any]) -> Options:
    """Return what the options ask of the reporters; raises UsageError where they contradict each other."""
    refuse_contradiction(options, "quiet", "verbose")
    return Options(
        quiet=options["quiet"],
        verbose=options["verbose"],
        statistics=options["statistics"],
        group_by=GroupBy(options["group_by"]),
        sarif_category=options["sarif_category"],
        sarif_suppressed=options["sarif_suppressed"],
    )


def refuse_contradiction(options: Mapping[str, Any], one: str, other: str) -> None:
    """Raise UsageError where two options are given that exclude each other."""
    if options[one] and options[other]:
        names = " and ".join(f"--{name.replace('_', '-')}" for name in (one, other))
        raise UsageError(f"{names} exclude each other", help="leave one of them out")
