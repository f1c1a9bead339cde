"""An import can only be satisfied by a source root that this code does not have on its path.

The module exists in the project, but not where this code looks for it: in another service, or in a shared directory
that nothing puts on the path. It works on the machine of whoever has set PYTHONPATH, and nowhere else; or a module of
the same name is found first, and the import fails although the file is there.

One finding for each source root and top-level name. Not reported: names that the project declares as dependencies,
imports in a `try` that catches ImportError, and roots in which code puts the other root on the path itself.

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

from importlint.model.facts import ImportStatement
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import Location, file_location
from importlint.model.names import top_level
from importlint.model.roles import is_test
from importlint.model.root import Module
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code, listing
from importlint.processes import path_edits_to
from importlint.project import Project
from importlint.resolve.resolver import Origin

RULE = RuleInfo(name="other-root-only", family=Family.BROKEN, severity=Severity.WARNING, help=__doc__, since="0.1.0")

_PLACES_SHOWN = 8

_Use = tuple[str, ImportStatement, str, tuple[Module, ...]]


def check(project: Project) -> Iterator[Finding]:
    """Report each top-level name that modules of a source root take from roots that are not on its path."""
    uses: defaultdict[tuple[str, str], list[_Use]] = defaultdict(list)
    for path, facts in project.facts.items():
        modules = project.modules_at(path)
        for statement in facts.imports if modules else ():
            if not (statement.level or statement.guarded or statement.context.type_only):
                for name, providers in _elsewhere(project, modules, statement):
                    uses[modules[0].id.root, top_level(name)].append((path, statement, name, providers))
    arranged = _arranged(project) if uses else {}
    for (root, _), found in sorted(uses.items()):
        left = [use for use in found if arranged.get(root, set()).isdisjoint(module.id.root for module in use[3])]
        if left:
            yield _finding(root, left)


def _elsewhere(
    project: Project, modules: tuple[Module, ...], statement: ImportStatement
) -> Iterator[tuple[str, tuple[Module, ...]]]:
    """Return the names that a statement asks for and that only other roots have, with the modules there."""
    for name in (statement.module,) if statement.is_from else [alias.name for alias in statement.names]:
        resolutions = [project.resolver.resolve(module.id.root, name) for module in modules]
        if all(resolution.origin is Origin.ELSEWHERE for resolution in resolutions):
            yield name, resolutions[0].elsewhere


def _arranged(project: Project) -> dict[str, set[str]]:
    """Return for each root the roots that its own code or a launch puts on the path beside it."""
    arranged: defaultdict[str, set[str]] = defaultdict(set)
    directories = [root.path for root in project.roots]
    for path, facts in project.facts.items():
        module = project.module_at(path)
        if module and facts.path_edits:
            for _, named in path_edits_to(facts, directories):
                arranged[module.id.root].update(named)
    for launch in project.launches:
        for directory in launch.search_path:
            arranged[directory].update(launch.search_path)
    return arranged


def _finding(root: str, uses: list[_Use]) -> Finding:
    path, statement, name, providers = min(uses, key=lambda use: (is_test(use[0]), use[0], use[1].span))
    others = [use for use in uses if use[1] is not statement]
    where = [module.id.root for module in providers]
    return Finding(
        rule=RULE.name,
        severity=Severity.NOTE if all(is_test(use[0]) for use in uses) else RULE.severity,
        message=f"{code(name)} exists only in {listing(where)}, which is not on the search path of {code(root)}",
        location=Location(path, statement.span),
        subject=(root, top_level(name)),
        related=(
            *(Step(location=file_location(module.path), message="it is here") for module in providers if module.path),
            *(
                Step(location=Location(use[0], use[1].span), message=f"imports {code(use[2])}")
                for use in others[:_PLACES_SHOWN]
            ),
        ),
        fixes=(_fix(root, where),),
    )


def _fix(root: str, where: list[str]) -> Fix:
    wanted = where[0]
    return Fix(
        title=f"Put `{wanted}` on the path of what runs in `{root}`",
        text=(
            f"declare it as a dependency and `pip install -e {wanted}`, or start with `PYTHONPATH={wanted}`"
            if len(where) == 1
            else f"it is in {listing(where)}: choose one and install it, so that no other can be found"
        ),
    )
