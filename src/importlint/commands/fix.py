"""`importlint fix`: plan a change, show it, prove it, make it, or undo one that was cut off."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from importlint.codemods.options import FixOptions
from importlint.commands.fixing import Wanted, check_rules, plan_change, scan_once
from importlint.commands.grouped import GroupedCommand, option
from importlint.commands.outcome import Outcome
from importlint.commands.report_options import refuse_contradiction
from importlint.commands.request import Request, configure, project_options
from importlint.edits.diff import diff_changes
from importlint.edits.git import refuse_uncommitted
from importlint.edits.snapshot import Snapshot
from importlint.edits.transaction import apply_changes, recover, refuse_interrupted
from importlint.errors import UsageError
from importlint.model.change import ChangeSet, Note
from importlint.model.wording import count
from importlint.proof.check import Check
from importlint.proof.programs import find_python
from importlint.proof.prove import Scanned, Trial, prove
from importlint.scan.files import list_tree

_WHAT = "What to change"
_HOW = "What to do with the change"
_NOTES_SHOWN = 10


@click.command(
    "fix",
    cls=GroupedCommand,
    examples="""
        importlint fix                                    what would be changed, as a diff
        importlint fix --rule cycle-crash --unsafe        the smallest edit that ends a cycle
        importlint fix --rule contested-name --namespace acme
                                                          a name of its own for each service
        importlint fix --apply --verify "pytest -q"       prove it in a copy, then make the change
        importlint fix --recover                          undo a change that was cut off
    """,
)
@project_options
@option(
    "--rule", "rules", heading=_WHAT, metavar="RULE[,RULE]", multiple=True, help="Mend findings of these rules only."
)
@option("--unsafe", heading=_WHAT, is_flag=True, help="Make fixes, too, that can alter what working code does.")
@option(
    "--namespace",
    heading=_WHAT,
    metavar="NAME",
    default="",
    help="Move packages that contest a name into a namespace package: services/pillars/app becomes acme.pillars.",
)
@option(
    "--rename",
    heading=_WHAT,
    metavar="PATTERN",
    default="",
    help="Rename them where they are instead: {service}_{name} makes pillars_app.",
)
@option(
    "--service-name",
    "services",
    heading=_WHAT,
    metavar="DIR=NAME",
    multiple=True,
    help="What the service with this source root is called. Repeatable.  [default: made from the directory]",
)
@option(
    "--source",
    heading=_WHAT,
    metavar="DIR",
    default="src",
    help="The directory of each service that the namespace package is in; . leaves it in the source root."
    "  [default: src]",
)
@option(
    "--loader",
    heading=_WHAT,
    is_flag=True,
    help="Rewrite scripts that load several services, so that each is loaded in a context of importlint.loader.",
)
@option("--diff", heading=_HOW, is_flag=True, help="Show it, as `git apply` takes it, and write nothing. The default.")
@option("--apply", "write", heading=_HOW, is_flag=True, help="Make it: all of it, or nothing.")
@option(
    "--verify",
    "commands",
    heading=_HOW,
    metavar="COMMAND",
    multiple=True,
    help="Try it in a copy first: scan again, import what it touches in fresh interpreters, and run this command"
    " before and after. If anything fails, nothing is written. Repeatable.",
)
@option(
    "--python", heading=_HOW, metavar="PATH", help="The interpreter for these imports.  [default: the environment's]"
)
@option("--allow-dirty", heading=_HOW, is_flag=True, help="Change files though git has uncommitted changes of them.")
@option("--recover", "undo", heading=_HOW, is_flag=True, help="Put back what a change has done that was cut off.")
@option("--verbose", "-v", heading=_HOW, is_flag=True, help="List everything that was left alone.")
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
    refuse_contradiction(options, "namespace", "rename")
    request = Request(paths=paths, **{name: options[name] for name in Request._fields if name in options})
    config, target = configure(request)
    if options["undo"]:
        return _recover(config.project)
    refuse_interrupted(config.project)
    snapshot = Snapshot(list_tree(config.project, exclude=config.exclude, no_ignore=request.no_ignore))
    rules = check_rules([name for given in options["rules"] for name in given.split(",") if name])
    wanted = Wanted(config, target, rules, _fix_options(options))
    planned, checks = plan_change(snapshot.tree, wanted)
    changes = planned.changes
    if changes.is_empty:
        return Outcome(notes="".join(("nothing to change\n", *_left_alone(changes, options))))
    if not all(check.holds for check in checks):
        return Outcome(notes="".join(("nothing was changed:\n", *_report(checks))), status=1)
    if options["commands"]:
        trial = Trial(
            config.project,
            lambda tree: scan_once(tree, wanted),
            options["commands"],
            _directory(config.project),
            find_python(config.project, options["python"]),
        )
        checks = tuple(prove(trial, planned, snapshot))
    return _end(config.project, planned, checks, snapshot, options)


def _fix_options(options: Mapping[str, Any]) -> FixOptions:
    return FixOptions(
        unsafe=options["unsafe"],
        namespace=options["namespace"],
        rename=options["rename"],
        services=tuple(map(_service, options["services"])),
        source=options["source"] if options["source"] != "." else "",
        loader=options["loader"],
    )


def _service(given: str) -> tuple[str, str]:
    directory, equals, name = given.rpartition("=")
    if not equals:
        raise UsageError(f"--service-name {given}: expected DIR=NAME", help="such as services/pillars-service=pillars")
    return os.path.normpath(directory).replace(os.sep, "/"), name


def _recover(project: str) -> Outcome:
    troubles = recover(project)
    if troubles is None:
        return Outcome(notes="no change of this project was cut off\n")
    if troubles:
        lines = "".join(f"  {trouble}\n" for trouble in troubles)
        return Outcome(notes=f"put back, but for what was changed since:\n{lines}", status=1)
    return Outcome(notes="everything is as it was before the change\n")


def _directory(project: str) -> str:
    """Return the working directory relative to the project, "." if it is outside."""
    here = os.path.relpath(os.path.realpath(Path.cwd()), os.path.realpath(project))
    return "." if here.startswith(os.pardir) else here


def _end(
    project: str, planned: Scanned, checks: Iterable[Check], snapshot: Snapshot, options: Mapping[str, Any]
) -> Outcome:
    checks, changes = tuple(checks), planned.changes
    proof = "".join(_report(checks))
    left = "".join(_left_alone(changes, options))
    if not all(check.holds for check in checks):
        return Outcome(notes=f"nothing was changed, as the proof failed:\n{proof}", status=1)
    if not options["write"]:
        lines = diff_changes(snapshot.tree, changes)
        return Outcome(lines=lines, notes=f"{_sizes(changes)}; --apply writes it\n{proof}{left}", status=1)
    if not options["allow_dirty"]:
        refuse_uncommitted(project, changes)
    apply_changes(project, changes, snapshot)
    return Outcome(notes=f"changed: {_sizes(changes)}\n{proof}{left}")


def _report(checks: Iterable[Check]) -> Iterator[str]:
    for check in checks:
        yield f"  {'ok  ' if check.holds else 'FAIL'}  {check.name}: {check.says}\n"
        yield from (f"          {line}\n" for line in check.details)


def _sizes(changes: ChangeSet) -> str:
    files = len({edit.path for edit in changes.edits})
    edits = f"{count(len(changes.edits), 'edit')} in {count(files, 'file')}" if changes.edits else ""
    sizes = ((changes.moves, "move"), (changes.removals, "removal"), (changes.new_files, "new file"))
    return ", ".join(filter(None, (edits, *(count(len(found), noun) for found, noun in sizes if found))))


def _left_alone(changes: ChangeSet, options: Mapping[str, Any]) -> Iterator[str]:
    if not changes.notes:
        return
    shown = changes.notes if options["verbose"] else changes.notes[:_NOTES_SHOWN]
    yield f"left alone ({len(changes.notes)}):\n"
    yield from (f"  {_place(note)}{note.text}\n" for note in shown)
    if len(shown) < len(changes.notes):
        yield f"  and {len(changes.notes) - len(shown)} more (--verbose lists them)\n"


def _place(note: Note) -> str:
    line = f":{note.line}" if note.line else ""
    return f"{note.path}{line}: " if note.path else ""
