"""A lazy import (PEP 810) that cannot work, or that resolves on another search path than it was written for.

`lazy import app` runs at the first use of `app`, with the `sys.path` and the `sys.modules` of that moment. A directory
that was put on the path for it and taken off again is gone by then: the first use raises ModuleNotFoundError, or finds
another service's `app`. Before Python 3.15 the keyword is a SyntaxError, and the file is lost as a whole.

## Bad
```python
import sys

sys.path.insert(0, "services/billing")
__lazy_modules__ = ["app"]
import app

sys.path.remove("services/billing")
```

## Good
```python
import sys

sys.path.insert(0, "services/billing")
import app

sys.path.remove("services/billing")
```

## Fix
Import eagerly what depends on a path edit, or on who owns a contested name. Keep the keyword out of files that an older
Python runs; `__lazy_modules__` has no effect there and does no harm.
"""

from collections.abc import Iterator

from importlint.model.facts import FileFacts, ImportStatement, PathEdit, Scope
from importlint.model.finding import Finding, Step
from importlint.model.fix import Applicability, Fix
from importlint.model.location import Location
from importlint.model.names import top_level
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code
from importlint.project import Project
from importlint.remedies.rewritten import without_keyword
from importlint.remedies.statements import written

RULE = RuleInfo(name="lazy-import-risk", family=Family.DEFERRED, severity=Severity.WARNING, help=__doc__, since="0.1.0")

_ADDS = frozenset({"insert", "append", "extend", "assign", "augment", "addsitedir"})
_REMOVES = frozenset({"remove", "pop", "delete", "clear", "assign"})
_SINCE = (3, 15)


def check(project: Project) -> Iterator[Finding]:
    """Report lazy imports for an older Python, and those between a path edit and its end."""
    for path, facts in project.facts.items():
        for statement in facts.imports:
            if statement.lazy and statement.context.scope is Scope.MODULE:
                yield from _findings(project, path, facts, statement)


def _findings(project: Project, path: str, facts: FileFacts, statement: ImportStatement) -> Iterator[Finding]:
    keyword = _has_keyword(facts, statement)
    if keyword and project.target_version < _SINCE:
        version = ".".join(map(str, project.target_version))
        yield _finding(
            project,
            path,
            statement,
            Severity.ERROR,
            f"{code('lazy')} is a SyntaxError before Python 3.15, and this code is for {version}",
            (),
        )
        return
    names = {top_level(name) for name in _modules(statement)}
    own = {module.name for module in project.modules if "." not in module.name}
    around = _edits_around(facts, statement)
    if around and not statement.level and names & own:
        added, removed = around
        steps = (
            Step(location=Location(path, added.span), message=f"{code(added.argument)} is put on `sys.path` here"),
            Step(location=Location(path, removed.span), message="and `sys.path` is changed back here"),
        )
        name = min(names & own)
        message = f"{code(name)} is looked for at its first use, when {code(added.argument)} is no longer on `sys.path`"
        yield _finding(project, path, statement, RULE.severity, message, steps)
    elif not statement.level and names & project.contested.keys() and project.target_version >= _SINCE:
        name = min(names & project.contested.keys())
        message = f"{code(name)} is whichever service's module owns the name at the first use"
        yield _finding(project, path, statement, Severity.NOTE, message, ())


def _has_keyword(facts: FileFacts, statement: ImportStatement) -> bool:
    """Return whether a statement is written with the keyword, not named by `__lazy_modules__`."""
    return not any(name in facts.lazy_modules for name in _modules(statement))


def _modules(statement: ImportStatement) -> tuple[str, ...]:
    return (statement.module,) if statement.is_from else tuple(alias.name for alias in statement.names)


def _edits_around(facts: FileFacts, statement: ImportStatement) -> tuple[PathEdit, PathEdit] | None:
    """Return the path edit above a statement and the one below that takes it back."""
    edits = [edit for edit in facts.path_edits if edit.context.scope is Scope.MODULE]
    above = [edit for edit in edits if edit.span < statement.span and edit.operation in _ADDS]
    below = [edit for edit in edits if edit.span > statement.span and edit.operation in _REMOVES]
    return (above[-1], below[0]) if above and below else None


def _finding(
    project: Project, path: str, statement: ImportStatement, severity: Severity, message: str, steps: tuple[Step, ...]
) -> Finding:
    eager = written(statement._replace(lazy=False))
    edits = without_keyword(project, path, statement)
    return Finding(
        rule=RULE.name,
        severity=severity,
        message=message,
        location=Location(path, statement.span),
        subject=(path, *_modules(statement)),
        related=steps,
        flow=steps,
        fixes=(
            Fix(
                title="Import it eagerly",
                applicability=Applicability.UNSAFE if edits else Applicability.MANUAL,
                text="" if edits else eager,
                edits=edits,
            ),
        ),
    )
