"""Plan a change of a project: scan, ask a codemod, and go on until nothing is left to change."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from importlint.codemods import CODEMODS
from importlint.codemods.options import FixOptions
from importlint.commands.analysis import RULE_NAMES, Analysis, find_results
from importlint.config import Config
from importlint.edits.hunks import edits_between
from importlint.edits.overlay import changed_tree
from importlint.engine.only import is_in
from importlint.engine.run import select_rules
from importlint.errors import FixError, UsageError
from importlint.model.change import ChangeSet, Note
from importlint.model.facts import FileFacts
from importlint.model.finding import Finding
from importlint.model.tree import Tree
from importlint.project import Project, build_project
from importlint.proof.check import Check
from importlint.proof.findings import compare_findings
from importlint.proof.prove import Scanned, compare_plans
from importlint.rules import ALL_RULES
from importlint.scan.run import scan_files
from importlint.scan.source import decode

_MOST_ROUNDS = 10


class Wanted(NamedTuple):
    """What to fix: the places and rules whose findings count, () for all rules; and how.

    without: fingerprints of findings to leave alone.
    """

    config: Config
    target: tuple[str, ...]
    rules: frozenset[str]
    options: FixOptions
    without: frozenset[str] = frozenset()

    @property
    def codemod(self) -> str:
        """Return the name of the codemod that the options ask for."""
        if self.options.namespace or self.options.rename:
            return "namespace"
        return "loader" if self.options.loader else "findings"

    def chosen(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings to mend."""
        return tuple(
            finding
            for finding in findings
            if is_in(finding.location.path, self.target)
            and (not self.rules or finding.rule in self.rules)
            and finding.fingerprint not in self.without
        )


Facts = Mapping[str, FileFacts]


def scan_once(tree: Tree, wanted: Wanted, facts: Facts | None = None) -> Scanned:
    """Scan a tree, and plan what the codemod would change of it in one go; `facts` where they are known."""
    config = wanted.config
    project = build_project(tree, config, facts=facts)
    rules = select_rules(ALL_RULES, select=config.select, ignore=config.ignore)
    findings = find_results(Analysis(config, project, (".",), rules, "")).findings
    return Scanned(project, findings, CODEMODS[wanted.codemod](project, wanted.chosen(findings), wanted.options))


class Planned(NamedTuple):
    """A project with a change of it; what a scan in memory of the result says; and what it mends."""

    before: Scanned
    checks: tuple[Check, ...]
    wanted: Wanted


def plan_change(tree: Tree, facts: Facts, wanted: Wanted) -> Planned:
    """Plan the whole change, and leave out what does not hold: whose finding stays, or brings another one."""
    for _ in range(_MOST_ROUNDS):
        before = scan_once(tree, wanted, facts)
        after, rounds = _go_on(before, wanted)
        changes = _together(before.project.tree, after.project.tree, rounds)
        compared = compare_findings(before.findings, after.findings, changes)
        if wanted.codemod != "findings" or not compared.culprits:
            break
        wanted = wanted._replace(without=wanted.without | compared.culprits)
    notes = (*changes.notes, *(_note(finding) for finding in before.findings if finding.fingerprint in wanted.without))
    checks = () if changes.is_empty else (compared.check, compare_plans(rounds[-1]))
    return Planned(before._replace(changes=changes._replace(notes=notes)), checks, wanted)


def _note(finding: Finding) -> Note:
    path, span = finding.location
    return Note(path, span.line, f"{finding.rule}: its fix does not end it, or brings another finding")


def _go_on(before: Scanned, wanted: Wanted) -> tuple[Scanned, list[ChangeSet]]:
    """Change the tree in memory until there is nothing left to change; return its last state, and all changes.

    Fixes of findings that touch each other are made one after the other, each on what the one before has left.
    """
    after, rounds = before, [before.changes]
    while not rounds[-1].is_empty and len(rounds) <= _MOST_ROUNDS:
        tree = changed_tree(after.project.tree, rounds[-1])
        after = scan_once(tree, wanted, _facts_after(after.project.facts, tree, rounds[-1]))
        _refuse_broken(before.project, after.project, rounds)
        rounds.append(after.changes)
        if wanted.codemod != "findings":
            break
    return after, rounds


def _facts_after(known: Facts, tree: Tree, changes: ChangeSet) -> Facts:
    """Return the facts of a changed tree; files that stay as they are where they are need no reading."""
    edited = {edit.path for edit in changes.edits}
    same = {path: facts for path, facts in known.items() if path not in edited and changes.origin_of(path) == path}
    listed = frozenset(tree.python_files)
    kept = {path: facts for path, facts in same.items() if path in listed}
    return dict(sorted((kept | scan_files(tree, listed - kept.keys())).items()))


def _together(old: Tree, new: Tree, rounds: Sequence[ChangeSet]) -> ChangeSet:
    """Return one change for those of all rounds, of which the last one was not made."""
    *made, last = rounds
    if not made:
        return last
    first = made[0]
    if len(made) == 1:
        return first._replace(notes=last.notes if last.is_empty and not first.moves else first.notes)
    paths = sorted({edit.path for changes in made for edit in changes.edits})
    texts = ((path, decode(old.read(path)).text, decode(new.read(path)).text) for path in paths)
    return first._replace(
        edits=tuple(edit for path, before, after in texts for edit in edits_between(path, before, after)),
        notes=last.notes,
        mends=tuple(sorted({mended for changes in made for mended in changes.mends})),
    )


def _refuse_broken(before: Project, after: Project, rounds: Sequence[ChangeSet]) -> None:
    """Raise FixError for a change after which a file is no Python any more."""
    for path, facts in after.facts.items():
        origin = rounds[-1].origin_of(path) or path
        known = before.facts.get(origin)
        if facts.problem is not None and (known is None or known.problem is None):
            raise FixError(f"{path}:{facts.problem.span.line} would be no Python: {facts.problem.message}")


def check_rules(names: Collection[str]) -> frozenset[str]:
    """Return the rules that were named; raises UsageError for one that does not exist."""
    for name in names:
        if name not in RULE_NAMES:
            raise UsageError(f"there is no rule {name}", help="`importlint explain` lists the rules")
    return frozenset(names)
