"""`importlint scan`: findings out."""

from collections.abc import Iterable
from time import perf_counter
from typing import Any

import click

from importlint.commands.baseline_file import read_baseline
from importlint.commands.caching import cache_options, directory_of, find_report
from importlint.commands.grouped import option
from importlint.commands.only_files import OnlyCommand, locate, split_paths
from importlint.commands.outcome import Outcome
from importlint.commands.places import below_repository
from importlint.commands.question import Question
from importlint.commands.report_options import read_wishes, refuse_contradiction, report_options
from importlint.commands.reports import Written, pair, write_reports
from importlint.commands.request import Request, configure, project_options, rule_options
from importlint.commands.terminal import Color, is_terminal
from importlint.edits.interrupted import is_interrupted
from importlint.model.finding import Finding
from importlint.model.report import Report
from importlint.model.rule import Severity
from importlint.model.wording import count
from importlint.reporters import NEED_GRAPH

_REPORTED = "What to report"


@click.command(
    "scan",
    cls=OnlyCommand,
    examples="""
        importlint scan services/
        importlint scan --format text --output - --format sarif --output importlint.sarif
        importlint scan --select cycle-crash,contested-name --fail-on error
        importlint scan --only services/billing/app/models.py
    """,
)
@project_options
@rule_options
@option(
    "--only",
    heading=_REPORTED,
    is_flag=True,
    help="What follows are FILES: report the findings that have to do with one of them. The whole project is analysed"
    " all the same. This is what pre-commit uses.",
)
@option("--baseline", heading=_REPORTED, metavar="FILE", help="Hide the findings that this baseline accepts.")
@option("--no-baseline", heading=_REPORTED, is_flag=True, help="Show accepted findings, too.")
@option(
    "--fail-on",
    heading=_REPORTED,
    type=click.Choice([*(severity.value for severity in Severity), "never"]),
    help="The lowest severity that makes the exit status 1.  [default: warning]",
)
@report_options
@cache_options
def command(paths: tuple[str, ...], **options: Any) -> Outcome:
    """Report what is wrong with the imports of a project.

    PATHS are directories or files whose findings are reported; the whole project around them is analysed. Without
    PATHS, the project of the working directory is. Nothing of it is executed.

    \b
    Exit status: 0  no finding at or above the failing level
                 1  findings
                 2  wrong usage or configuration, or a path that cannot be read
    """
    started = perf_counter()
    places, files = split_paths(paths)
    destinations = pair(options["formats"], options["outputs"])
    wishes = read_wishes(options)
    refuse_contradiction(options, "baseline", "no_baseline")
    refuse_contradiction(options, "config", "isolated")
    refuse_contradiction(options, "cache_dir", "no_cache")
    request = Request(paths=places, **{name: options[name] for name in Request._fields if name in options})
    overrides = {"fail-on": options["fail_on"]} if options["fail_on"] else {}
    config, target = configure(request, overrides)
    only, strangers = (None, ()) if files is None else locate(files, config.project)
    question = Question(
        config=config,
        target=target,
        no_ignore=request.no_ignore,
        only=only,
        baseline=() if options["no_baseline"] else read_baseline(config, options["baseline"]),
        prefix=below_repository(config.project),
    )
    report, troubles = find_report(
        question,
        request,
        cache_dir=None if options["no_cache"] else directory_of(options["cache_dir"]),
        progress=not options["quiet"],
        with_graph=any(destination.format in NEED_GRAPH for destination in destinations),
    )
    seconds = perf_counter() - started
    written = write_reports(
        report, destinations, wishes, Color(options["color"]), seconds=seconds, split=options["sarif_split"]
    )
    notes = "" if options["quiet"] else _notes(report, written, strangers, seconds)
    if is_interrupted(config.project):
        notes = f"an earlier change of this project was cut off: `importlint fix --recover` undoes it\n{notes}"
    return Outcome(written.out, f"{troubles}{notes}", int(_fails(report.findings, config.fail_on)))


def _notes(report: Report, written: Written, strangers: tuple[str, ...], seconds: float) -> str:
    """Return what is said beside the report: where it went, and how long it took if no report on a terminal says so."""
    lines = [
        *(f"{path}: no file of this project; there is nothing to report on it" for path in strangers),
        *(f"{format_} report: {output}" for format_, output in written.files),
    ]
    if not (is_terminal() and written.shows_text):
        found, files = count(len(report.findings), "finding"), count(report.files, "file")
        lines.append(f"{found} in {files} in {seconds:.2f} s")
    return "".join(f"{line}\n" for line in lines)


def _fails(findings: Iterable[Finding], fail_on: Severity | None) -> bool:
    return fail_on is not None and any(finding.severity.rank >= fail_on.rank for finding in findings)
