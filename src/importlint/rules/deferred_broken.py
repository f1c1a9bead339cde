"""A deferred import that cannot succeed.

An import inside a function is not tried until the function is called. One that takes a name which its module does not
define passes start-up, passes every test that does not call the function, and fails in production on the first call.

## Bad
```python
def export(rows):
    from app.writers import CsvWritter  # app.writers defines CsvWriter

    return CsvWritter(rows)
```

## Good
```python
from app.writers import CsvWriter


def export(rows):
    return CsvWriter(rows)
```

## Fix
Correct the name. Where no cycle forbids it, import at the top of the file, so that the next such mistake shows at
start-up.
"""

from collections.abc import Iterator

from importlint.model.facts import Timing
from importlint.model.finding import Finding
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.project import Project
from importlint.remedies.missing_names import find_missing, missing_finding

RULE = RuleInfo(
    name="deferred-broken",
    family=Family.DEFERRED,
    severity=Severity.ERROR,
    help=__doc__,
    since="0.1.0",
    precision="very-high",
)


def check(project: Project) -> Iterator[Finding]:
    """Report each deferred or lazy import that takes names which its module does not define."""
    for edge, missing in find_missing(project, (Timing.DEFERRED, Timing.LAZY)):
        certain = not (edge.guarded or edge.statement.context.branch or edge.assumed)
        yield missing_finding(project, RULE, edge, missing, RULE.severity if certain else Severity.WARNING)
