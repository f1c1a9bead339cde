"""An import can only be satisfied by a source root that this code does not have on its path.

The module exists in the project, but not where this code looks for it: in another service, or in a shared directory
that nothing puts on the path. It works on the machine of whoever has set PYTHONPATH, and nowhere else; or a module of
the same name is found first, and the import fails although the file is there.

One finding for each top-level name. It is an error where a command that the project itself names is seen to fail by it.
Not reported: what every launch in which the import runs finds, names that the project declares as dependencies, imports
in a `try` that catches ImportError, tests and examples, files that edit `sys.path` themselves, and roots in which other
code or a launch puts the other root on the path.

## Bad
```python
# services/billing/app/main.py; shared/audit/log.py is in no search path of billing
from audit.log import record
```

## Good
```toml
# services/billing/pyproject.toml
[project]
dependencies = ["audit"]

[tool.uv.sources]
audit = { path = "../../shared", editable = true }
```

## Fix
Declare the dependency and install it, or name the directory where the process starts:
```sh
pip install -e shared
PYTHONPATH=shared python -m app.main
```
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from importlint.machine.runs import Run
from importlint.model.facts import ImportStatement
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.loader import uses_loader
from importlint.model.location import Location, file_location
from importlint.model.names import top_level
from importlint.model.roles import is_aside
from importlint.model.root import Module
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.trace import Crash, ImportEvent
from importlint.model.wording import code, listing
from importlint.namings import files_lacking
from importlint.processes import is_arranged, path_edits_to
from importlint.project import Project
from importlint.remedies.statements import written
from importlint.resolve.resolver import Origin
from importlint.sights import is_certain

RULE = RuleInfo(name="other-root-only", family=Family.BROKEN, severity=Severity.WARNING, help=__doc__, since="0.1.0")

_PLACES_SHOWN = 8


class _Use(NamedTuple):
    """An import that the search path of its root cannot satisfy, and the modules of other roots that could."""

    root: str
    path: str
    statement: ImportStatement
    name: str
    providers: tuple[Module, ...]


def check(project: Project) -> Iterator[Finding]:
    """Report each top-level name that some source roots take from roots that are not on their path."""
    uses: defaultdict[str, list[_Use]] = defaultdict(list)
    for path in sorted(files_lacking(project, Origin.ELSEWHERE)):
        for use in _uses(project, path):
            if not (is_aside(path) or is_arranged(project, path) or uses_loader(project.facts[path])):
                uses[top_level(use.name)].append(use)
    arranged = _arranged(project) if uses else {}
    for name, found in sorted(uses.items()):
        left = [
            use
            for use in found
            if arranged.get(use.root, set()).isdisjoint(_roots(use)) and not _is_found(project, use)
        ]
        if left and not _is_dependency(project, name):
            in_order = sorted(left, key=lambda use: (use.path, use.statement.span))
            yield _failing(project, in_order) or _finding(in_order)


def _events(project: Project, use: _Use) -> Iterator[tuple[Run, ImportEvent]]:
    """Yield what an import does in the launches in which it runs."""
    for run, events in project.witnesses.of_line(use.path, use.statement.span.line):
        yield from ((run, event) for event in events)


def _is_found(project: Project, use: _Use) -> bool:
    """Return whether the import runs in some launch, and wherever it runs it finds what it asks for."""
    outcomes = {event.outcome for _, event in _events(project, use)}
    return outcomes == {"ok"}


def _failing(project: Project, uses: list[_Use]) -> Finding | None:
    """Return the finding for the first import that ends a launch, None if none is seen to."""
    for use in uses:
        for run, _ in _events(project, use):
            error = run.trace.error
            if error is not None and (error.path, error.line) == (use.path, use.statement.span.line):
                return _proven(run, error, use, uses)
    return None


def _proven(run: Run, error: Crash, use: _Use, uses: list[_Use]) -> Finding:
    command = run.launch.command
    stated = any(evidence.path != use.path for evidence in run.launch.evidence)
    found = _finding([use, *(other for other in uses if other != use)])
    return found._replace(
        severity=Severity.ERROR if stated and is_certain(run) else RULE.severity,
        message=f"in {code(command)}, {code(written(use.statement))} fails: `{error.type}: {error.message}`; "
        f"it lies in {listing(_roots(use))}, which that process does not search",
        launches=(run.launch.name,),
        reproduce=command,
    )


def _uses(project: Project, path: str) -> Iterator[_Use]:
    modules = project.modules_at(path)
    for statement in project.facts[path].imports:
        if statement.level or statement.guarded or statement.context.type_only:
            continue
        for name in statement.absolute:
            resolutions = [project.resolver.resolve(module.id.root, name) for module in modules]
            providers = tuple(module for module in resolutions[0].elsewhere if _is_meant(module))
            if providers and all(resolution.origin is Origin.ELSEWHERE for resolution in resolutions):
                yield _Use(modules[0].id.root, path, statement, name, providers)


def _is_meant(module: Module) -> bool:
    """Return whether somebody may have meant a module: not a directory without `__init__`, not a stub in tests."""
    return bool(module.path) and not is_aside(module.path)


def _is_dependency(project: Project, name: str) -> bool:
    """Return whether any part of the project declares a dependency of this name: then it may be meant here as well."""
    resolver = project.resolver
    declaring = (root.path for root in project.roots if resolver.is_declared(root.path, name))
    return any(resolver.resolve(root, name).origin is Origin.DEPENDENCY for root in declaring)


def _roots(use: _Use) -> list[str]:
    return [module.id.root for module in use.providers]


def _arranged(project: Project) -> dict[str, set[str]]:
    """Return for each root the roots that its own code or a launch puts on the path beside it."""
    arranged: defaultdict[str, set[str]] = defaultdict(set)
    directories = [root.path for root in project.roots]
    for path, facts in project.facts.items():
        module = project.module_at(path) if facts.path_edits else None
        if module:
            for _, named in path_edits_to(facts, directories):
                arranged[module.id.root].update(named)
    for launch in project.launches:
        for directory in launch.search_path:
            arranged[directory].update(launch.search_path)
    return arranged


def _finding(uses: list[_Use]) -> Finding:
    first, *others = uses
    importers = sorted({use.root for use in uses})
    where = f"{listing(_roots(first))}, which is not on the path of {listing(importers)}"
    return Finding(
        rule=RULE.name,
        severity=RULE.severity,
        message=f"{code(first.name)} lies in {where}",
        location=Location(first.path, first.statement.span),
        subject=(top_level(first.name), *importers),
        related=(
            *(Step(location=file_location(module.path), message="it is here") for module in first.providers),
            *(
                Step(location=Location(use.path, use.statement.span), message=f"imports {code(use.name)}")
                for use in others[:_PLACES_SHOWN]
            ),
        ),
        fixes=(_fix(first, importers),),
    )


def _fix(use: _Use, importers: list[str]) -> Fix:
    wanted, *more = _roots(use)
    if more:
        text = f"it is in {listing([wanted, *more])}: choose one and install it, so that no other can be found"
    else:
        text = f"declare it as a dependency and `pip install -e {wanted}`, or start with `PYTHONPATH={wanted}`"
    return Fix(title=f"Put {code(wanted)} on the path of what runs in {listing(importers)}", text=text)
