"""An import takes a name that its module does not define.

`from app.models import Usr` raises `ImportError: cannot import name 'Usr' from 'app.models'` whenever it runs. It
passes every check that only looks for files, and fails at start-up, or later if a handler hides it.

Reported only where nothing can provide the name: no statement of the module binds it, whichever way its tests go, none
of its star imports does, it has no submodule of that name and no `__getattr__`, and it does not touch its own namespace
by `globals()`, `setattr` or the like.

## Bad
```python
# app/models.py
class User: ...


# app/views.py
from app.models import Usr
```

## Good
```python
from app.models import User
```

## Fix
Import the name as it is spelled, or from the module that defines it.
"""

from collections.abc import Iterator

from importlint.graph.import_graph import Edge
from importlint.model.facts import Timing
from importlint.model.finding import Finding, Step
from importlint.model.location import Location, file_location
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code, listing
from importlint.project import Project
from importlint.resolve.providers import is_well_known

RULE = RuleInfo(
    name="unresolved-name",
    family=Family.BROKEN,
    severity=Severity.ERROR,
    help=__doc__,
    since="0.1.0",
    precision="very-high",
)


def check(project: Project) -> Iterator[Finding]:
    """Report each import statement that runs on import and takes names that its module does not define."""
    for edge, missing in find_missing(project):
        if edge.timing is Timing.EAGER:
            context = edge.statement.context
            may_not_run = edge.guarded or context.branch or context.main_guard or context.handles
            certain = not (may_not_run or edge.assumed or is_well_known(edge.imported.name))
            yield missing_finding(project, RULE, edge, missing, RULE.severity if certain else Severity.WARNING)


def find_missing(project: Project) -> Iterator[tuple[Edge, tuple[str, ...]]]:
    """Yield the edges that read names which are certainly not there, each statement once."""
    seen: set[Location] = set()
    for edge in project.graph.edges:
        if not edge.reads or edge.reads == ("*",) or edge.location in seen:
            continue
        if project.resolver.is_declared(edge.importer.root, edge.imported.name):
            continue  # Which of the two packages a process has is not known here.
        missing = tuple(name for name in edge.reads if project.names.lacks(edge.imported, name))
        if missing:
            seen.add(edge.location)
            yield edge, missing


def missing_finding(
    project: Project, rule: RuleInfo, edge: Edge, missing: tuple[str, ...], severity: Severity
) -> Finding:
    """Make the finding for names that an import takes and that are not there."""
    module = project.modules[edge.imported]
    verb = "is" if len(missing) == 1 else "are"
    when = f" when `{edge.statement.context.owner}` is called" if edge.timing is Timing.DEFERRED else ""
    hidden = "; a handler hides the ImportError" if edge.guarded else ""
    fails = f", so this import fails{when}" if not edge.guarded else ""
    return Finding(
        rule=rule.name,
        severity=severity,
        message=f"{listing(missing)} {verb} not defined in {code(edge.imported.name)}{fails}{hidden}",
        location=edge.location,
        subject=(edge.importer.name, edge.imported.name, *missing),
        related=(Step(location=file_location(module.path), message=f"{code(edge.imported.name)} is this file"),),
    )
