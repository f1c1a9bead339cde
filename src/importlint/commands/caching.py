"""`--cache-dir` and `--no-cache`, and the report of a scan that is made only if no earlier run has made it."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from importlint.cache.directory import default_directory
from importlint.cache.effects import Now
from importlint.cache.ledger import Ledger
from importlint.cache.observed import Observed
from importlint.cache.rows import write_row
from importlint.cache.saved import Saved
from importlint.cache.seen import Seen
from importlint.commands.grouped import option
from importlint.commands.question import Question
from importlint.commands.request import Request, list_files
from importlint.commands.saved_report import read_report, write_report
from importlint.model.report import Report
from importlint.model.tree import Tree

_HEADING = "What to keep for the next run"


def cache_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options."""
    for add in (
        option("--no-cache", heading=_HEADING, is_flag=True, help="Use and keep nothing."),
        option(
            "--cache-dir",
            heading=_HEADING,
            metavar="DIRECTORY",
            help="Keep it there instead of in the user's cache directory.",
        ),
    ):
        function = add(function)
    return function


def directory_of(cache_dir: str | None) -> str:
    """Return the directory of the cache that an option names, or the user's."""
    return str(Path(cache_dir or default_directory()).absolute())


def find_report(
    question: Question, request: Request, *, cache_dir: str | None, progress: bool, with_graph: bool
) -> tuple[Report, str]:
    """Return the report that answers a question, and lines about what went wrong beside it.

    It is made anew, unless an earlier run made it of the same project. cache_dir: None for no cache.
    """
    tree = list_files(request, question.config)
    if cache_dir is None:
        from importlint.commands.analysis import answer, read_facts  # noqa: PLC0415  (see _make)
        from importlint.commands.copies import copies  # noqa: PLC0415  (likewise)

        facts, notes = read_facts(tree, request, progress=progress)
        return answer(question, tree, facts, aside=copies(request, tree), with_graph=with_graph), notes
    with closing(Saved(cache_dir, question.config.project)) as saved:
        ledger = saved.compare(tree, tree.python_files)
        found = _find(question, tree, saved, ledger, with_graph=with_graph)
        report, notes = found or _make(question, request, tree, saved, ledger, progress=progress, with_graph=with_graph)
        return report, notes + (f"nothing is kept for the next run: {saved.problem}\n" if saved.problem else "")


def _find(
    question: Question, tree: Tree, saved: Saved, ledger: Ledger, *, with_graph: bool
) -> tuple[Report, str] | None:
    key = question.key()
    if not saved.holds(key, tree, ledger, lambda: _now(tree, question), with_graph=with_graph):
        return None
    text, graph = saved.report(key), saved.graph(key) if with_graph else None
    if text is None or (with_graph and not graph):
        return None
    saved.refresh(key, ledger)
    return read_report(text, graph), ""


def _make(
    question: Question,
    request: Request,
    tree: Tree,
    saved: Saved,
    ledger: Ledger,
    *,
    progress: bool,
    with_graph: bool,
) -> tuple[Report, str]:
    # Loading what analyses takes longer than all that a scan does if nothing has changed.
    from importlint.commands.analysis import answer, read_facts  # noqa: PLC0415
    from importlint.commands.copies import copies  # noqa: PLC0415
    from importlint.scan.outlines import skeletons_of  # noqa: PLC0415

    scan = Observed(tree, ledger.stamps)
    analysis = Observed(tree, ledger.stamps, saved.names_bound(question.key(), ledger))
    rows: dict[str, str] = {}
    facts, notes = read_facts(scan.tree, request, progress=progress, known=ledger.facts, keep=rows.__setitem__)
    traces = saved.traces(ledger, analysis, skeletons_of(analysis.tree))
    aside = copies(request, tree, analysis)
    report = answer(question, analysis.tree, facts, store=traces, aside=aside, with_graph=with_graph)
    texts = write_report(report, with_graph=with_graph)
    written = (rows.get(path) or ledger.row_if_same(path) or write_row(each) for path, each in facts.items())
    saved.save(question.key(), *texts, written, traces, Seen(ledger, scan, analysis))
    return report, notes


def _now(tree: Tree, question: Question) -> Now:
    from importlint.scan.outlines import skeletons_of  # noqa: PLC0415  (likewise)
    from importlint.scan.programs import can_run  # noqa: PLC0415  (likewise)
    from importlint.scan.run import scan_files  # noqa: PLC0415  (likewise)

    syntax = question.config.syntax_version
    return Now(
        lambda path: scan_files(tree, [path])[path],
        skeletons_of(tree),
        lambda path: can_run(tree, path, syntax),
    )
