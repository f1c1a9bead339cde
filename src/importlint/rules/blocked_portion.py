"""An `__init__.py` in one portion of a namespace package hides the others.

A namespace package is made of the directories of its name on the whole search path, as long as none of them has an
`__init__.py` (PEP 420). One that has makes a regular package, which wins wherever it is on the path; what lies in the
other portions then cannot be imported: `No module named 'acme.billing'`.

It is a warning if the portions share a search path; else a note, and only if there are several portions, so that the
namespace is meant. Not reported: an `__init__.py` that extends its path with `pkgutil.extend_path`, portions from which
nothing is imported, and names with several regular packages (see contested-name).

## Bad
```text
shared/src/acme/__init__.py
shared/src/acme/log.py
billing/src/acme/billing/__init__.py
```

## Good
```text
shared/src/acme/log.py
billing/src/acme/billing/__init__.py
```

## Fix
Delete the `__init__.py`; what it defined moves into a module of that portion:
```sh
git rm shared/src/acme/__init__.py
```
Where it has to stay, every portion needs the same one:
```python
__path__ = __import__("pkgutil").extend_path(__path__, __name__)
```
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import Location, file_location
from importlint.model.names import join, top_level
from importlint.model.roles import is_test
from importlint.model.root import Module, ModuleId, ModuleKind
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code, listing
from importlint.namings import files_naming
from importlint.project import Project

RULE = RuleInfo(name="blocked-portion", family=Family.NAMES, severity=Severity.WARNING, help=__doc__, since="0.1.0")


def check(project: Project) -> Iterator[Finding]:
    """Report each regular package that hides portions of the same name in other source roots."""
    packages = _packages(project)
    asked = _absolute_imports(project, {top_level(name) for name in packages})
    for providers in packages.values():
        regular = [module for module in providers if module.kind is ModuleKind.PACKAGE]
        if len(regular) == 1 and not _extends_path(project, regular[0]):
            hidden = _hidden(project, regular[0], providers, asked)
            together = _share_a_path(project, regular[0], hidden)
            if hidden and (together or len(providers) > 2):
                yield _finding(regular[0], hidden, together=together)


def _packages(project: Project) -> dict[str, list[Module]]:
    """Return the packages that are at the top level or in namespace packages only, by dotted name."""
    found: defaultdict[str, list[Module]] = defaultdict(list)
    for id_, module in project.modules.items():
        if module.directory and _is_in_namespace(project, id_) and not is_test(f"{module.directory}/"):
            found[id_.name].append(module)
    return {name: found[name] for name in sorted(found) if len(found[name]) > 1}


def _is_in_namespace(project: Project, id_: ModuleId) -> bool:
    above = id_.name.rpartition(".")[0]
    parent = project.modules.get(ModuleId(id_.root, above))
    return not above or (parent is not None and parent.kind is ModuleKind.NAMESPACE)


def _extends_path(project: Project, module: Module) -> bool:
    return module.path not in project.facts or project.facts[module.path].extends_path


def _absolute_imports(project: Project, tops: Collection[str]) -> dict[str, Location]:
    """Return the dotted names that absolute imports under some top-level names may mean, with the first place each."""
    found: dict[str, Location] = {}
    for path in files_naming(project, tops):
        for statement in project.facts[path].imports:
            if not statement.level:
                names = [join(statement.module, alias.name) for alias in statement.names]
                for name in (statement.module, *names):
                    if name not in found:
                        found[name] = Location(path, statement.span)
    return found


def _hidden(
    project: Project, regular: Module, providers: list[Module], asked: Mapping[str, Location]
) -> dict[Module, Step]:
    """Return the hidden portions, each with an import that means it."""
    found: dict[Module, Step] = {}
    for portion in providers:
        if portion.kind is ModuleKind.NAMESPACE and portion.id.root != regular.id.root:
            name = _asked_for(project, portion, asked)
            if name:
                message = f"{code(name)} lies in {code(portion.directory)}"
                found[portion] = Step(location=asked[name], message=message)
    return found


def _asked_for(project: Project, portion: Module, asked: Mapping[str, Location]) -> str:
    """Return a module of a portion that somebody imports, "" if there is none."""
    prefix = portion.id.name + "."
    inside = (id_.name for id_ in project.modules if id_.root == portion.id.root and id_.name.startswith(prefix))
    return next((name for name in inside if name in asked), "")


def _share_a_path(project: Project, regular: Module, hidden: dict[Module, Step]) -> bool:
    roots = {portion.id.root for portion in hidden}
    return any(regular.id.root in root.search_path and roots.intersection(root.search_path) for root in project.roots)


def _finding(regular: Module, hidden: dict[Module, Step], *, together: bool) -> Finding:
    roots = [portion.id.root for portion in hidden]
    return Finding(
        rule=RULE.name,
        severity=RULE.severity if together else Severity.NOTE,
        message=f"this file makes `{regular.id.name}` a regular package, which hides its portions in {listing(roots)}",
        location=file_location(regular.path),
        subject=(regular.id.name, regular.id.root),
        related=tuple(hidden.values()),
        fixes=(_fix(regular),),
    )


def _fix(regular: Module) -> Fix:
    return Fix(
        title="Delete the __init__.py, so that the portions merge",
        text=f"git rm {regular.path}\nwhat it defines moves into a module beside it, and importers name that module",
    )
