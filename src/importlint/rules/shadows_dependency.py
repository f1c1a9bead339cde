"""A module on the search path hides a third-party package of the same name.

Every directory of a script, of `python -m` and of PYTHONPATH comes before site-packages on `sys.path`. Then `import
redis` means this file, in the project's own code and in every installed package that needs the real one, which fail
with `cannot import name 'Redis' from 'redis'` far from the cause.

Reported for top-level modules and regular packages whose name a project around them declares as a dependency, or that
are named as a well-known package and asked for what only that one has. It is an error where a launch is seen to fail by
it, a warning where an import in the project gets the wrong one or a launch has this one first, otherwise a note, and so
where the project takes from it what it has. Not reported: directories without `__init__.py` (a later regular package
beats them), and projects that are the package themselves.

## Bad
```text
requirements.txt        # redis
app/redis.py            # and `python app/worker.py`
app/worker.py           # from redis import Redis
```

## Good
```text
requirements.txt
app/redis_cache.py
app/worker.py
```

## Fix
Rename the module, or move it into a package:
```sh
git mv app/redis.py app/redis_cache.py
```
"""

from collections.abc import Iterator, Sequence

from importlint.graph.import_graph import Edge
from importlint.machine.runs import Run
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.launch import Launch, LaunchKind
from importlint.model.location import Location, Span, file_location
from importlint.model.names import top_level
from importlint.model.roles import is_aside
from importlint.model.root import Module, ModuleKind, SourceRoot
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.trace import ImportEvent
from importlint.model.wording import code
from importlint.project import Project
from importlint.remedies.missing_names import is_run_by_alembic
from importlint.remedies.statements import written
from importlint.resolve.providers import is_well_known
from importlint.resolve.stdlib import is_stdlib
from importlint.sights import is_of

RULE = RuleInfo(name="shadows-dependency", family=Family.NAMES, severity=Severity.WARNING, help=__doc__, since="0.1.0")

_PLACES_SHOWN = 5


def check(project: Project) -> Iterator[Finding]:
    """Report each top-level module with the name of a dependency."""
    for root in project.roots:
        for module in root.names:
            if module.kind is ModuleKind.NAMESPACE or is_stdlib(module.id.name, project.target_version):
                continue
            victims = _victims(project, module)
            if project.resolver.is_declared(root.path, module.id.name) or (victims and is_well_known(module.id.name)):
                yield _finding(project, root, module, victims)


def _victims(project: Project, module: Module) -> list[Edge]:
    """Return the imports that take from a module, of this very name, what it does not have."""
    return [
        edge
        for edge in project.importers_of(module.id)
        if edge.reads
        and top_level(edge.importer.name) != module.id.name
        and any(name != "*" and project.names.lacks(module.id, name) for name in edge.reads)
        and not is_run_by_alembic(project, edge)
    ]


def _finding(project: Project, root: SourceRoot, module: Module, victims: Sequence[Edge]) -> Finding:
    name = module.id.name
    failing = next(_failing(project, module), None)
    launch = failing[0].launch if failing else _launch(project, root)
    matters = bool(victims or (launch and not _is_meant(project, module))) and not is_aside(module.path)
    severity = Severity.ERROR if failing else RULE.severity if matters else Severity.NOTE
    if failing:
        error = failing[0].trace.error
        message = f"`{name}` hides the package {code(name)} that is a dependency: in `{failing[0].launch.command}`"
        message += f" {code(_asked(failing[1]))} fails" + (f": `{error.type}: {error.message}`" if error else "")
    else:
        message = f"`{name}` hides the package {code(name)} that is a dependency, in every process with `{root.path}`"
        message += " before site-packages on `sys.path`"
    return Finding(
        rule=RULE.name,
        severity=severity,
        message=message,
        location=file_location(module.path),
        subject=(root.path, name),
        related=tuple(_related(victims, launch)),
        launches=(launch.name,) if launch else (),
        fixes=(_fix(module),),
        reproduce=failing[0].launch.command if failing else "",
    )


def _is_meant(project: Project, module: Module) -> bool:
    """Return whether the project's own code takes from a module what it has, or it is what alembic runs."""
    is_run = any(launch.kind is LaunchKind.ALEMBIC and is_of(module, launch.entry) for launch in project.launches)
    return is_run or any(
        edge.implicit or (edge.reads and not any(project.names.lacks(module.id, name) for name in edge.reads))
        for edge in project.importers_of(module.id)
        if top_level(edge.importer.name) != module.id.name
    )


def _failing(project: Project, module: Module) -> Iterator[tuple[Run, ImportEvent]]:
    """Yield the launches that end in an import which this module cannot satisfy."""
    for run in project.runs:
        held = run.trace.modules.get(module.id.name)
        for event in run.trace.events if held == module.path and run.trace.error else ():
            if event.outcome == "failed" and not event.level and top_level(event.name) == module.id.name:
                yield run, event


def _launch(project: Project, root: SourceRoot) -> Launch | None:
    """Return a launch whose search path begins with a root; alembic's own has loaded its packages by then."""
    kinds = frozenset(LaunchKind) - {LaunchKind.ALEMBIC}
    return next(
        (
            found
            for found in project.launches
            if found.kind in kinds and root.path in (*found.search_path[:1], *found.python_path)
        ),
        None,
    )


def _asked(event: ImportEvent) -> str:
    return f"from {event.name} import {', '.join(event.names)}" if event.names else f"import {event.name}"


def _related(victims: Sequence[Edge], launch: Launch | None) -> Iterator[Step]:
    for edge in victims[:_PLACES_SHOWN]:
        yield Step(location=edge.location, message=f"{code(written(edge.statement))} means the dependency")
    if launch is not None and launch.evidence:
        path, line, _ = launch.evidence[0]
        location = Location(path, Span(line or 1, 1, line or 1, 1))
        yield Step(location=location, message=f"`{launch.command}` has this directory on its path")


def _fix(module: Module) -> Fix:
    name, old = module.id.name, module.directory or module.path
    new = f"{old.removesuffix('.py').removesuffix(name)}own_{name}{'' if module.directory else '.py'}"
    return Fix(
        title="Rename the module",
        text=f"git mv {old} {new}\nimport {name}  ->  import own_{name}, wherever this module is meant",
    )
