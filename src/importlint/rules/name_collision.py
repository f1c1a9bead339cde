"""One process needs two source roots under one name.

`sys.modules` holds one `app` for the whole process: the one found first. What another service's files, or the script
itself, import from `app` afterwards is looked for in that one. It fails with ModuleNotFoundError or ImportError if the
name is missing there, and silently means the wrong file if it is not.

The import machine runs each launch on its own search path, edits of `sys.path` included, and reports what it sees:
which import failed, or bound another service's file, and which import had claimed the name before. It reports as well
where half of a package is one service's and half another's: portions of a namespace package that hide each other's
modules.

## Bad
```python
# scripts/run_all.py
import sys

sys.path.insert(0, "services/pillars-service")
from app.core.engine import PillarsEngine

sys.path.insert(0, "services/analysis-service")
from app.reports import build_report  # ModuleNotFoundError: sys.modules["app"] is the first service's
```

## Good
```python
from acme.analysis.reports import build_report
from acme.pillars.core.engine import PillarsEngine
```

## Fix
Give each service a name of its own: move `app` into a namespace package (`acme.pillars`). Until then, load each service
in a context of its own:
```python
from importlint.loader import ServiceLoader

services = ServiceLoader({"pillars": "services/pillars-service", "analysis": "services/analysis-service"})
with services["pillars"]:
    from app.core.engine import PillarsEngine
```
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importlint.halves import Halves, find_halves
from importlint.machine.runs import Run
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import START, Location, Span
from importlint.model.names import resolve_relative, top_level
from importlint.model.root import Module, ModuleId
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.trace import Crash, ImportEvent, PathChange, Verdict
from importlint.model.wording import code, listing
from importlint.processes import is_guessed_session
from importlint.project import Project
from importlint.remedies.loader_context import loader_fix
from importlint.remedies.namespace_layout import namespace_fix
from importlint.resolve.directories import is_under
from importlint.sights import is_of, place_of, spelled

RULE = RuleInfo(name="name-collision", family=Family.NAMES, severity=Severity.ERROR, help=__doc__, since="0.1.0")

_MOST_STEPS = 20


class _Clash(NamedTuple):
    """One import that got another source root than it needs.

    event: the import. name: the absolute name asked for. needs: the root that has it. owner: the root that the process
    has under the top-level name.
    """

    event: ImportEvent
    name: str
    needs: Module
    owner: Module


def check(project: Project) -> Iterator[Finding]:
    """Report each launch in which imports need different source roots under one name."""
    told: set[tuple[str, str]] = set()
    for run in project.runs:
        clashes = tuple(_clashes(project, run))
        for name in sorted({top_level(clash.name) for clash in clashes}):
            told.add((run.launch.name, name))
            yield _finding(project, run, [clash for clash in clashes if top_level(clash.name) == name])
    for run, halves in find_halves(project):
        if (run.launch.name, halves.first.id.name) not in told:
            yield _in_halves(project, run, halves)


def _clashes(project: Project, run: Run) -> Iterator[_Clash]:
    for event in run.trace.events:
        name = _absolute(project, event)
        providers = project.contested.get(top_level(name), ()) if name else ()
        if not providers or _finds_none(run, event, top_level(name)):
            continue
        owner = _owner(run, providers)
        needs = _needed(project, event, name, providers)
        if owner is not None and needs is not None and owner.id.root != needs.id.root:
            yield _Clash(event, name, needs, owner)


def _finds_none(run: Run, event: ImportEvent, top: str) -> bool:
    """Return whether an import failed because no root with its top-level name was on the path by then."""
    error = _raised_at(run, event)
    return error is not None and error.message == f"No module named '{top}'"


def _absolute(project: Project, event: ImportEvent) -> str:
    """Return the absolute name that an import asks for, "" if its package is not known."""
    if not event.level:
        return event.name
    module = project.module_at(event.path)
    if module is None:
        return ""
    return resolve_relative(module.package, event.level, event.name) or ""


def _owner(run: Run, providers: Sequence[Module]) -> Module | None:
    """Return the provider whose top-level module the process ends up with."""
    held = run.trace.modules.get(providers[0].id.name)
    inside = (path for name, path in run.trace.modules.items() if top_level(name) == providers[0].id.name)
    first = held or next(inside, "")
    return next((module for module in providers if first and is_of(module, first)), None)


def _needed(project: Project, event: ImportEvent, name: str, providers: Sequence[Module]) -> Module | None:
    """Return the provider that an import needs: its file's own, or else the only one that has what it asks for."""
    nearest = _nearest(event, providers)
    if event.outcome == "ok" and (nearest is None or is_of(nearest, event.resolved or "")):
        return None  # Its own, or there is none that is its own.
    having = [module for module in providers if _has(project, module.id.root, name, event.names)]
    if not having:  # Nobody has what is asked for, but who is asked can be known.
        having = [module for module in providers if _has(project, module.id.root, name, ())]
    own = _nearest(event, having)
    if event.outcome == "ok":
        return own if own is not None and event.resolved and not is_of(own, event.resolved) else None
    if event.outcome == "failed":
        return own or (having[0] if len(having) == 1 else None)
    return None


def _nearest(event: ImportEvent, providers: Sequence[Module]) -> Module | None:
    """Return the provider of the innermost source root around an import."""
    around = (module for module in providers if is_under(event.path, module.id.root))
    return max(around, key=lambda module: len(module.id.root), default=None)


def _has(project: Project, root: str, name: str, names: Sequence[str]) -> bool:
    module = project.modules.get(ModuleId(root, name))
    if module is None:
        return False
    return all(
        ModuleId(root, f"{name}.{each}") in project.modules or not project.names.lacks(module.id, each)
        for each in names
        if each != "*"
    )


def _finding(project: Project, run: Run, clashes: Sequence[_Clash]) -> Finding:
    failed = [clash for clash in clashes if clash.event.outcome == "failed"]
    raising = [clash for clash in failed if _raised_at(run, clash.event)]
    first = (raising or failed or clashes)[0]
    name, error = first.owner.id.name, _raised_at(run, first.event)
    if failed:
        what = f"fails: `{error.type}: {error.message}`" if error else f"fails{_aftermath(run)}"
    else:
        what = f"silently means `{first.event.resolved}`"
    return Finding(
        rule=RULE.name,
        severity=_severity(project, run, crashes=bool(raising)),
        message=f"in `{run.launch.command}`, `{name}` is `{first.owner.id.root}`'s, but `{spelled(first.event)}` needs"
        f" `{first.needs.id.root}`'s and {what}",
        location=place_of(project, first.event.path, first.event.line),
        subject=(run.launch.name, name, first.name),
        related=tuple(_related(project, run, first)),
        flow=tuple(_flow(project, run, clashes)),
        launches=(run.launch.name,),
        fixes=_fixes(project, run, first),
        reproduce=run.launch.command,
    )


def _in_halves(project: Project, run: Run, halves: Halves) -> Finding:
    first, second, hiding, other = halves
    name, loaded = first.id.name, run.trace.modules
    event = next((event for event in run.trace.events if event.resolved == loaded[other]), None)
    hidden = project.modules[ModuleId(second.id.root, hiding)]
    return Finding(
        rule=RULE.name,
        severity=_severity(project, run, crashes=False),
        message=f"in `{run.launch.command}`, half of `{name}` is `{first.id.root}`'s and half `{second.id.root}`'s: "
        f"`{hiding}` is the former's and hides the latter's, `{other}` is the latter's",
        location=place_of(project, event.path, event.line) if event is not None else Location(loaded[other], START),
        subject=(run.launch.name, name, "halves"),
        related=(
            Step(location=Location(loaded[hiding], START), message=f"`{hiding}` is this file"),
            Step(location=Location(hidden.path, START), message="this file is hidden by it"),
        ),
        launches=(run.launch.name,),
        fixes=(namespace_fix(project, [first, second]),),
        reproduce=run.launch.command,
    )


def _raised_at(run: Run, event: ImportEvent) -> Crash | None:
    """Return what an import raised that nothing caught, as far as that is certain."""
    return next((error for error in run.trace.errors if error[2:] == (event.path, event.line)), None)


def _aftermath(run: Run) -> str:
    return ", and a handler hides it" if run.trace.verdict is Verdict.OK else ""


def _severity(project: Project, run: Run, *, crashes: bool) -> Severity:
    if is_guessed_session(project, run.launch):
        return Severity.NOTE
    return RULE.severity if crashes and _is_run_as_it_is(run) else Severity.WARNING


def _is_run_as_it_is(run: Run) -> bool:
    """Return whether we know the search path: a command says what it is, or its file puts directories there itself."""
    grows = run.launch.session is None and len(run.trace.search_path) > len(run.launch.search_path)
    return run.launch.is_stated or grows


def _claim(run: Run, clash: _Clash) -> ImportEvent | None:
    """Return the import that put the owner's top-level module into `sys.modules`."""
    return next((event for event in run.trace.events if event.resolved and is_of(clash.owner, event.resolved)), None)


def _related(project: Project, run: Run, clash: _Clash) -> Iterator[Step]:
    claim = _claim(run, clash)
    if claim is not None:
        message = f"`{clash.owner.id.name}` becomes `{clash.owner.path or clash.owner.directory}` here"
        yield Step(location=place_of(project, claim.path, claim.line), message=message)
    needed = project.modules.get(ModuleId(clash.needs.id.root, clash.name), clash.needs)
    if needed.path:
        yield Step(location=Location(needed.path, START), message=f"`{clash.name}` is meant to be this file")


def _flow(project: Project, run: Run, clashes: Sequence[_Clash]) -> Iterator[Step]:
    """Yield what claims the name and what does not get it, and before each what put directories on `sys.path`."""
    claim = _claim(run, clashes[0])
    ends = [(claim, f"finds `{claim.resolved}`")] if claim is not None else []
    for clash in clashes[:_MOST_STEPS]:
        fails = f"gets the `{clash.owner.id.name}` that is loaded, and fails"
        ends.append((clash.event, fails if clash.event.outcome == "failed" else f"finds `{clash.event.resolved}`"))
    told = 0
    for event, end in ends:
        before = max(told, _changes_before(run, event))
        yield from (_path_step(project, change) for change in run.trace.path_changes[told:before][-_MOST_STEPS:])
        told = before
        yield Step(location=place_of(project, event.path, event.line), message=f"`{spelled(event)}` {end}")


def _changes_before(run: Run, event: ImportEvent) -> int:
    """Return how many changes of the search path came before an import, as far as the lines of its file tell."""
    changes = enumerate(run.trace.path_changes, 1)
    before = (number for number, change in changes if change.path == event.path and change.line < event.line)
    return max(before, default=0)


def _path_step(project: Project, change: PathChange) -> Step:
    facts = project.facts.get(change.path)
    edit = next((edit for edit in facts.path_edits if edit.span.line == change.line), None) if facts else None
    inside = [directory for directory in change.directories if directory.partition("/")[0] != ".."]
    what = listing(inside) or (code(edit.argument) if edit else "a directory outside the project")
    span = edit.span if edit else Span(change.line, 1, change.line, 1)
    return Step(location=Location(change.path, span), message=f"puts {what} on `sys.path`")


def _fixes(project: Project, run: Run, clash: _Clash) -> tuple[Fix, ...]:
    providers = [module for module in project.contested[clash.owner.id.name] if module in (clash.owner, clash.needs)]
    entry = run.launch.evidence[0].path if run.launch.evidence else run.launch.entry
    context = loader_fix(project, providers, entry) if entry in project.facts else None
    return (namespace_fix(project, providers), *((context,) if context is not None else ()))
