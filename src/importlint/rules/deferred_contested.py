"""A function imports a contested name when it is called.

Which module it gets depends on who owns the name at that moment: the service that was loaded last, not the one that
the function belongs to. Clearing `sys.modules` between two services does not help here; it is what makes it go wrong.

Reported once for each source root, and only where one process sees more than one provider of the name.

## Bad
```python
# services/pillars-service/app/core/engine.py
def score(record):
    from app.core.weights import WEIGHTS

    return WEIGHTS[record]
```

## Good
```python
from acme.pillars.core.weights import WEIGHTS


def score(record):
    return WEIGHTS[record]
```

## Fix
Give the service a name of its own (see contested-name). Until then import at the top of the file, or relatively: a
relative import in a function still goes through `sys.modules`, but an import at the top is done while its own service
is being loaded:
```python
from .weights import WEIGHTS


def score(record):
    return WEIGHTS[record]
```
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from importlint.graph.import_graph import Edge
from importlint.model.facts import Timing
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import Location
from importlint.model.names import top_level
from importlint.model.roles import is_test
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code, count
from importlint.processes import find_meetings
from importlint.project import Project
from importlint.remedies.statements import written

RULE = RuleInfo(
    name="deferred-contested", family=Family.DEFERRED, severity=Severity.WARNING, help=__doc__, since="0.1.0"
)

_PLACES_SHOWN = 10


def check(project: Project) -> Iterator[Finding]:
    """Report the deferred imports of each contested name whose owner can change, once for each source root."""
    met = {name: meetings for name, meetings in find_meetings(project).items() if meetings}
    groups: defaultdict[tuple[str, str], dict[Location, Edge]] = defaultdict(dict)
    for edge in project.graph.edges if met else ():
        name = top_level(edge.imported.name)
        if edge.timing is Timing.DEFERRED and not edge.implicit and name in met and not is_test(edge.path):
            groups[edge.importer.root, name].setdefault(edge.location, edge)
    for (root, name), edges in sorted(groups.items()):
        meeting = next((meeting for meeting in met[name] if root in meeting.roots), None)
        if meeting is not None:
            yield _finding(root, name, list(edges.values()), meeting.step)


def _finding(root: str, name: str, edges: Sequence[Edge], meeting: Step) -> Finding:
    first, *others = edges
    more = f" ({count(len(others), 'more such import')} in {code(root)})" if others else ""
    return Finding(
        rule=RULE.name,
        severity=RULE.severity,
        message=f"`{first.statement.context.owner}` gets the `{name}` of whichever service owns it at the call{more}",
        location=first.location,
        subject=(root, name),
        related=(meeting, *(_related(edge) for edge in others[:_PLACES_SHOWN])),
        fixes=(_fix(first),),
    )


def _related(edge: Edge) -> Step:
    return Step(location=edge.location, message=f"so does {code(edge.statement.context.owner)}")


def _fix(edge: Edge) -> Fix:
    return Fix(
        title="Import at the top of the file, while the service is being loaded",
        text=(
            f"move `{written(edge.statement)}` out of `{edge.statement.context.owner}` to the top of {edge.path}; "
            "it lasts once the service has a name of its own (contested-name)"
        ),
    )
