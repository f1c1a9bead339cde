"""A file is not valid Python, or not decodable; the rest of the scan went on.

Importing it raises SyntaxError. Its import statements were read as far as possible, so that the graph has no hole, but
nothing else is known of it. It is an error if the project imports the file, else a warning: it may be a template.
Strings, brackets, headers and blocks of every file are checked; what is wrong inside a single statement is found only
where that is parsed for another reason. `importlint trace` parses all of every file that it imports.

## Bad
```text
def handler(event)
    return event["id"]
```

## Good
```python
def handler(event):
    return event["id"]
```

## Fix
Compile the file to see what the interpreter says. Exclude a template, or what is broken on purpose:
```toml
[tool.importlint]
exclude = ["templates/", "tests/data/broken/"]
```
"""

from collections.abc import Iterator

from importlint.model.facts import Problem
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import Location
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code
from importlint.project import Project

RULE = RuleInfo(
    name="unreadable-source",
    family=Family.BROKEN,
    severity=Severity.ERROR,
    help=__doc__,
    since="0.1.0",
    precision="very-high",
)


def check(project: Project) -> Iterator[Finding]:
    """Report each file that is not valid Python."""
    for path, facts in project.facts.items():
        if facts.problem is not None:
            importers = _importers(project, path)
            yield Finding(
                rule=RULE.name,
                severity=RULE.severity if importers else Severity.WARNING,
                message=_message(facts.problem),
                location=Location(path, facts.problem.span),
                subject=(path,),
                related=importers[:1],
                fixes=(_fix(path),),
                reproduce=f"python -m py_compile {path}",
            )


def _message(problem: Problem) -> str:
    return f"the file cannot be read as Python: {problem.message}"


def _importers(project: Project, path: str) -> tuple[Step, ...]:
    edges = (edge for module in project.modules_at(path) for edge in project.importers_of(module.id))
    return tuple(Step(location=edge.location, message=f"{code(edge.importer.name)} imports it here") for edge in edges)


def _fix(path: str) -> Fix:
    return Fix(
        title="Mend the file or exclude it",
        text=f'`python -m py_compile {path}` names the place; if it is no Python on purpose: `exclude = ["{path}"]`',
    )
