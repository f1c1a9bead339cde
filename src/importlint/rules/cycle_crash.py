"""Importing this module first raises, because of a cycle.

The import machine imports every module of a cycle first, each in a fresh abstract interpreter, and follows CPython's
rules for half-built modules. Where the first import ends in an exception, this rule says which statement raises it, and
with which message. If every order fails, no program can import these modules at all; if only some do, it depends on
which module of the cycle a program, a test or a worker happens to import first.

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

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importlint.graph.breaking import find_break
from importlint.graph.cycles import Cycle
from importlint.model.finding import Finding, Step
from importlint.model.location import Location, Span
from importlint.model.root import ModuleId
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.trace import Crash, Verdict
from importlint.model.wording import code, count, listing
from importlint.project import Project
from importlint.remedies.cycle_break import break_fixes, cycle_flow

RULE = RuleInfo(
    name="cycle-crash",
    family=Family.CYCLES,
    severity=Severity.ERROR,
    help=__doc__,
    since="0.1.0",
    precision="very-high",
)
_NAMES_SHOWN = 4


class _Failure(NamedTuple):
    """One exception, and the modules whose first import ends in it."""

    error: Crash
    entries: tuple[ModuleId, ...]


def check(project: Project) -> Iterator[Finding]:
    """Report each exception that first imports of the modules of a cycle end in."""
    for cycle in project.cycles:
        failures = _failures(project, cycle)
        for failure in failures:
            yield _finding(project, cycle, failure, always=_is_always(project, cycle))


def _failures(project: Project, cycle: Cycle) -> Sequence[_Failure]:
    entries: dict[Crash, list[ModuleId]] = {}
    for module in cycle.modules:
        trace = project.first_imports.get(module)
        if trace is not None and trace.error is not None and _is_circular(project, cycle, trace.error):
            entries.setdefault(trace.error, []).append(module)
    return [_Failure(error, tuple(found)) for error, found in sorted(entries.items())]


def _is_circular(project: Project, cycle: Cycle, error: Crash) -> bool:
    """Return whether an exception comes from the cycle: it is raised in it, and is no module that is missing."""
    members = {project.modules[module].path for module in cycle.modules}
    return error.path in members and error.type != "ModuleNotFoundError"


def _is_always(project: Project, cycle: Cycle) -> bool:
    return all(project.first_imports[module].verdict is Verdict.CRASH for module in cycle.modules)


def _finding(project: Project, cycle: Cycle, failure: _Failure, *, always: bool) -> Finding:
    error, entries = failure
    found = find_break(cycle)
    first = entries[0]
    return Finding(
        rule=RULE.name,
        severity=RULE.severity if always else Severity.WARNING,
        message=f"importing {_entries(entries)} first raises `{error.type}: {error.message}`{_order(cycle, entries)}",
        location=_location(project, error),
        subject=(*(module.name for module in entries), error.type, error.message),
        related=_survivors(project, cycle, entries),
        flow=tuple(_steps(project, first)) or cycle_flow(cycle.shortest),
        cycle=cycle.names,
        fixes=break_fixes(found),
        reproduce=_command(first),
    )


def _entries(entries: Sequence[ModuleId]) -> str:
    if len(entries) > _NAMES_SHOWN:
        return f"{code(entries[0].name)} (or any of {count(len(entries) - 1, 'other module')})"
    return listing([module.name for module in entries])


def _order(cycle: Cycle, entries: Sequence[ModuleId]) -> str:
    return "" if len(entries) == len(cycle.modules) else "; other modules of the cycle can be imported first"


def _location(project: Project, error: Crash) -> Location:
    facts = project.facts.get(error.path)
    spans = (statement.span for statement in facts.imports if statement.span.line == error.line) if facts else ()
    return Location(error.path, next(iter(spans), Span(error.line, 1, error.line, 1)))


def _survivors(project: Project, cycle: Cycle, entries: Sequence[ModuleId]) -> tuple[Step, ...]:
    """Return the first modules whose import brings no exception."""
    fine = [
        module
        for module in cycle.modules
        if module not in entries and project.first_imports[module].verdict is Verdict.OK
    ]
    return tuple(
        Step(
            location=Location(project.modules[module].path, Span(1, 1, 1, 1)),
            message=f"{code(module.name)} can be imported first",
        )
        for module in fine[:2]
    )


def _steps(project: Project, entry: ModuleId) -> Iterator[Step]:
    """Return the imports that were under way when the exception was raised, outermost first."""
    for event in project.first_imports[entry].events:
        if event.outcome == "failed":
            facts = project.facts.get(event.path)
            spans = (
                (statement.span for statement in facts.imports if statement.span.line == event.line) if facts else ()
            )
            span = next(iter(spans), Span(event.line, 1, event.line, 1))
            name = "." * event.level + event.name
            what = f"takes {listing(event.names)} from {code(name)}" if event.names else f"imports {code(name)}"
            yield Step(location=Location(event.path, span), message=f"{code(event.path)} {what}")


def _command(module: ModuleId) -> str:
    start = "" if module.root == "." else f"cd {module.root} && "
    return f'{start}python -c "import {module.name}"'
