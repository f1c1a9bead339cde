"""Modules import each other while they are being imported.

Whichever of them is imported first finds the other one half-built: the names below its import statement do not exist
yet. `from x import name` then raises `ImportError: cannot import name ... (most likely due to a circular import)`, or
not, depending on who came first. Such a cycle lives on the order of imports: a new import elsewhere, a sorted import
block, a test that is run alone, and it breaks.

One finding for each set of modules that all reach each other. It draws a shortest way around and names the fewest
imports found whose removal leaves no cycle. It is a note if nothing can go wrong today: no import of the cycle takes a
name out of a module, or each of its modules can be imported first without an exception. What does raise is reported by
cycle-crash instead.

## Bad
```python
# app/models.py
from app.services import notify


class User:
    def save(self):
        notify(self)


# app/services.py
from app.models import User


def notify(user):
    assert isinstance(user, User)
```

## Good
```python
# app/services.py
import app.models


def notify(user):
    assert isinstance(user, app.models.User)
```

## Fix
Change the imports that the finding names, in one of these ways: import the module instead of its names; move an
import that only annotations need under `TYPE_CHECKING`; defer it into the function that uses it; or move what both
modules need into a third one:
```python
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.models import User


def notify(user: User) -> None: ...
```
"""

from collections.abc import Iterator

from importlint.failures import find_failures
from importlint.graph.breaking import find_break
from importlint.graph.cycles import Cycle
from importlint.model.finding import Finding
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.trace import Verdict
from importlint.model.wording import code
from importlint.project import Project
from importlint.remedies.cycle_break import break_fixes, closing_edge, cycle_flow
from importlint.remedies.cycle_fix import cycle_fixes

RULE = RuleInfo(name="cycle-fragile", family=Family.CYCLES, severity=Severity.WARNING, help=__doc__, since="0.1.0")


def check(project: Project) -> Iterator[Finding]:
    """Report each component of the eager graph that stays within one project directory."""
    for cycle in project.cycles:
        # Where the machine has seen one fail, cycle-crash says so.
        if not _fails(project, cycle) and len({project.root(root).project for root in cycle.roots}) == 1:
            yield _finding(project, cycle)


def _fails(project: Project, cycle: Cycle) -> bool:
    traces = [project.first_imports.get(module) for module in cycle.modules]
    return any(trace is not None and trace.error for trace in traces) or bool(find_failures(project, cycle))


def _finding(project: Project, cycle: Cycle) -> Finding:
    found = find_break(cycle)
    looks_inside = any(edge.reads and not edge.guarded for edge in cycle.edges)
    traces = [project.first_imports.get(module) for module in cycle.modules]
    works = all(trace is not None and trace.verdict is Verdict.OK for trace in traces)
    is_harmless = works or not looks_inside
    return Finding(
        rule=RULE.name,
        severity=Severity.NOTE if is_harmless else RULE.severity,
        message=_message(cycle),
        location=closing_edge(cycle.shortest, found).location,
        subject=tuple(module.name for module in cycle.modules),
        flow=cycle_flow(cycle.shortest),
        cycle=cycle.names,
        fixes=break_fixes(found) if is_harmless else cycle_fixes(project, cycle, found=found),
    )


def _message(cycle: Cycle) -> str:
    names = cycle.names
    if len(cycle.modules) == 1:
        return f"{code(names[0])} imports itself while it is being imported"
    if len(cycle.modules) == len(names) == 2:
        return f"{code(names[0])} and {code(names[1])} import each other while they are being imported"
    way = " -> ".join((*names, names[0])) if len(names) <= 4 else f"{names[0]} -> {names[1]} -> ... -> {names[0]}"
    return f"{len(cycle.modules)} modules import each other while they are being imported, such as {code(way)}"
