"""A cycle is closed only by deferred, lazy or type-only imports.

It does not fail when the modules are imported, since nobody looks back before the others are done. It is still a
cycle: none of the modules can be understood, tested or moved alone, and the day somebody moves one of those imports to
the top of its file, it breaks. It is a note, one for each set of modules that all reach each other.

## Bad
```python
# app/orders.py
from app.invoices import make_invoice


# app/invoices.py
def make_invoice(order):
    from app.orders import total

    return total(order)
```

## Good
```python
# app/orders.py
from app.invoices import make_invoice
from app.totals import total


# app/invoices.py
from app.totals import total
```

## Fix
Move what both sides need into a module of its own, which imports neither:
```python
# app/totals.py
def total(order):
    return sum(line.price for line in order)
```
"""

from collections.abc import Iterator

from importlint.graph.breaking import find_break
from importlint.graph.cycles import Cycle, find_cycles
from importlint.graph.import_graph import Edge
from importlint.model.facts import Timing
from importlint.model.finding import Finding
from importlint.model.fix import Fix
from importlint.model.root import ModuleId
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code
from importlint.project import Project
from importlint.remedies.cycle_break import cycle_flow
from importlint.remedies.statements import written

RULE = RuleInfo(name="cycle-deferred", family=Family.CYCLES, severity=Severity.NOTE, help=__doc__, since="0.1.0")


def check(project: Project) -> Iterator[Finding]:
    """Report each component that only imports other than eager ones close, within one project directory.

    Imports inside an eager cycle are left out: that cycle is reported by itself.
    """
    eager = {module: number for number, cycle in enumerate(project.cycles) for module in cycle.modules}
    for cycle in find_cycles(project.graph, lambda edge: _counts(edge, eager)):
        if len({project.root(root).project for root in cycle.roots}) == 1:
            yield _finding(cycle)


def _counts(edge: Edge, eager: dict[ModuleId, int]) -> bool:
    inside = edge.importer in eager and eager[edge.importer] == eager.get(edge.imported)
    return not (edge.assumed or edge.statement.context.main_guard or inside)


def _finding(cycle: Cycle) -> Finding:
    closing = next(edge for edge in cycle.shortest if not edge.on_import)
    return Finding(
        rule=RULE.name,
        severity=RULE.severity,
        message=_message(cycle, closing),
        location=closing.location,
        subject=tuple(module.name for module in cycle.modules),
        flow=cycle_flow(cycle.shortest),
        cycle=cycle.names,
        fixes=(_fix(cycle, closing),),
    )


def _message(cycle: Cycle, closing: Edge) -> str:
    closed = "type-only imports" if _only_types(cycle) else f"{closing.timing} imports"
    names = cycle.names
    if len(cycle.modules) == 1:
        return f"{code(names[0])} imports itself later on"
    if len(cycle.modules) == len(names) == 2:
        return f"{code(names[0])} and {code(names[1])} import each other, which works by {closed}"
    way = " -> ".join((*names[:3], "...") if len(names) > 4 else (*names, names[0]))
    return f"{len(cycle.modules)} modules import each other, which works by {closed}, such as {code(way)}"


def _only_types(cycle: Cycle) -> bool:
    return all(edge.timing is Timing.TYPE_ONLY for edge in cycle.edges if not edge.on_import)


def _fix(cycle: Cycle, closing: Edge) -> Fix:
    edges = find_break(cycle).imports if len(cycle.modules) < 50 else (closing,)
    places = "\n".join(f"{edge.path}:{edge.statement.span.line}: {written(edge.statement)}" for edge in edges[:5])
    names = ", ".join(closing.reads) if closing.reads and closing.reads != ("*",) else "what both need"
    return Fix(
        title=f"Move {names} into a module that imports neither side",
        text=f"the cycle ends with these imports:\n{places}",
    )
