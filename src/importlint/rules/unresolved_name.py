"""An import takes a name that its module does not define.

`from app.models import Usr` raises `ImportError: cannot import name 'Usr' from 'app.models'` whenever it runs. It
passes every check that only looks for files, and fails at start-up, or later if a handler hides it.

Reported only where nothing can provide the name: no statement of the module binds it, whichever way its tests go, none
of its star imports does, it has no submodule of that name and no `__getattr__`, and it does not touch its own namespace
by `globals()`, `setattr` or the like. A warning where a test, a loop or a handler around it may keep it from running.

## Bad
```python
# app/models.py
class User: ...


# app/views.py
from app.models import Usr
```

## Good
```python
from app.models import User
```

## Fix
Import the name as it is spelled, or from the module that defines it.
"""

from collections.abc import Iterator

from importlint.model.facts import Timing
from importlint.model.finding import Finding
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.project import Project
from importlint.remedies.missing_names import find_missing, missing_finding

RULE = RuleInfo(
    name="unresolved-name",
    family=Family.BROKEN,
    severity=Severity.ERROR,
    help=__doc__,
    since="0.1.0",
    precision="very-high",
)


def check(project: Project) -> Iterator[Finding]:
    """Report each import statement that runs on import and takes names that its module does not define."""
    for edge, missing in find_missing(project, (Timing.EAGER,)):
        certain = not (edge.statement.may_be_skipped or edge.guarded or edge.assumed)
        yield missing_finding(project, RULE, edge, missing, RULE.severity if certain else Severity.WARNING)
