"""A thread that is started while a module is imported imports that module again.

Python holds a lock for each module that is being imported. A thread that needs the half-built module waits for it; from
Python 3.14 on (and in the last releases of 3.13) so does one that loads a submodule of a half-built package. If the
code that started the thread waits for the thread in turn (`join`, `result`, the end of a `with` block), neither ever
goes on: the program hangs, at start-up, without a message. If nobody waits, the thread stands still until the import is
done, and from then on what it sees depends on who was faster.

It happens on a cold start only: a test that has imported the module before does not show it. It is an error if the
importing code waits for a thread that imports this very module, a warning if the way back leads through other modules,
and a note if nobody waits.

## Bad
```python
# app/prices.py
from concurrent.futures import ThreadPoolExecutor


def load():
    from app.prices import SOURCES

    return [source.read() for source in SOURCES]


with ThreadPoolExecutor() as pool:
    PRICES = pool.submit(load).result()
```

## Good
```python
# app/prices.py
from functools import cache


@cache
def prices():
    return [source.read() for source in SOURCES]
```

## Fix
Start the work when it is asked for, not while the module is imported:
```python
def main():
    with ThreadPoolExecutor() as pool:
        prices = pool.submit(load).result()
```
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from importlint.graph.import_graph import Edge
from importlint.model.facts import FileFacts, Scope, Spawn, SpawnKind
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import Location
from importlint.model.names import resolve_relative, top_level
from importlint.model.root import Module, ModuleId
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code, listing
from importlint.project import Project
from importlint.remedies.cycle_break import cycle_flow
from importlint.remedies.statements import written

RULE = RuleInfo(
    name="import-starts-thread", family=Family.DEFERRED, severity=Severity.ERROR, help=__doc__, since="0.1.0"
)
_WAITS_FOR_PARENT: Final = (3, 14)
_WAITS_FOR_ALL: Final = (3, 15)


class _Start(NamedTuple):
    """A thread that begins while a module is imported, the imports that lead back from it, and what waits for it."""

    spawn: Spawn
    way: tuple[Edge, ...]
    wait: Spawn | None


def check(project: Project) -> Iterator[Finding]:
    """Report each thread that is started while a module is imported, and imports it."""
    for path, facts in project.facts.items():
        module = project.module_at(path) if facts.spawns else None
        for start in _starts(project, module, facts) if module is not None else ():
            yield _finding(path, start)


def _starts(project: Project, module: Module, facts: FileFacts) -> Iterator[_Start]:
    running = [spawn for spawn in facts.spawns if _runs_on_import(spawn)]
    for spawn in running:
        if spawn.kind in (SpawnKind.THREAD, SpawnKind.AWAITED) and spawn.target:
            way = _way_back(project, module, spawn.target)
            if way:
                later = (other for other in running if other.span > spawn.span or other.call.startswith(spawn.call))
                waits = [other for other in later if other.kind == SpawnKind.WAIT and other.target == spawn.target]
                wait = spawn if spawn.kind == SpawnKind.AWAITED else next(iter(waits), None)
                yield _Start(spawn, way, wait)


def _runs_on_import(spawn: Spawn) -> bool:
    context = spawn.context
    return context.scope is not Scope.FUNCTION and not context.main_guard and not context.type_only


def _way_back(project: Project, module: Module, target: str) -> tuple[Edge, ...]:
    """Return the imports that lead from a function back to its module, () if there are none.

    What the module itself imports before is loaded by then, and waits for nobody.
    """
    loaded = _reached(project, module.id)
    for edge in project.imports_of(module.id):
        if edge.statement.context.owner == target:
            way = _shortest(project, edge, module.id, loaded)
            if way:
                return way
    return ()


def _reached(project: Project, module: ModuleId) -> set[ModuleId]:
    reached, waiting = {module}, [module]
    while waiting:
        for edge in project.imports_of(waiting.pop()):
            if edge.on_import and edge.imported not in reached:
                reached.add(edge.imported)
                waiting.append(edge.imported)
    return reached


def _shortest(project: Project, first: Edge, module: ModuleId, loaded: set[ModuleId]) -> tuple[Edge, ...]:
    """Return the shortest way from an import to one that waits for a module, through modules not loaded yet."""
    ways: list[tuple[Edge, ...]] = [(first,)]
    seen = {first.imported}
    for way in ways:
        last = way[-1]
        if _waits_for(project, last, module) or _waits_around(project, last.imported, module, loaded):
            return way
        for edge in project.imports_of(last.imported) if last.imported not in loaded else ():
            if edge.on_import and (edge.imported not in seen or edge.imported == module):
                seen.add(edge.imported)
                ways.append((*way, edge))
    return ()


def _waits_for(project: Project, edge: Edge, module: ModuleId) -> bool:
    """Return whether an import waits for a half-built module (CPython: Python/import.c, import_ensure_initialized).

    Those do that name it: `import m`, `from m import x`. `import m.sub` gives `m` back and so waits for it as well, and
    so does `import m.sub as s`, which takes `sub` from that.
    """
    statement = edge.statement
    if edge.importer.root != module.root:
        return False
    if statement.is_from:
        return (
            resolve_relative(project.modules[edge.importer].package, statement.level, statement.module) == module.name
        )
    return any(module.name in (alias.name, top_level(alias.name)) for alias in statement.names)


def _waits_around(project: Project, imported: ModuleId, module: ModuleId, loaded: set[ModuleId]) -> bool:
    """Return whether an import loads what lies in a half-built package, and so waits for that.

    To load a module, its package is imported if it has to be: that gives the outermost one back, and waits for it. From
    3.14 on, and in 3.13 since August 2026, a half-built package is imported again (CPython gh-130094), from 3.15 on all
    around it are waited for (gh-83065): Lib/importlib/_bootstrap.py, _find_and_load and what it calls.
    """
    name = imported.name
    while imported.root == module.root and name.startswith(f"{module.name}."):
        if ModuleId(module.root, name) in loaded:
            return False
        name = name.rpartition(".")[0]
        if project.target_version >= (_WAITS_FOR_PARENT if name == module.name else _WAITS_FOR_ALL):
            return True
        if name != module.name and top_level(name) == module.name and ModuleId(module.root, name) not in loaded:
            return True
    return False


def _finding(path: str, start: _Start) -> Finding:
    first, through = start.way[0], listing([edge.imported.name for edge in start.way[:-1]])
    what = f"{code(written(first.statement))} in {code(start.spawn.target)} leads back to it"
    what += f" through {through}" if through else ""
    if start.wait is None:
        ends = "the thread stands still until the import is done"
    else:
        ends = "neither goes on" if not through else "neither goes on unless that is loaded"
    waits = f", and {code(start.wait.call)} waits for it" if start.wait is not None else ""
    severity = Severity.NOTE if start.wait is None else Severity.WARNING if through else RULE.severity
    return Finding(
        rule=RULE.name,
        severity=severity,
        message=f"importing {code(first.importer.name)} starts a thread{waits}: {what}, and {ends}",
        location=Location(path, start.spawn.span),
        subject=(path, start.spawn.target, start.spawn.call),
        related=tuple(_related(path, start)),
        flow=cycle_flow(start.way) if through else (),
        fixes=(_fix(path, start),),
        reproduce=_command(first.importer) if start.wait is not None else "",
    )


def _related(path: str, start: _Start) -> Iterator[Step]:
    yield Step(location=start.way[0].location, message="this import needs the module that is being imported")
    if start.wait is not None and start.wait != start.spawn:
        yield Step(location=Location(path, start.wait.span), message="the import waits for the thread here")


def _fix(path: str, start: _Start) -> Fix:
    return Fix(
        title="Start the thread when its result is asked for",
        text=f"move {path}:{start.spawn.span.line} into a function that the program calls once it has started",
    )


def _command(module: ModuleId) -> str:
    begin = "" if module.root == "." else f"cd {module.root} && "
    return f'{begin}python -c "import {module.name}"'
