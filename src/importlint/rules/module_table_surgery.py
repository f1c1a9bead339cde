"""Entries of `sys.modules` are removed or replaced.

Every module that has imported the old entry keeps it. The next import runs the file again: two modules, two of every
class, `isinstance` and `except` that no longer match, module state that splits. It is the usual cure for two services
with the same package name, and it holds only until a function imports something late.

Not reported: a module that replaces itself (`sys.modules[__name__] = ...`), the documented recipe around
`importlib.util.module_from_spec`, and stubs that tests put in the place of other people's packages. In tests, and where
one name is only given to another module, it is a note.

## Bad
```python
import sys

for name in list(sys.modules):
    if name == "app" or name.startswith("app."):
        del sys.modules[name]

from app.core.engine import AnalysisEngine
```

## Good
```python
from acme.analysis.core.engine import AnalysisEngine
from acme.pillars.core.engine import PillarsEngine
```

## Fix
Give each service a name of its own. Where that has to wait, use a loader that keeps one module table for each service:
```python
from importlint.loader import ServiceLoader

services = ServiceLoader({"analysis": "services/analysis-service"})
with services["analysis"]:
    from app.core.engine import AnalysisEngine
```
"""

from collections.abc import Iterator

from importlint.model.facts import FileFacts, TableEdit
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import Location
from importlint.model.names import top_level
from importlint.model.roles import is_test
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code
from importlint.project import Project

RULE = RuleInfo(
    name="module-table-surgery", family=Family.PATHS, severity=Severity.WARNING, help=__doc__, since="0.1.0"
)

_RECIPE = frozenset({"module_from_spec", "exec_module", "spec_from_file_location"})
_GIVES_A_NAME = frozenset({"assign", "update"})
_VERBS = {
    "delete": "removes {} from `sys.modules`, while importers keep the old module",
    "pop": "removes {} from `sys.modules`, while importers keep the old module",
    "clear": "empties `sys.modules`, while importers keep the old modules",
    "replace": "replaces `sys.modules`, which the import system itself does not notice",
    "assign": "puts another module at {} in `sys.modules`",
    "update": "puts other modules into `sys.modules`",
}


def check(project: Project) -> Iterator[Finding]:
    """Report each file that removes or replaces entries of `sys.modules`, once."""
    own = {module.id.name for root in project.roots for module in root.names}
    for path, facts in project.facts.items():
        edits = [edit for edit in facts.table_edits if not (_is_recipe(edit, facts) or _is_stub(edit, path, own))]
        if edits:
            first = min(edits, key=lambda edit: (edit.operation in _GIVES_A_NAME, edit.span))
            yield Finding(
                rule=RULE.name,
                severity=_severity(path, first),
                message=_says(first),
                location=Location(path, first.span),
                subject=(path, first.operation, first.key),
                related=tuple(_related(path, edit) for edit in edits if edit is not first),
                fixes=(_fix(project, first),),
            )


def _is_recipe(edit: TableEdit, facts: FileFacts) -> bool:
    """Return whether a module registers or withdraws itself, or one that it has just made from a file."""
    made_here = any(call.call in _RECIPE and call.context.owner == edit.context.owner for call in facts.dynamic_imports)
    return edit.key == "__name__" or (made_here and edit.operation != "clear")


def _is_stub(edit: TableEdit, path: str, own: set[str]) -> bool:
    """Return whether a test replaces, or brings back, a package that is not the project's, or one under any name."""
    literal = edit.key.strip("\"'")
    if literal == edit.key:
        return is_test(path) and edit.operation in _GIVES_A_NAME
    return is_test(path) and top_level(literal) not in own


def _severity(path: str, edit: TableEdit) -> Severity:
    return Severity.NOTE if edit.operation in _GIVES_A_NAME or is_test(path) else RULE.severity


def _says(edit: TableEdit) -> str:
    return _VERBS[edit.operation].format(code(edit.key) if edit.key else "an entry")


def _related(path: str, edit: TableEdit) -> Step:
    return Step(location=Location(path, edit.span), message=_says(edit))


def _fix(project: Project, edit: TableEdit) -> Fix:
    name = edit.key.strip("\"'")
    if name != edit.key and top_level(name) not in project.contested:
        return Fix(
            title="Put back the state, not the module",
            text=f"give `{name}` a function that puts its state back, and call that in line {edit.span.line}",
        )
    return Fix(
        title="Let no two files need one name",
        text=(
            f"line {edit.span.line} is not needed once each file has a name of its own (contested-name); until then, "
            'import inside `with ServiceLoader({"<name>": "<directory>"})["<name>"]:` of importlint.loader: it keeps '
            "the modules of each service apart, and puts `sys.modules` back"
        ),
    )
