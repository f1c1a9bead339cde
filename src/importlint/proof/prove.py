"""The proof: everything that is tried in the copy, before and after the change."""
# ruff: noqa: PTH118

import os
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from importlint.edits.overlay import changed_tree
from importlint.edits.snapshot import Snapshot
from importlint.edits.transaction import apply_changes
from importlint.model.change import ChangeSet
from importlint.model.finding import Finding
from importlint.model.tree import Tree
from importlint.project import Project
from importlint.proof.check import Check
from importlint.proof.copies import copied
from importlint.proof.findings import compare_findings
from importlint.proof.imports import compare_imports, import_all, moved_modules, touched_modules
from importlint.proof.programs import Ran, run_command


class Scanned(NamedTuple):
    """A project, all its findings, and what a codemod would change of it."""

    project: Project
    findings: tuple[Finding, ...]
    changes: ChangeSet


class Trial(NamedTuple):
    """What to prove.

    project: the directory. scan: makes a Scanned of a tree. commands: shell commands to run before and after.
    directory: where to run them, relative to the project. python: the interpreter for imports.
    """

    project: str
    scan: Callable[[Tree], Scanned]
    commands: Sequence[str]
    directory: str
    python: str


def prove(trial: Trial, before: Scanned, snapshot: Snapshot) -> Iterator[Check]:
    """Try a planned change in a copy of the project; yield what each part says, and end with the first that fails."""
    changes = before.changes
    with copied(trial.project) as copy:
        old_entries = touched_modules(before.project, changes)
        old_imports = import_all(trial.python, copy, old_entries)
        old_runs = [_run(trial, command, copy) for command in trial.commands]
        apply_changes(copy, changes, snapshot)
        after = trial.scan(_at(changed_tree(snapshot.tree, changes), copy))
        entries = moved_modules(after.project, changes, old_entries)
        for check in (
            lambda: compare_findings(before.findings, after.findings, changes).check,
            lambda: compare_plans(after.changes),
            lambda: compare_imports(old_imports, import_all(trial.python, copy, entries), entries),
            *(_later(trial, number, ran, copy) for number, ran in enumerate(old_runs)),
        ):
            found = check()
            yield found
            if not found.holds:
                return


def _later(trial: Trial, number: int, before: Ran, copy: str) -> Callable[[], Check]:
    command = trial.commands[number]
    return lambda: compare_runs(command, before, _run(trial, command, copy))


def _at(tree: Tree, copy: str) -> Tree:
    """Return the same listing, read from the copy."""

    def read(path: str) -> bytes:
        with open(os.path.join(copy, path), "rb") as file:  # noqa: PTH123
            return file.read()

    return Tree(files=tree.files, read=read, diagnostics=tree.diagnostics, ignores=tree.ignores)


def _run(trial: Trial, command: str, copy: str) -> Ran:
    return run_command(command, project=trial.project, copy=copy, directory=trial.directory)


def compare_plans(second: ChangeSet) -> Check:
    """Say whether the change is complete: planned once more, there is nothing to do."""
    if second.is_empty:
        return Check("twice", True, "a second run has nothing to change")  # noqa: FBT003
    first = next((edit.path for edit in second.edits), next((move.path for move in second.moves), ""))
    return Check("twice", False, f"a second run would change more, such as {first}")  # noqa: FBT003


def compare_runs(command: str, before: Ran, after: Ran) -> Check:
    """Say whether a command succeeds after the change, and looked at the copy when it did."""
    strayed = before.strayed or after.strayed
    if strayed:
        says = f"proves nothing: it imports {strayed[0]} from the project itself, not from the copy"
        return Check(command, False, says, ("let it find the project by its working directory",))  # noqa: FBT003
    says = f"exit status {before.status} before, {after.status} after"
    return Check(command, after.status == 0, says, after.said if after.status else ())
