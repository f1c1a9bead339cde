"""A cache decorator keeps what a function imported, although the module table changes.

`functools.cache` remembers the first result for the life of the process. Once `sys.modules` is edited, or another
service owns the name, the next import gives a different module, and the cache still hands out the old one: objects
of two copies of one class meet, and `isinstance` says no.

Reported only where that can happen: the imported top-level name is contested in one process, or code of this project
removes that name from `sys.modules`; by a computed name, if the same file does so.

## Bad
```python
# while another function does `del sys.modules["app"]` to load a second service
from functools import cache


@cache
def engine_class():
    from app.core.engine import Engine

    return Engine
```

## Good
```python
def engine_class():
    from app.core.engine import Engine

    return Engine
```

## Fix
An import that was done is a dictionary look-up: it needs no cache. Where making the object is what costs, cache that,
with the service as its key:
```python
from functools import cache


@cache
def engine(service):
    return service.get("app.core.engine", "Engine")()
```
"""

from collections.abc import Iterator

from importlint.model.facts import CachedLoader, Scope
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import Location
from importlint.model.names import top_level
from importlint.model.roles import is_test
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code
from importlint.processes import find_meetings
from importlint.project import Project

RULE = RuleInfo(name="cached-loader", family=Family.PATHS, severity=Severity.WARNING, help=__doc__, since="0.1.0")

_REMOVES = frozenset({"delete", "pop", "clear", "replace"})
_COMPUTED = "*"


def check(project: Project) -> Iterator[Finding]:
    """Report each cached function whose imports can mean another module later in the same process."""
    loaders = [(path, loader) for path, facts in project.facts.items() for loader in facts.cached_loaders]
    reasons = _reasons(project) if loaders else {}
    own = {module.id.name for root in project.roots for module in root.names}
    for path, loader in loaders:
        for name in _imported(project, path, loader):
            any_name = reasons.get(f"{path}:{_COMPUTED}") if name in own or name == _COMPUTED else None
            reason = reasons.get(name) or any_name
            if reason is not None:
                yield _finding(path, loader, name, reason)
                break


def _reasons(project: Project) -> dict[str, Step]:
    """Return the top-level names whose module can change, `path:*` for any name in a file, each with the reason."""
    reasons = {name: met[0].step for name, met in find_meetings(project).items() if met}
    for path, facts in project.facts.items():
        for edit in facts.table_edits:
            if edit.operation in _REMOVES and edit.key != "__name__" and not is_test(path):
                step = Step(location=Location(path, edit.span), message="entries of `sys.modules` are removed here")
                name = _name_of_key(edit.key)
                reasons.setdefault(f"{path}:{name}" if name == _COMPUTED else name, step)
    return reasons


def _name_of_key(key: str) -> str:
    return top_level(key.strip("\"'")) if key[:1] in ("'", '"') else _COMPUTED


def _imported(project: Project, path: str, loader: CachedLoader) -> Iterator[str]:
    """Return the top-level names that a function imports, "*" for a computed one."""
    module = project.module_at(path)
    for statement in project.facts[path].imports:
        if statement.context.owner == loader.function and statement.context.scope is Scope.FUNCTION:
            if statement.level and module:
                yield top_level(module.id.name)
            for name in (statement.module,) if statement.is_from else [alias.name for alias in statement.names]:
                yield top_level(name)
    for call in project.facts[path].dynamic_imports:
        if call.context.owner == loader.function:
            yield top_level(call.name or _COMPUTED)


def _finding(path: str, loader: CachedLoader, name: str, reason: Step) -> Finding:
    what = "what it imports" if name == _COMPUTED else f"`{name}`"
    return Finding(
        rule=RULE.name,
        severity=RULE.severity,
        message=f"{code(loader.decorator)} keeps what `{loader.function}` returns, though {what} can change",
        location=Location(path, loader.span),
        subject=(path, loader.function),
        related=(reason,),
        fixes=(
            Fix(
                title="Take the cache off the import",
                text=f"delete the decorator {code(loader.decorator)} of `{loader.function}`, or cache the object that "
                "it makes, with the service as part of the key",
            ),
        ),
    )
