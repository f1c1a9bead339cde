"""The steps that several commands share: configuration, project, rules, findings."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from importlint.commands.copies import copies
from importlint.commands.progress import watched
from importlint.commands.question import Question
from importlint.commands.request import Request, configure, list_files
from importlint.commands.workers import reading
from importlint.config import Config
from importlint.engine.baseline import Entry, compare
from importlint.engine.only import is_in, limit_to
from importlint.engine.report import Results, make_report
from importlint.engine.run import Rule, run_rules, select_rules
from importlint.engine.suppress import suppress
from importlint.machine.aside import Aside, here
from importlint.machine.memory import Store
from importlint.model.diagnostic import Diagnostic
from importlint.model.facts import FileFacts
from importlint.model.location import file_location
from importlint.model.report import Report
from importlint.model.tree import Tree
from importlint.project import Project, build_project
from importlint.rules import ALL_RULES
from importlint.scan.run import KeepRow, KnownFacts, keep_no_row, nothing_known, scan_files

RULE_NAMES = tuple(rule.RULE.name for rule in ALL_RULES)


class Analysis(NamedTuple):
    """A project as one run sees it.

    target: the places whose findings were asked for, relative to the project. rules: those to run. notes: lines about
    how the reading went, if not as it should.
    """

    config: Config
    project: Project
    target: tuple[str, ...]
    rules: tuple[Rule, ...]
    notes: str = ""

    @property
    def ran(self) -> frozenset[str]:
        """Return the names of the rules."""
        return frozenset(rule.RULE.name for rule in self.rules)

    @property
    def is_complete(self) -> bool:
        """Return whether this run looks at everything."""
        return self.target == (".",) and self.ran.issuperset(RULE_NAMES)

    def judges(self, entry: Entry) -> bool:
        """Return whether this run would have found what a baseline holds."""
        return entry.rule in self.ran and is_in(entry.path, self.target)


def analyse(request: Request, *, overrides: Mapping[str, object] | None = None, progress: bool = False) -> Analysis:
    """Read configuration and project; `overrides` are further settings from the command line."""
    config, target = configure(request, overrides)
    tree = list_files(request, config)
    facts, notes = read_facts(tree, request, progress=progress)
    return make_analysis(config, target, build_project(tree, config, facts=facts, aside=copies(request, tree)), notes)


def read_facts(
    tree: Tree,
    request: Request,
    *,
    progress: bool,
    known: KnownFacts = nothing_known,
    keep: KeepRow = keep_no_row,
) -> tuple[dict[str, FileFacts], str]:
    """Read the facts of all Python files; return them, and lines about workers that failed.

    keep: takes facts as workers write them.
    """
    notes: list[str] = []
    read = reading(workers=request.workers, executor=request.executor, tell=notes.append, keep=keep)
    with watched(tree, len(tree.python_files), show=progress) as shown_tree:
        facts = scan_files(shown_tree, tree.python_files, read, known)
    return facts, "".join(f"{note}\n" for note in notes)


def answer(
    question: Question,
    tree: Tree,
    facts: Mapping[str, FileFacts],
    *,
    store: Store | None = None,
    aside: Aside = here,
    with_graph: bool,
) -> Report:
    """Analyse a project whose facts are known; store: has what the machine saw in earlier runs."""
    project = build_project(tree, question.config, facts=facts, store=store, aside=aside)
    analysis = make_analysis(question.config, question.target, project)
    return make_report(
        project,
        find_results(analysis, only=question.only, baseline=question.baseline),
        target=question.target if question.only is None else question.only,
        rules=tuple(rule.RULE for rule in ALL_RULES),
        prefix=question.prefix,
        with_graph=with_graph,
    )


def make_analysis(config: Config, target: tuple[str, ...], project: Project, notes: str = "") -> Analysis:
    """Put together what the rules need."""
    return Analysis(config, project, target, select_rules(ALL_RULES, select=config.select, ignore=config.ignore), notes)


def find_results(
    analysis: Analysis, *, only: Collection[str] | None = None, baseline: Collection[Entry] = ()
) -> Results:
    """Run the rules, and divide the findings that were asked for; `only`: further limits, relative to the project."""
    config, project, target, rules, _ = analysis
    limits = target if only is None else only
    kept, suppressed, unused = suppress(
        run_rules(project, rules, config.severity),
        project.facts,
        per_path_ignores=config.per_path_ignores,
        ran=analysis.ran,
        known=RULE_NAMES,
    )
    new, accepted, gone = compare(
        kept,
        baseline,
        occurring=(*kept, *suppressed),
        judged=lambda entry: analysis.judges(entry) and is_in(entry.path, limits),
    )
    notes = (*project.diagnostics, *unused)
    return Results(
        findings=limit_to(limit_to(new, target), limits),
        suppressed=limit_to(limit_to(suppressed, target), limits),
        accepted=limit_to(limit_to(accepted, target), limits),
        gone=tuple(str(entry) for entry in gone),
        diagnostics=(*(note for note in notes if _concerns(note, target, limits)), *_empty_targets(analysis)),
    )


def _concerns(note: Diagnostic, target: Collection[str], limits: Collection[str]) -> bool:
    return is_in(note.location.path, target) and is_in(note.location.path, limits)


def _empty_targets(analysis: Analysis) -> Iterable[Diagnostic]:
    for place in analysis.target:
        if not any(is_in(path, (place,)) for path in analysis.project.facts):
            message = f"no Python file was found in {place}: it has none, or they are ignored or excluded"
            yield Diagnostic(kind="nothing-scanned", message=message, location=file_location(place))
