"""`importlib.reload` is called while other modules hold names from the old module.

Reloading runs the module again and replaces its names in place. Whoever did `from settings import DEBUG` keeps the old
object: half of the program sees the new value, the other half the old one, and `isinstance` between old and new
classes is false. Not reported in tests, which know what they do to their modules.

## Bad
```python
# app/admin.py, while app/views.py says `from app.settings import DEBUG`
import importlib

import app.settings


def apply_settings():
    importlib.reload(app.settings)
```

## Good
```python
# app/views.py reads the name when it needs it
import app.settings


def is_debug():
    return app.settings.DEBUG
```

## Fix
Import the module instead of its names wherever it is meant to be reloaded, or hold what changes in an object:
```python
class Settings:
    debug = False


settings = Settings()
```
"""

from collections.abc import Iterator

from importlint.graph.import_graph import Edge
from importlint.model.facts import DynamicImport
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import Location
from importlint.model.names import join
from importlint.model.roles import is_test
from importlint.model.root import Module, ModuleId
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code, listing
from importlint.patterns import regex
from importlint.project import Project

RULE = RuleInfo(name="reload-leaves-stale", family=Family.PATHS, severity=Severity.WARNING, help=__doc__, since="0.1.0")

_HOLDERS_SHOWN = 10
_TABLE_ENTRY = regex(r"""sys\.modules\[["']([\w.]+)["']\]""")


def check(project: Project) -> Iterator[Finding]:
    """Report each reload of a module whose names others have imported."""
    for path, facts in project.facts.items():
        module = project.module_at(path)
        for call in facts.dynamic_imports if module and not is_test(path) else ():
            if module and call.call == "reload" and (reloaded := _reloaded(project, module, call)):
                holders = _holders(project, reloaded)
                if holders:
                    yield _finding(path, call, reloaded, holders)


def _reloaded(project: Project, module: Module, call: DynamicImport) -> ModuleId | None:
    """Return the module of this project that the argument of `reload` names."""
    if entry := _TABLE_ENTRY.fullmatch(call.argument):
        found = project.resolver.resolve(module.id.root, entry[1]).module
        return found.id if found else None
    edges = project.imports_of(module.id)
    return next((edge.imported for edge in edges if call.argument in _bound_to_module(edge)), None)


def _bound_to_module(edge: Edge) -> Iterator[str]:
    """Return the expressions by which the importer reaches the imported module after the statement."""
    for alias in edge.statement.names:
        name = join(edge.imported.name.rpartition(".")[0], alias.name) if edge.statement.is_from else alias.name
        if name == edge.imported.name and alias.name not in edge.reads:
            yield alias.asname or alias.name


def _holders(project: Project, reloaded: ModuleId) -> list[Edge]:
    """Return the imports that copied names out of the module when their own modules were imported."""
    return [edge for edge in project.importers_of(reloaded) if edge.on_import and edge.reads]


def _finding(path: str, call: DynamicImport, reloaded: ModuleId, holders: list[Edge]) -> Finding:
    names = sorted({edge.importer.name for edge in holders})
    return Finding(
        rule=RULE.name,
        severity=RULE.severity,
        message=f"after `reload({call.argument})`, {listing(names)} still hold names of the old `{reloaded.name}`",
        location=Location(path, call.span),
        subject=(path, reloaded.name),
        related=tuple(_step(edge) for edge in holders[:_HOLDERS_SHOWN]),
        fixes=(_fix(reloaded, holders[0]),),
    )


def _step(edge: Edge) -> Step:
    return Step(location=edge.location, message=f"{code(edge.importer.name)} holds {listing(edge.reads)}")


def _fix(reloaded: ModuleId, holder: Edge) -> Fix:
    name = holder.reads[0] if holder.reads[0] != "*" else "NAME"
    return Fix(
        title="Import the module instead of its names",
        text=f"in {holder.path}: `import {reloaded.name}`, and `{reloaded.name}.{name}` where it says `{name}`",
    )
