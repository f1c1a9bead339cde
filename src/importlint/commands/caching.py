"""`--cache-dir` and `--no-cache`, and the report of a scan that is made only if no earlier run has made it."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from importlint.cache.digest import digest
from importlint.cache.directory import default_directory
from importlint.cache.observed import Observed
from importlint.cache.saved import Saved
from importlint.cache.seen import Seen
from importlint.commands.analysis import Analysis, Request, list_files, make_analysis, read_facts
from importlint.commands.grouped import option
from importlint.commands.saved_report import read_report, write_report
from importlint.config import Config
from importlint.engine.baseline import Entry
from importlint.model.facts import FileFacts
from importlint.model.report import Report
from importlint.model.tree import Tree
from importlint.project import build_project
from importlint.scan.run import scan_files

_HEADING = "What to keep for the next run"


class Question(NamedTuple):
    """All that a report depends on besides the files of the project."""

    config: Config
    target: tuple[str, ...]
    no_ignore: bool
    only: tuple[str, ...] | None
    baseline: tuple[Entry, ...]
    prefix: str

    def key(self) -> str:
        """Return what tells questions apart."""
        return digest(repr(self).encode("utf-8", "surrogateescape"))


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


def find_report(
    question: Question,
    request: Request,
    *,
    cache_dir: str | None,
    progress: bool,
    with_graph: bool,
    make: Callable[[Analysis], Report],
) -> tuple[Report, str]:
    """Return the report that answers a question, and lines about what went wrong beside it.

    It is made by `make`, unless an earlier run made it of the same project. cache_dir: None for no cache.
    """
    tree = list_files(request, question.config)
    if cache_dir is None:
        facts, notes = read_facts(tree, request, progress=progress)
        project = build_project(tree, question.config, facts=facts)
        return make(make_analysis(question.config, question.target, project, notes)), notes
    with closing(Saved(cache_dir, question.config.project)) as saved:
        report, notes = _find_or_make(
            saved, tree, question, request, progress=progress, with_graph=with_graph, make=make
        )
        return report, notes + (f"nothing is kept for the next run: {saved.problem}\n" if saved.problem else "")


def directory_of(cache_dir: str | None) -> str:
    """Return the directory of the cache that an option names, or the user's."""
    return str(Path(cache_dir or default_directory()).absolute())


def _find_or_make(
    saved: Saved,
    tree: Tree,
    question: Question,
    request: Request,
    *,
    progress: bool,
    with_graph: bool,
    make: Callable[[Analysis], Report],
) -> tuple[Report, str]:
    key, ledger = question.key(), saved.compare(tree, tree.python_files)
    if saved.holds(key, tree, ledger, lambda path: _facts_of(tree, path)):
        text, graph = saved.report(key), saved.graph(key) if with_graph else None
        if text is not None and (graph is not None or not with_graph):
            report = read_report(text, graph)
            saved.refresh(key, ledger)
            return report, ""
    scan, analysis = Observed(tree), Observed(tree)
    facts, notes = read_facts(scan.tree, request, progress=progress, known=ledger.facts)
    project = build_project(analysis.tree, question.config, facts=facts)
    report = make(make_analysis(question.config, question.target, project, notes))
    saved.save(key, *write_report(report), facts, Seen(ledger, scan, analysis))
    return report, notes


def _facts_of(tree: Tree, path: str) -> FileFacts:
    return scan_files(tree, [path])[path]
