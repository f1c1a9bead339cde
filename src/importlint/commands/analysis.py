"""The steps that several commands share: configuration, project, rules, findings."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

import click

from importlint.commands.grouped import option
from importlint.commands.places import in_project, shown
from importlint.commands.progress import watched
from importlint.commands.workers import reading
from importlint.config import Config, load_config
from importlint.engine.baseline import Entry, compare
from importlint.engine.only import is_in, limit_to
from importlint.engine.report import Results
from importlint.engine.run import Rule, run_rules, select_rules
from importlint.engine.suppress import suppress
from importlint.errors import TargetError
from importlint.model.diagnostic import Diagnostic
from importlint.model.facts import FileFacts
from importlint.model.location import file_location
from importlint.model.tree import Tree
from importlint.project import Project, build_project
from importlint.rules import ALL_RULES
from importlint.scan.files import list_tree
from importlint.scan.run import KnownFacts, nothing_known, scan_files

RULE_NAMES = tuple(rule.RULE.name for rule in ALL_RULES)

_PROJECT = "What to analyse"
_RULES = "Which rules"


class Request(NamedTuple):
    """What the options below ask for."""

    paths: tuple[str, ...] = ()
    config: str | None = None
    isolated: bool = False
    exclude: tuple[str, ...] = ()
    no_ignore: bool = False
    target_version: str | None = None
    workers: int = 0
    executor: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


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


def project_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add PATHS and the options that say what is analysed, and how."""
    return click.argument("paths", nargs=-1)(analysis_options(function))


def analysis_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what is analysed, and how."""
    for add in reversed(
        (
            option("--config", heading=_PROJECT, metavar="FILE", help="Read this configuration file."),
            option("--isolated", heading=_PROJECT, is_flag=True, help="Read no configuration file."),
            option(
                "--exclude",
                heading=_PROJECT,
                metavar="PATTERN",
                multiple=True,
                help="Leave out files, as .gitignore would. Repeatable.",
            ),
            option("--no-ignore", heading=_PROJECT, is_flag=True, help="Take what .gitignore leaves out, too."),
            option("--target-version", heading=_PROJECT, metavar="3.X", help="The Python that will run the code."),
            option(
                "--workers",
                heading=_PROJECT,
                metavar="N",
                type=int,
                default=0,
                help="Read files in N processes; 0, the default, takes as many as help.",
            ),
            option(
                "--executor",
                heading=_PROJECT,
                metavar="NAME",
                default="",
                help="Read files in other workers: dask://HOST:PORT for those of a Dask scheduler, or MODULE:FUNCTION"
                " for a concurrent.futures.Executor of your own.",
            ),
        )
    ):
        function = add(function)
    return function


def rule_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose rules."""
    for name, help_text in (("--ignore", "Do not run these rules."), ("--select", "Run these rules only.")):
        decorate = option(name, heading=_RULES, metavar="RULE[,RULE]", multiple=True, help=f"{help_text} Repeatable.")
        function = decorate(function)
    return function


def analyse(request: Request, *, overrides: Mapping[str, object] | None = None, progress: bool = False) -> Analysis:
    """Read configuration and project; `overrides` are further settings from the command line."""
    config, target = configure(request, overrides)
    tree = list_files(request, config)
    facts, notes = read_facts(tree, request, progress=progress)
    return make_analysis(config, target, build_project(tree, config, facts=facts), notes)


def list_files(request: Request, config: Config) -> Tree:
    """List the files of the project."""
    return list_tree(config.project, exclude=config.exclude, no_ignore=request.no_ignore)


def read_facts(
    tree: Tree, request: Request, *, progress: bool, known: KnownFacts = nothing_known
) -> tuple[dict[str, FileFacts], str]:
    """Read the facts of all Python files; return them, and lines about workers that failed."""
    notes: list[str] = []
    files = len(tree.python_files)
    workers = reading(files, workers=request.workers, executor=request.executor, tell=notes.append)
    with workers as read, watched(tree, files, show=progress) as shown_tree:
        facts = scan_files(shown_tree, tree.python_files, read, known)
    return facts, "".join(f"{note}\n" for note in notes)


def make_analysis(config: Config, target: tuple[str, ...], project: Project, notes: str) -> Analysis:
    """Put together what the rules need."""
    return Analysis(config, project, target, select_rules(ALL_RULES, select=config.select, ignore=config.ignore), notes)


def configure(request: Request, overrides: Mapping[str, object] | None = None) -> tuple[Config, tuple[str, ...]]:
    """Read the configuration; return it and the places that were asked for, relative to the project."""
    config = load_config(
        request.paths,
        rules=RULE_NAMES,
        config=request.config,
        isolated=request.isolated,
        overrides={**_overrides(request), **(overrides or {})},
    )
    return config, tuple(sorted({_place(path, config.project) for path in request.paths or (".",)}))


def _place(path: str, project: str) -> str:
    place = in_project(path, project)
    if place is None:
        raise TargetError(f"{path}: not in the project {shown(project)}", help="scan it together with its own project")
    return place


def _overrides(request: Request) -> dict[str, object]:
    given: dict[str, object] = {
        "exclude": request.exclude,
        "target-version": request.target_version,
        "select": _split(request.select),
        "ignore": _split(request.ignore),
    }
    return {key: value for key, value in given.items() if value}


def _split(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for given in names for name in given.split(",") if name.strip())


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
