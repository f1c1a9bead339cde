"""The name of an imported module is computed.

No reader and no tool can follow such an import, so it is missing from the graph: a cycle or a collision through it
stays unseen, a typo is found when the line runs, and packaging tools leave the module out. Where the text before the
computed part names a package of this project, the finding lists what it can be.

It is a note: plugin systems are built this way. Calls of which nothing is known are one finding for each file. Not
reported: tests, and names that begin with a package of others.

## Bad
```python
from importlib import import_module


def load_handler(kind):
    return import_module(f"app.handlers.{kind}").handle
```

## Good
```python
from app.handlers import csv, xml

HANDLERS = {"csv": csv.handle, "xml": xml.handle}


def load_handler(kind):
    return HANDLERS[kind]
```

## Fix
Import the candidates and choose among objects, or keep the names in one literal table that can be checked:
```python
from importlib import import_module

HANDLERS = {"csv": "app.handlers.csv", "xml": "app.handlers.xml"}


def load_handler(kind):
    return import_module(HANDLERS[kind]).handle
```
"""

from collections.abc import Iterator

from importlint.model.facts import DynamicImport
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import Location, file_location
from importlint.model.names import join, resolve_relative
from importlint.model.roles import is_test
from importlint.model.root import Module, ModuleId
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code, count
from importlint.patterns import regex
from importlint.project import Project

RULE = RuleInfo(name="dynamic-import", family=Family.DEFERRED, severity=Severity.NOTE, help=__doc__, since="0.1.0")

_CALLS = frozenset({"import_module", "__import__", "run_module"})
_CANDIDATES_SHOWN = 8

# What a computed name begins with: the text of a literal up to the computed part, or this module's own package.
_LITERAL_START = regex(r"""[fFrRuU]{0,2}["'](?P<text>\.*\w+(?:\.\w+)*\.|\.+)(?=[{%"'])""")
_OWN_PACKAGE_START = regex(r"""(?:[fF]["']\{)?(?P<own>__name__|__package__)(?:\}\.|\s*\+\s*["']\.)""")


def check(project: Project) -> Iterator[Finding]:
    """Report each call whose candidates are known, and all others of one file together."""
    for path, facts in project.facts.items():
        module = project.module_at(path)
        unknown: list[DynamicImport] = []
        for call in facts.dynamic_imports:
            if call.call not in _CALLS or call.name is not None or is_test(path):
                continue
            package = _package(module, call) if module else ""
            candidates = _modules_in(project, module, package) if module and package else ()
            if candidates:
                yield _bounded(path, call, package, candidates)
            elif not package:
                unknown.append(call)
        if unknown:
            yield _unbounded(path, unknown)


def _package(module: Module, call: DynamicImport) -> str:
    """Return the package that the name begins with, "" if it is not visible."""
    own = module.package
    if match := _OWN_PACKAGE_START.match(call.argument):
        return module.id.name if match["own"] == "__name__" else own
    match = _LITERAL_START.match(call.argument)
    if match is None:
        return ""
    name = match["text"].lstrip(".")
    base = call.relative_to.strip("\"'") if call.relative_to[:1] in "\"'" else own
    return resolve_relative(base, len(match["text"]) - len(name), name.rstrip(".")) or ""


def _modules_in(project: Project, importer: Module, package: str) -> tuple[Module, ...]:
    """Return the modules directly in a package, as the importer's own source root knows it."""
    resolution = project.resolver.resolve(importer.id.root, package)
    if resolution.module is None:
        return ()
    root = resolution.module.id.root
    names = {
        join(package, id_.name.removeprefix(package + ".").partition(".")[0])
        for id_ in project.modules
        if id_.root == root and id_.name.startswith(package + ".")
    }
    return tuple(
        project.modules[ModuleId(root, name)] for name in sorted(names) if ModuleId(root, name) in project.modules
    )


def _bounded(path: str, call: DynamicImport, package: str, candidates: tuple[Module, ...]) -> Finding:
    names = [module.id.name.rpartition(".")[2] for module in candidates]
    return Finding(
        rule=RULE.name,
        severity=RULE.severity,
        message=f"{_written(call)} imports one of {count(len(candidates), 'module')} in `{package}`",
        location=Location(path, call.span),
        subject=(path, call.argument),
        related=tuple(
            Step(location=file_location(module.path), message=f"it can be {code(module.id.name)}")
            for module in candidates[:_CANDIDATES_SHOWN]
            if module.path
        ),
        fixes=(
            Fix(
                title="Keep the candidates in one table that tools can read",
                text=f"`from {package} import {', '.join(names)}`, and choose among these modules in a dict",
            ),
        ),
    )


def _unbounded(path: str, calls: list[DynamicImport]) -> Finding:
    first, *others = calls
    return Finding(
        rule=RULE.name,
        severity=RULE.severity,
        message=f"{_written(first)} imports whatever it is told",
        location=Location(path, first.span),
        subject=(path, first.argument),
        related=tuple(Step(location=Location(path, call.span), message=f"so does {_written(call)}") for call in others),
        fixes=(
            Fix(
                title="Check the name before it is imported",
                text=f"compare {code(first.argument)} with a literal set of the names that are allowed",
            ),
        ),
    )


def _written(call: DynamicImport) -> str:
    return code(f"{call.call}({call.argument})")
