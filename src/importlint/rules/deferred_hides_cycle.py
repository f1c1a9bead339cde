"""A function-level import would close a cycle if it stood at the top of its file.

The import was deferred because of the cycle, or it hides one by luck. Nothing says so in the code: the next person who
tidies up, or a tool that moves imports to the top, makes the program fail with `cannot import name ... (most likely
due to a circular import)`.

Reported, as a note, once for each set of modules that reach each other, and only where the way back ends in an import
that takes names out of this module, which would not exist yet.

## Bad
```python
# app/engine.py; app/plugins.py says `from app.engine import register`
def start():
    from app.plugins import load_all

    load_all()


def register(plugin): ...
```

## Good
```python
# app/registry.py: imported by both, imports neither
def register(plugin): ...


# app/engine.py
from app.plugins import load_all


def start():
    load_all()
```

## Fix
End the cycle (move what the other side takes into a module of its own), then move the import to the top. As long as it
has to stay, say why:
```python
def start():
    # Deferred: app.plugins takes register from this module.
    from app.plugins import load_all

    load_all()
```
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from importlint.graph.cycles import Cycle, find_cycles
from importlint.graph.import_graph import Edge
from importlint.model.facts import Timing
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import Location
from importlint.model.roles import is_test
from importlint.model.root import ModuleId
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code, count, listing
from importlint.project import Project
from importlint.remedies.cycle_break import cycle_flow
from importlint.remedies.statements import written

RULE = RuleInfo(
    name="deferred-hides-cycle", family=Family.DEFERRED, severity=Severity.NOTE, help=__doc__, since="0.1.0"
)


def check(project: Project) -> Iterator[Finding]:
    """Report, once for each cycle, the deferred imports from which eager imports lead back and take names."""
    component = {module: number for number, cycle in enumerate(project.cycles) for module in cycle.modules}
    for cycle in find_cycles(project.graph, _at_run_time):
        ways = [
            way
            for way in _hidden_ways(cycle)
            if component.get(way[0].importer, -1) != component.get(way[0].imported, -2)
        ]
        if ways:
            yield _finding(sorted(ways, key=lambda way: (len(way), way[0].location)))


def _at_run_time(edge: Edge) -> bool:
    return edge.timing is not Timing.TYPE_ONLY and not edge.assumed and not edge.statement.context.main_guard


def _hidden_ways(cycle: Cycle) -> Iterator[list[Edge]]:
    """Yield the ways around a cycle that begin with a deferred import; go back eagerly, and end by taking names."""
    arriving: defaultdict[ModuleId, list[Edge]] = defaultdict(list)
    deferred: defaultdict[ModuleId, dict[Location, Edge]] = defaultdict(dict)
    for edge in cycle.edges:
        if edge.on_import and not edge.to_own_parent and not edge.guarded:
            arriving[edge.imported].append(edge)
        if edge.timing is Timing.DEFERRED and not _is_meant(edge):
            deferred[edge.importer].setdefault(edge.location, edge)
    for module, edges in sorted(deferred.items()):
        back = _ways_back(module, arriving)
        yield from (_way(edge, back) for edge in edges.values() if edge.imported in back)


def _is_meant(edge: Edge) -> bool:
    """Return whether nobody will move the import: in tests, and in the module's `__getattr__` (PEP 562)."""
    return is_test(edge.path) or edge.statement.context.owner == "__getattr__"


def _ways_back(module: ModuleId, arriving: Mapping[ModuleId, list[Edge]]) -> dict[ModuleId, Edge]:
    """Return the modules that eagerly lead to one and end by taking names from it, each with its next edge."""
    following = {edge.importer: edge for edge in arriving.get(module, ()) if edge.reads}
    frontier = list(following)
    for reached in frontier:
        for edge in arriving.get(reached, ()):
            if edge.importer not in following and edge.importer != module:
                following[edge.importer] = edge
                frontier.append(edge.importer)
    return following


def _finding(ways: list[list[Edge]]) -> Finding:
    way, *others = ways
    first = way[0]
    more = f", and {count(len(others), 'more such import')} another one" if others else ""
    return Finding(
        rule=RULE.name,
        severity=RULE.severity,
        message=(
            f"at the top of the file, {code(written(first.statement))} would close a cycle through "
            f"{listing([edge.importer.name for edge in way[1:]])}{more}"
        ),
        location=first.location,
        subject=(first.importer.name, first.imported.name),
        related=tuple(
            Step(location=edge.location, message=f"{code(written(edge.statement))} would close one as well")
            for edge, *_ in others
        ),
        flow=cycle_flow(way),
        cycle=tuple(edge.importer.name for edge in way),
        fixes=(_fix(way),),
    )


def _way(edge: Edge, back: dict[ModuleId, Edge]) -> list[Edge]:
    way = [edge]
    while way[-1].imported != edge.importer:
        way.append(back[way[-1].imported])
    return way


def _fix(way: list[Edge]) -> Fix:
    last = way[-1]
    return Fix(
        title=f"Move {listing(last.reads)} out of `{last.imported.name}` into a module that both can import",
        text=f"then {last.path}:{last.statement.span.line} no longer leads back: {code(written(last.statement))}",
    )
