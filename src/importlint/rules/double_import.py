"""One file is imported under two dotted names.

Python knows modules by name, not by file: `app.core` and `services.billing.app.core` are two module objects. The file
runs twice; its classes, caches and registries exist twice; `isinstance` and `except` between the two copies fail, and
a value set in one is not there in the other.

It happens when a directory and one above it are both on `sys.path`. It is a note if only tests use one of the names.

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
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.roles import is_test
from importlint.model.root import ModuleId
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code, count
from importlint.project import Project
from importlint.remedies.statements import renamed, written

RULE = RuleInfo(name="double-import", family=Family.NAMES, severity=Severity.WARNING, help=__doc__, since="0.1.0")

_PLACES_SHOWN = 5


def check(project: Project) -> Iterator[Finding]:
    """Report the files that are imported under names of two source roots, once for each pair of roots."""
    pairs: defaultdict[tuple[str, str], list[tuple[ModuleId, ModuleId]]] = defaultdict(list)
    for modules in project.modules_by_path.values():
        used = [module.id for module in modules if _imports(project, module.id)]
        for other in used[1:]:
            pairs[used[0].root, other.root].append((used[0], other))
    for _, doubles in sorted(pairs.items()):
        yield _finding(project, doubles)


def _imports(project: Project, module: ModuleId) -> list[Edge]:
    """Return the imports that name a module absolutely: a relative one follows the name of its importer."""
    return [edge for edge in project.importers_of(module) if not edge.statement.level and not edge.implicit]


def _finding(project: Project, doubles: Sequence[tuple[ModuleId, ModuleId]]) -> Finding:
    own, other = doubles[0]
    short = list({edge.location: edge for first, _ in doubles for edge in _imports(project, first)}.values())
    long = list({edge.location: edge for _, second in doubles for edge in _imports(project, second)}.values())
    more = f", and {count(len(doubles) - 1, 'more file')} likewise" if len(doubles) > 1 else ""
    return Finding(
        rule=RULE.name,
        severity=Severity.NOTE if _tests_only(short) or _tests_only(long) else RULE.severity,
        message=f"`{other.name}` is the same file as `{own.name}`, imported a second time under another name{more}",
        location=long[0].location,
        subject=(own.root, other.root, own.name.partition(".")[0]),
        related=tuple(
            Step(location=edge.location, message=f"imports {code(edge.imported.name)}")
            for edge in (*short[:_PLACES_SHOWN], *long[1:_PLACES_SHOWN])
        ),
        fixes=(_fix(own, other, long[0]),),
    )


def _tests_only(edges: Sequence[Edge]) -> bool:
    return all(is_test(edge.path) for edge in edges)


def _fix(own: ModuleId, other: ModuleId, edge: Edge) -> Fix:
    statement = renamed(edge.statement, other.name, own.name)
    return Fix(
        title=f"Use one name, `{own.name}` or `{other.name}`, everywhere",
        text=f"{edge.path}:{edge.statement.span.line}: {written(edge.statement)}  ->  {written(statement)}",
    )
