"""One file is imported under two dotted names.

Python knows modules by name, not by file: `app.core` and `services.billing.app.core` are two module objects. The file
runs twice; its classes, caches and registries exist twice; `isinstance` and `except` between the two copies fail, and
a value set in one is not there in the other.

It happens when a directory and one above it are both on `sys.path`, and when a script is imported by one of its own
modules: then it is `__main__` and, once more, a module under its own name. It is a note if only tests use one of the
names, or if a launch was followed that imports one of them without the other.

## Bad
```python
from services.billing.app.core import Invoice as Stored

from app.core import Invoice

assert Invoice is not Stored
```

## Good
```python
from app.core import Invoice
```

## Fix
Choose one name, change the imports of the other, and take the directory that is no longer needed off the path:
```python
from app.core import Invoice
```
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from importlint.graph.import_graph import Edge
from importlint.machine.runs import Run
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import file_location
from importlint.model.names import top_level
from importlint.model.roles import is_test
from importlint.model.root import ModuleId
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code, count, listing
from importlint.project import Project
from importlint.remedies.statements import renamed, written
from importlint.sights import place_of

RULE = RuleInfo(name="double-import", family=Family.NAMES, severity=Severity.WARNING, help=__doc__, since="0.1.0")

_PLACES_SHOWN = 5


def check(project: Project) -> Iterator[Finding]:
    """Report the files that are imported under names of two source roots, once for each pair of roots."""
    pairs: defaultdict[tuple[str, str], list[tuple[ModuleId, ModuleId]]] = defaultdict(list)
    for modules in project.modules_by_path.values():
        if len(modules) == 1:
            continue
        used = [module.id for module in modules if _imports(project, module.id)]
        for other in used[1:]:
            pairs[used[0].root, other.root].append((used[0], other))
    for _, doubles in sorted(pairs.items()):
        yield _finding(project, doubles)
    told = {_tops(own.name, other.name) for doubles in pairs.values() for own, other in doubles}
    yield from _loaded_twice(project, told)


def _tops(*names: str) -> frozenset[str]:
    return frozenset(map(top_level, names))


def _loaded_twice(project: Project, told: set[frozenset[str]]) -> Iterator[Finding]:
    """Report files that a launch loads twice though no two statements name them so, one for each two packages."""
    for run in project.runs:
        names: defaultdict[str, list[str]] = defaultdict(list)
        for name, path in run.trace.modules.items():
            names[path].append(name)
        if run.launch.entry in names:
            names[run.launch.entry].insert(0, "__main__")
        for path, loaded in sorted(names.items()):
            if len(loaded) > 1 and _tops(*loaded) not in told:
                told.add(_tops(*loaded))
                yield _seen(project, run, path, loaded)


def _seen(project: Project, run: Run, path: str, names: Sequence[str]) -> Finding:
    places = [event for event in run.trace.events if event.resolved == path]
    command = run.launch.command
    own = next((name for name in names if name != "__main__"), names[0])
    return Finding(
        rule=RULE.name,
        severity=Severity.NOTE if is_test(path) else RULE.severity,
        message=f"in {code(command)}, this file is loaded {len(names)} times, as {listing(names)}: it runs each time",
        location=file_location(path),
        subject=(path, *names),
        related=tuple(
            Step(location=place_of(project, event.path, event.line), message="loaded here") for event in places[-1:]
        ),
        launches=(run.launch.name,),
        fixes=(
            Fix(
                title=f"Let it be `{own}` only",
                text=f"move what others import from {path} into a module that nobody starts or finds by another name",
            ),
        ),
        reproduce=command,
    )


def _process(project: Project, doubles: Sequence[tuple[ModuleId, ModuleId]]) -> Run | None:
    """Return a launch that loads one of the files under both its names."""
    for run in project.runs:
        held = run.trace.modules
        for own, other in doubles:
            if held.get(own.name) == held.get(other.name) == project.modules[own].path:
                return run
    return None


def _is_apart(project: Project, doubles: Sequence[tuple[ModuleId, ModuleId]]) -> bool:
    """Return whether launches were followed that load the files, and each under one name only."""
    names = {each.name for pair in doubles for each in pair}
    return any(not names.isdisjoint(run.trace.modules) for run in project.runs)


def _imports(project: Project, module: ModuleId) -> list[Edge]:
    """Return the imports that name a module absolutely: a relative one follows the name of its importer."""
    return [edge for edge in project.importers_of(module) if not edge.statement.level and not edge.implicit]


def _finding(project: Project, doubles: Sequence[tuple[ModuleId, ModuleId]]) -> Finding:
    own, other = doubles[0]
    short = list({edge.location: edge for first, _ in doubles for edge in _imports(project, first)}.values())
    long = list({edge.location: edge for _, second in doubles for edge in _imports(project, second)}.values())
    more = f", and {count(len(doubles) - 1, 'more file')} likewise" if len(doubles) > 1 else ""
    run = _process(project, doubles)
    where = f"in {code(run.launch.command)}, " if run is not None else ""
    harmless = _tests_only(short) or _tests_only(long) or (run is None and _is_apart(project, doubles))
    return Finding(
        rule=RULE.name,
        severity=Severity.NOTE if harmless else RULE.severity,
        message=f"{where}`{other.name}` is the same file as `{own.name}`, imported a second time under another name"
        f"{more}",
        location=long[0].location,
        subject=(own.root, other.root, own.name.partition(".")[0]),
        related=tuple(
            Step(location=edge.location, message=f"imports {code(edge.imported.name)}")
            for edge in (*short[:_PLACES_SHOWN], *long[1:_PLACES_SHOWN])
        ),
        launches=(run.launch.name,) if run is not None else (),
        fixes=(_fix(own, other, long[0]),),
        reproduce=run.launch.command if run is not None else "",
    )


def _tests_only(edges: Sequence[Edge]) -> bool:
    return all(is_test(edge.path) for edge in edges)


def _fix(own: ModuleId, other: ModuleId, edge: Edge) -> Fix:
    statement = renamed(edge.statement, other.name, own.name)
    return Fix(
        title=f"Use one name, `{own.name}` or `{other.name}`, everywhere",
        text=f"{edge.path}:{edge.statement.span.line}: {written(edge.statement)}  ->  {written(statement)}",
    )
