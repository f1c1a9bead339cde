"""More than one source root provides this top-level name.

A process has one `sys.modules`: the first root on its search path owns the name, and what lies in the other one does
not exist. Imports meant for it fail (`No module named 'app.analysis'`), or succeed with the wrong file. It works as
long as no process sees two of the roots: then one day a script, a test run or a PYTHONPATH does.

It is a warning if something in the project puts two of the roots into one process: a search path, a launch, a script
that edits `sys.path`, or imports that no single root can satisfy. Otherwise it is a note.

Not reported: names that nothing imports absolutely; `tests` and `conftest`; and other names that every project has for
itself (`setup`, `docs`, `scripts`, `examples`, `manage`, `noxfile` and the like), unless two meet in one process.

## Bad
```text
services/pillars-service/app/core/engine.py
services/analysis-service/app/core/engine.py
```

## Good
```text
services/pillars-service/src/acme/pillars/core/engine.py
services/analysis-service/src/acme/analysis/core/engine.py
```

## Fix
Give each service a name of its own in one namespace package. No `acme` directory has an `__init__.py` (PEP 420), so
each service keeps its own source root and both can be on one search path:
```python
from acme.analysis.core.engine import AnalysisEngine
from acme.pillars.core.engine import PillarsEngine
```
A program that must load both today can keep their module tables apart:
```python
from importlint.loader import ServiceLoader

services = ServiceLoader({"pillars": "services/pillars-service", "analysis": "services/analysis-service"})
with services["pillars"]:
    from app.core.engine import PillarsEngine
with services["analysis"]:
    from app.core.engine import AnalysisEngine
```
"""

from collections.abc import Iterator, Sequence

from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import Location, file_location
from importlint.model.names import top_level
from importlint.model.roles import is_aside, is_test, runs_in_place
from importlint.model.root import Module, ModuleKind
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code, listing
from importlint.namings import files_naming
from importlint.processes import Meeting, find_meetings
from importlint.project import Project
from importlint.remedies.loader_context import loader_fix
from importlint.remedies.namespace_layout import namespace_fix

RULE = RuleInfo(name="contested-name", family=Family.NAMES, severity=Severity.WARNING, help=__doc__, since="0.1.0")

_MEETINGS_SHOWN = 10
_CONTEXTS_SHOWN = 3
_OF_EVERY_PROJECT = frozenset(
    """
    __main__ bench benchmark benchmarks bin build ci conf dev doc docs example examples fabfile hack manage noxfile
    notebooks run sample samples script scripts setup tasks tools versioneer
    """.split()  # noqa: SIM905
)


def check(project: Project) -> Iterator[Finding]:
    """Report each contested name, once."""
    meetings = find_meetings(project)
    imports = _first_imports(project)
    for name, providers in project.contested.items():
        met = meetings[name]
        own = providers if met else tuple(module for module in providers if not is_aside(f"{module.id.root}/"))
        if name in imports and _is_worth_saying(name, own) and (met or name not in _OF_EVERY_PROJECT):
            yield _finding(project, own, met, imports[name])


def _is_worth_saying(name: str, providers: Sequence[Module]) -> bool:
    """Return whether several regular modules contest a name, and it is not only about tests (see test-module-clash)."""
    regular = [module for module in providers if module.kind is not ModuleKind.NAMESPACE]
    tests_only = all(is_test(f"{module.id.root}/") for module in regular)
    return len(regular) > 1 and not (tests_only or is_test(f"{name}/") or is_test(f"{name}.py"))


def _first_imports(project: Project) -> dict[str, Location]:
    """Return the first place where each contested name is imported, relative imports left out."""
    places: dict[str, Location] = {}
    for path in files_naming(project, project.contested):
        for statement in project.facts[path].imports if not runs_in_place(path) else ():
            for name in statement.absolute:
                places.setdefault(top_level(name), Location(path, statement.span))
    return places


def _finding(project: Project, providers: Sequence[Module], met: Sequence[Meeting], imported: Location) -> Finding:
    name = providers[0].id.name
    roots = [module.id.root for module in providers]
    meeting = ", and one process wants more than one of them" if met else ""
    return Finding(
        rule=RULE.name,
        severity=RULE.severity if met else Severity.NOTE,
        message=f"`{name}` is a different module in each of {listing(roots)}{meeting}",
        location=_place(project, providers[0]),
        subject=(name,),
        related=(
            *(_provided(project, module) for module in providers),
            *(meeting.step for meeting in met[:_MEETINGS_SHOWN]),
            *(() if met else (Step(location=imported, message=f"`{name}` is imported, for example here"),)),
        ),
        fixes=_fixes(project, providers, met),
    )


def _provided(project: Project, module: Module) -> Step:
    return Step(
        location=_place(project, module),
        message=f"{code(module.id.root)} provides `{module.id.name}` as a {module.kind}",
    )


def _place(project: Project, module: Module) -> Location:
    """Return the file of a module, or the first one in the directory of a namespace portion."""
    inside = (path for path in project.facts if path.startswith(f"{module.directory}/"))
    return file_location(module.path or next(inside, module.directory))


def _fixes(project: Project, providers: Sequence[Module], met: Sequence[Meeting]) -> tuple[Fix, ...]:
    scripts = dict.fromkeys(meeting.step.location.path for meeting in met)
    contexts = [loader_fix(project, providers, path) for path in scripts if path in project.facts]
    return (namespace_fix(project, providers), *[fix for fix in contexts if fix is not None][:_CONTEXTS_SHOWN])
