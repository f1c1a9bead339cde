"""`importlint fix`: plan a change, show it, prove it, make it, or undo one that was cut off."""

import os
from pathlib import Path
from typing import Any

import click

from importlint.commands.analysis import read_facts
from importlint.commands.fix_notes import checks_text, left_text, sizes_text
from importlint.commands.fix_options import fix_options, read_fix_options
from importlint.commands.fixing import Facts, Wanted, check_rules, plan_change, scan_once
from importlint.commands.grouped import GroupedCommand
from importlint.commands.outcome import Outcome
from importlint.commands.report_options import refuse_contradiction
from importlint.commands.request import Request, configure, project_options
from importlint.edits.diff import diff_changes
from importlint.edits.git import refuse_uncommitted
from importlint.edits.snapshot import Snapshot
from importlint.edits.transaction import apply_changes, recover, refuse_interrupted
from importlint.proof.programs import find_python
from importlint.proof.prove import Trial, prove
from importlint.scan.files import list_tree


@click.command(
    "fix",
    cls=GroupedCommand,
    examples="""
        importlint fix                                  what would be changed, as a diff
        importlint fix --rule cycle-crash --unsafe      the smallest edit that ends a cycle
        importlint fix --rule contested-name --namespace acme
                                                        a name of its own for each service
        importlint fix --apply --verify "pytest -q"     prove it in a copy, then make the change
        importlint fix --recover                        undo a change that was cut off
    """,
)
@project_options
@fix_options
def command(paths: tuple[str, ...], **options: Any) -> Outcome:
    """Change the code so that findings are gone.

    PATHS limit the findings to mend; the whole project around them is analysed and may be changed. Safe fixes are made,
    with --unsafe the others as well. What nobody can decide but you is left alone and listed.

    \b
    Exit status: 0  nothing to change, or the change is made
                 1  there is something to change, or the proof failed
                 2  wrong usage or configuration, or the change cannot be made
    """
    refuse_contradiction(options, "diff", "write")
    asked = read_fix_options(options)
    request = Request(paths=paths, **{name: options[name] for name in Request._fields if name in options})
    config, target = configure(request)
    if options["undo"]:
        return _recover(config.project)
    refuse_interrupted(config.project)
    snapshot = Snapshot(list_tree(config.project, exclude=config.exclude, no_ignore=request.no_ignore))
    rules = check_rules([name for given in options["rules"] for name in given.split(",") if name])
    facts, troubles = read_facts(snapshot.tree, request, progress=True)
    done = _fix(Wanted(config, target, rules, asked), snapshot, facts, options)
    return done._replace(notes=troubles + done.notes)


def _recover(project: str) -> Outcome:
    troubles = recover(project)
    if troubles is None:
        return Outcome(notes="no change of this project was cut off\n")
    if troubles:
        lines = "".join(f"  {trouble}\n" for trouble in troubles)
        return Outcome(notes=f"put back, but for what was changed since:\n{lines}", status=1)
    return Outcome(notes="everything is as it was before the change\n")


def _fix(wanted: Wanted, snapshot: Snapshot, facts: Facts, options: dict[str, Any]) -> Outcome:
    """Plan the change; then prove, show and make it as far as that is asked for."""
    project = wanted.config.project
    planned, checks, wanted = plan_change(snapshot.tree, facts, wanted)
    changes = planned.changes
    left = left_text(changes, verbose=options["verbose"])
    if changes.is_empty:
        return Outcome(notes=f"nothing to change\n{left}")
    if options["write"] and not options["allow_dirty"]:
        refuse_uncommitted(project, changes)
    if options["commands"] and all(check.holds for check in checks):
        checks = tuple(prove(_trial(wanted, options), planned, snapshot))
    proof = checks_text(checks)
    if not all(check.holds for check in checks):
        return Outcome(notes=f"nothing was changed, as the proof failed:\n{proof}{left}", status=1)
    if not options["write"]:
        notes = f"{sizes_text(changes)}; --apply writes it\n{proof}{left}"
        return Outcome(lines=diff_changes(snapshot.tree, changes), notes=notes, status=1)
    apply_changes(project, changes, snapshot)
    return Outcome(notes=f"changed: {sizes_text(changes)}\n{proof}{left}")


def _trial(wanted: Wanted, options: dict[str, Any]) -> Trial:
    project = wanted.config.project
    here = os.path.relpath(os.path.realpath(Path.cwd()), os.path.realpath(project))
    return Trial(
        project=project,
        scan=lambda tree: scan_once(tree, wanted),
        commands=options["commands"],
        directory="." if here.startswith(os.pardir) else here,
        python=find_python(project, options["python"]),
    )
