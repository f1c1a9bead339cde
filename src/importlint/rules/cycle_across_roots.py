"""Modules of several services import each other.

Neither service can be tested, released or started without the other one, and each must have the other's source root on
its path. Deferred imports count as well: they only delay when the other service has to be there. The finding is a note
if such imports are needed to close the cycle.

## Bad
```python
# services/billing/billing/invoice.py
from orders.order import Order


# services/orders/orders/order.py
from billing.invoice import Invoice
```

## Good
```python
# services/billing/billing/invoice.py
from contracts.order import Order


# services/orders/orders/order.py
from contracts.order import Order
```

## Fix
Move what both need into a library that imports neither service, and let both depend on it:
```text
libs/contracts/src/contracts/order.py
services/billing/billing/invoice.py
services/orders/orders/order.py
```
"""

from collections.abc import Iterator, Mapping

from importlint.graph.breaking import find_break
from importlint.graph.cycles import Cycle, find_cycles, shortest_with
from importlint.model.facts import Timing
from importlint.model.finding import Finding
from importlint.model.fix import Fix
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code, listing
from importlint.project import Project
from importlint.remedies.cycle_break import cycle_flow
from importlint.remedies.statements import written

RULE = RuleInfo(name="cycle-across-roots", family=Family.CYCLES, severity=Severity.WARNING, help=__doc__, since="0.1.0")

_PLACES_SHOWN = 5


def check(project: Project) -> Iterator[Finding]:
    """Report each component, type-only imports left out, with modules of more than one project directory."""
    cycles = find_cycles(
        project.graph, lambda edge: edge.timing is not Timing.TYPE_ONLY and not edge.statement.context.main_guard
    )
    for cycle in cycles:
        projects = {root: project.root(root).project for root in cycle.roots}
        if len(set(projects.values())) > 1:
            yield _finding(cycle, projects)


def _finding(cycle: Cycle, projects: Mapping[str, str]) -> Finding:
    across = [edge for edge in cycle.edges if projects[edge.importer.root] != projects[edge.imported.root]]
    way = shortest_with(cycle, across)
    found = find_break(cycle)
    names = tuple(edge.importer.name for edge in way)
    return Finding(
        rule=RULE.name,
        severity=RULE.severity if all(edge.on_import for edge in way) else Severity.NOTE,
        message=f"modules of {listing(sorted(set(projects.values())))} import each other: {code(' -> '.join(names))}",
        location=way[0].location,
        subject=tuple(f"{module.root}:{module.name}" for module in cycle.modules),
        flow=cycle_flow(way),
        cycle=names,
        fixes=(
            Fix(
                title="Move what both need into a library that imports neither",
                text="the cycle ends with these imports:\n"
                + "\n".join(
                    f"{edge.path}:{edge.statement.span.line}: {written(edge.statement)}"
                    for edge in found.imports[:_PLACES_SHOWN]
                ),
            ),
        ),
    )
