"""A module of this project is imported that exists nowhere.

The import raises ModuleNotFoundError: when its module is imported, or, in a function, on the first call. Only what can
be known is reported: relative imports, and modules of packages whose `__init__.py` is part of the project. A top-level
name that is not found may be a dependency, and a module in a hidden portion is there (see blocked-portion).

It is an error for a relative import that runs whenever its module is imported, since nothing on the search path can
change its outcome; else a warning. Not reported: imports in a `try` that catches ImportError, type-only imports, and
modules that a build writes or compiles (`_version`, `*_pb2`, a name with a `.pyx`, `.c`, `.rs`, `.pyi` or template
file), and those of packages that extend their path or edit `sys.modules`.

## Bad
```python
# app/main.py; there is app/handlers.py, but no app/handler.py
from .handler import handle
```

## Good
```python
# app/main.py
from .handlers import handle
```

## Fix
Write the name of the module that is meant. If it is only there sometimes, say so:
```python
try:
    from .handler import handle
except ModuleNotFoundError:
    handle = None
```
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from importlint.model.facts import FileFacts, ImportStatement, Timing
from importlint.model.finding import Finding, Step
from importlint.model.fix import Applicability, Edit, Fix
from importlint.model.location import Location
from importlint.model.names import resolve_relative, top_level
from importlint.model.roles import is_generated, is_test
from importlint.model.root import Module, ModuleId, ModuleKind
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code, listing
from importlint.namings import files_lacking
from importlint.project import Project
from importlint.remedies.rewritten import rewritten
from importlint.remedies.statements import renamed, written
from importlint.resolve.directories import child, folder, parent, upward
from importlint.resolve.resolver import Origin
from importlint.resolve.search_path import Found

RULE = RuleInfo(
    name="unresolved-import",
    family=Family.BROKEN,
    severity=Severity.ERROR,
    help=__doc__,
    since="0.1.0",
    precision="very-high",
)

_PLACES_SHOWN = 10
_GIVES_NAMES = frozenset({"assign", "update"})
# What turns into a compiled module; the file often has another name than the module.
_COMPILED = (".pyx", ".rs", ".c", ".cc", ".cpp", ".cxx")


class _Miss(NamedTuple):
    """An import of what does not exist: `inside` has no `part`; certain: nothing else can provide it."""

    name: str
    inside: str
    part: str
    path: str
    statement: ImportStatement
    certain: bool


def check(project: Project) -> Iterator[Finding]:
    """Report each missing module once for each source root that asks for it."""
    misses: defaultdict[tuple[str, str], list[_Miss]] = defaultdict(list)
    builds = _Builds(project)
    lacking = files_lacking(project, Origin.MISSING)
    for path, facts in project.facts.items():
        for miss in _misses(project, facts, lacks_modules=path in lacking):
            if not builds.may_write(miss):
                module = project.module_at(path)
                misses[module.id.root if module else folder(path), miss.name].append(miss)
    likes = _Likes(project)
    for _, found in sorted(misses.items()):
        yield _finding(project, sorted(found, key=lambda miss: -_severity(miss).rank), likes)


def _misses(project: Project, facts: FileFacts, *, lacks_modules: bool) -> Iterator[_Miss]:
    path, modules = facts.path, project.modules_at(facts.path)
    here = project.index.names(folder(path))
    for statement in facts.imports:
        if (statement.level == 1 and statement.module in here) or not (statement.level or lacks_modules):
            continue
        if statement.guarded or statement.context.type_only or statement.context.branch:
            continue
        if statement.level:
            yield from _relative(project, path, statement, modules[0] if modules else None)
        else:
            yield from _absolute(project, path, statement, modules)


def _relative(project: Project, path: str, statement: ImportStatement, module: Module | None) -> Iterator[_Miss]:
    """Follow a relative import through the directories: where the source root lies makes no difference to it."""
    above, base = statement.level - 1, folder(path)
    if above > base.count("/") or not statement.module:
        return
    for _ in range(above):
        base = parent(base)
    found: Found | None = Found(_kind(project, base), "", (base,))
    for part in statement.module.split("."):
        owner, found = found, project.index.find(part, found.directories if found else ())
        if found is None and owner is not None:
            inside = owner.directories[0] if owner.directories else owner.path
            if not _may_make_modules(project, inside):
                name = _absolute_name(module, statement) or written(statement)
                certain = owner.kind is not ModuleKind.NAMESPACE and statement.timing is Timing.EAGER
                yield _Miss(name, inside, part, path, statement, certain)
            return


def _kind(project: Project, directory: str) -> ModuleKind:
    return ModuleKind.PACKAGE if "__init__" in project.index.names(directory) else ModuleKind.NAMESPACE


def _may_make_modules(project: Project, place: str) -> bool:
    """Return whether a file, or a package around it, extends its path or fills `sys.modules`, as six does."""
    files = (place, *(child(directory, "__init__.py") for directory in upward(place)))
    found = (project.facts[path] for path in files if path in project.facts)
    return any(
        facts.extends_path
        or any(edit.operation in _GIVES_NAMES and edit.key != "__name__" for edit in facts.table_edits)
        for facts in found
    )


def _absolute_name(module: Module | None, statement: ImportStatement) -> str | None:
    return resolve_relative(module.package, statement.level, statement.module) if module is not None else None


def _absolute(project: Project, path: str, statement: ImportStatement, modules: tuple[Module, ...]) -> Iterator[_Miss]:
    """Look for modules of the importer's own top-level package, under every name that the importer has."""
    names = (statement.module,) if statement.is_from else tuple(alias.name for alias in statement.names)
    for name in names:
        resolutions = [project.resolver.resolve(module.id.root, name) for module in modules]
        own = all(top_level(module.id.name) == top_level(name) for module in modules)
        if not own or any(resolution.origin is not Origin.MISSING for resolution in resolutions):
            continue
        if not any(ModuleId(root.path, name) in project.modules for root in project.roots):
            found = resolutions[0].found
            owner = project.resolver.resolve(modules[0].id.root, found).module
            if owner is not None and not _may_make_modules(project, owner.directory or owner.path):
                part = name[len(found) + 1 :].partition(".")[0]
                yield _Miss(name, found, part, path, statement, certain=False)


class _Builds:
    """Tells what a build may write: modules that are in no commit."""

    def __init__(self, project: Project) -> None:
        others = [path for path in project.tree.files if not path.endswith(".py")]
        self._stems = {path.rpartition("/")[2].partition(".")[0] for path in others}
        self._compiles = any(path.endswith(_COMPILED) for path in others)

    def may_write(self, miss: _Miss) -> bool:
        name = miss.part
        return is_generated(f"{name}.py") or name in self._stems or (self._compiles and name.startswith("_"))


def _severity(miss: _Miss) -> Severity:
    certain = miss.certain and not miss.statement.may_be_skipped and not is_test(miss.path)
    return Severity.ERROR if certain else Severity.WARNING


def _finding(project: Project, misses: list[_Miss], likes: "_Likes") -> Finding:
    first, *others = misses
    module = project.module_at(first.path)
    return Finding(
        rule=RULE.name,
        severity=_severity(first),
        message=f"{code(first.name)} does not exist: {code(first.inside)} has no module and no package `{first.part}`",
        location=Location(first.path, first.statement.span),
        subject=(first.name,),
        related=tuple(
            Step(location=Location(miss.path, miss.statement.span), message="imports it too")
            for miss in others[:_PLACES_SHOWN]
        ),
        fixes=(_fix(project, first, likes.of(module, first.name)),),
        reproduce=_reproduce(module) if module and _severity(first) is Severity.ERROR else "",
    )


def _fix(project: Project, miss: _Miss, similar: list[str]) -> Fix:
    last = miss.name.rpartition(".")[2]
    if similar:
        edits = _renamed(project, miss, similar)
        return Fix(
            title="Name the module that is meant",
            applicability=Applicability.UNSAFE if edits else Applicability.MANUAL,
            text=f"modules of a like name: {listing(similar)}",
            edits=edits,
        )
    return Fix(
        title="Write the module, or remove the import",
        text=f"add `{last}.py` to `{miss.inside}`, or delete {miss.path}:{miss.statement.span.line}: "
        f"`{written(miss.statement)}`",
    )


def _renamed(project: Project, miss: _Miss, similar: list[str]) -> tuple[Edit, ...]:
    """Return the edit that names the one module of a like name."""
    new = renamed(miss.statement, miss.name, similar[0])
    return rewritten(project, miss.path, miss.statement, new) if len(similar) == 1 and new != miss.statement else ()


class _Likes:
    """Modules by the last part of their names but for case, underscores or a plural."""

    def __init__(self, project: Project) -> None:
        self._names: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for root, name in project.modules:
            self._names[root, _key(name)].append(name)

    def of(self, module: Module | None, name: str) -> list[str]:
        """Return the modules of an importer's source root that have a like name."""
        return self._names.get((module.id.root, _key(name)), []) if module is not None else []


def _key(name: str) -> str:
    return name.rpartition(".")[2].lower().replace("_", "").removesuffix("s")


def _reproduce(module: Module) -> str:
    start = "" if module.id.root == "." else f"cd {module.id.root} && "
    return f'{start}python -c "import {module.id.name}"'
