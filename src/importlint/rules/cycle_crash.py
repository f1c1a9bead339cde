"""Importing this module first raises, because of a cycle.

The import machine imports every module of a cycle first, each in a fresh abstract interpreter, and follows CPython's
rules for half-built modules. Where the first import ends in an exception, this rule says which statement raises it, and
with which message. If every order fails, no program can import these modules at all; if only some do, it depends on
which module of the cycle a program, a test or a worker happens to import first.

It is an error if no module of the cycle can be imported first, otherwise a warning; so it is where a handler around the
import catches the exception, and the program goes on without the name.

## Bad
```python
# app/models.py
from app.services import notify


class User: ...


# app/services.py
from app.models import User  # ImportError if app.models is imported first
```

## Good
```python
# app/services.py
import app.models


def notify(user: "app.models.User") -> None: ...
```

## Fix
Import the module instead of the name and use the name inside functions only; or defer the import into the function; or
move what both need into a third module. The finding names the imports whose change ends the cycle.
"""

from collections.abc import Iterator

from importlint.failures import Failure, always_fails, find_failures
from importlint.graph.cycles import Cycle
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import START, Location, file_location
from importlint.model.root import ModuleId
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.trace import Crash, ImportEvent, Verdict
from importlint.model.wording import code, count, listing
from importlint.project import Project
from importlint.remedies.cycle_break import cycle_flow
from importlint.remedies.cycle_fix import cycle_fixes
from importlint.sights import place_of, spelled

RULE = RuleInfo(
    name="cycle-crash",
    family=Family.CYCLES,
    severity=Severity.ERROR,
    help=__doc__,
    since="0.1.0",
    precision="very-high",
)
_NAMES_SHOWN = 4


def check(project: Project) -> Iterator[Finding]:
    """Report each exception that first imports of the modules of a cycle end in, or that a handler hides."""
    for cycle in project.cycles:
        failures = find_failures(project, cycle)
        fixes = cycle_fixes(project, cycle, failures) if failures else ()
        for failure in failures:
            if failure.error is None:
                yield _hidden(project, cycle, failure, fixes)
            else:
                yield _raised(project, cycle, failure, failure.error, fixes)


def _raised(project: Project, cycle: Cycle, failure: Failure, error: Crash, fixes: tuple[Fix, ...]) -> Finding:
    entries, always = failure.entries, always_fails(project, cycle)
    survivors = _survivors(project, cycle, entries)
    others = len(cycle.modules) - len(entries)
    order = "; other modules of the cycle can be imported first" if survivors else ""
    if always and others:
        order = "; importing any other module of the cycle first fails as well"
    return Finding(
        rule=RULE.name,
        severity=RULE.severity if always else Severity.WARNING,
        message=f"importing {_entries(entries)} first raises `{error.type}: {error.message}`{order}",
        location=place_of(project, error.path, error.line),
        subject=(*(module.name for module in entries), error.type, error.message),
        related=survivors,
        flow=_flow(
            project, cycle, entries[0], (*_steps(project, failure.events, error), *_end(project, failure.events, error))
        ),
        cycle=cycle.names,
        fixes=fixes,
        reproduce=_command(entries[0], ""),
    )


def _hidden(project: Project, cycle: Cycle, failure: Failure, fixes: tuple[Fix, ...]) -> Finding:
    entries, first, last = failure.entries, failure.events[0], failure.events[-1]
    names = listing(first.names) if first.names else code(first.name)
    cause = "it" if first is last else code(spelled(last))
    return Finding(
        rule=RULE.name,
        severity=Severity.WARNING,
        message=f"importing {_entries(entries)} first leaves {names} missing: {code(spelled(first))} fails, because "
        f"{cause} finds its module half-built, and a handler hides it",
        location=place_of(project, first.path, first.line),
        subject=(*(module.name for module in entries), first.path, *first.names),
        flow=_flow(project, cycle, entries[0], tuple(_steps(project, failure.events, None))),
        cycle=cycle.names,
        fixes=fixes,
        reproduce=_command(entries[0], _question(project, first)),
    )


def _entries(entries: tuple[ModuleId, ...]) -> str:
    if len(entries) > _NAMES_SHOWN:
        return f"{code(entries[0].name)} (or any of {count(len(entries) - 1, 'other module')})"
    return listing([module.name for module in entries])


def _survivors(project: Project, cycle: Cycle, entries: tuple[ModuleId, ...]) -> tuple[Step, ...]:
    """Return the first modules whose import brings no exception."""
    traces = {module: project.first_imports.get(module) for module in cycle.modules if module not in entries}
    fine = [module for module, trace in traces.items() if trace is not None and trace.verdict is Verdict.OK]
    return tuple(
        Step(
            location=Location(project.modules[module].path, START),
            message=f"{code(module.name)} can be imported first",
        )
        for module in fine[:2]
    )


def _steps(project: Project, events: tuple[ImportEvent, ...], error: Crash | None) -> Iterator[Step]:
    """Return the imports that were under way when the exception was raised, outermost first."""
    half_built = error is not None and "partially initialized" in error.message
    for event in events:
        name = "." * event.level + event.name
        what = f"takes {listing(event.names)} from {code(name)}" if event.names else f"imports {code(name)}"
        state = ", which is half-built" if half_built and event is events[-1] else ""
        yield Step(location=place_of(project, event.path, event.line), message=f"{what}{state}")


def _end(project: Project, events: tuple[ImportEvent, ...], error: Crash) -> Iterator[Step]:
    """Yield the place where an exception is raised if no import stands there."""
    if (error.path, error.line) not in {(event.path, event.line) for event in events}:
        yield Step(location=place_of(project, error.path, error.line), message=f"this raises {error.type}")


def _flow(project: Project, cycle: Cycle, entry: ModuleId, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps to an exception; as many as the cycle has edges only if they are these edges, in their order.

    A report draws a flow of that length around the cycle.
    """
    if len(steps) != len(cycle.shortest):
        return steps
    edges = cycle_flow(cycle.shortest)
    if {step.location for step in steps} == {step.location for step in edges}:
        return edges
    begin = Step(location=file_location(project.modules[entry].path), message=f"{code(entry.name)} is imported first")
    return (begin, *steps)


def _question(project: Project, event: ImportEvent) -> str:
    """Return a statement that shows the missing name."""
    module = project.module_at(event.path)
    name = next(iter(event.names), "")
    return f"; print({module.id.name}.{name})" if module is not None and name else ""


def _command(module: ModuleId, more: str) -> str:
    start = "" if module.root == "." else f"cd {module.root} && "
    return f'{start}python -c "import {module.name}{more}"'
