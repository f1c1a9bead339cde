"""Names of modules that differ only by case.

A file system of macOS or Windows holds one of them: a checkout there silently loses the other, and the import that
works on Linux fails or finds the wrong file.

## Bad
```text
app/Models.py
app/models.py
```

## Good
```text
app/models.py
app/orm_models.py
```

## Fix
Rename one of them, in two steps where the file system ignores case:
```sh
git mv app/Models.py app/renamed.py
git mv app/renamed.py app/orm_models.py
```
"""

from collections import defaultdict
from collections.abc import Iterator

from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import file_location
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import listing
from importlint.project import Project

RULE = RuleInfo(
    name="case-clash",
    family=Family.NAMES,
    severity=Severity.WARNING,
    help=__doc__,
    since="0.1.0",
    precision="very-high",
)


def check(project: Project) -> Iterator[Finding]:
    """Report the files and directories with Python code that are one on a file system that ignores case."""
    for folded, spellings in _spellings(project).items():
        if len(spellings) > 1:
            names = sorted(spellings)
            yield Finding(
                rule=RULE.name,
                severity=RULE.severity,
                message=f"{listing(names)} are one and the same where the file system ignores case",
                location=file_location(spellings[names[0]]),
                subject=(folded,),
                related=tuple(Step(location=file_location(spellings[name]), message="the other") for name in names[1:]),
                fixes=(_fix(names),),
            )


def _spellings(project: Project) -> dict[str, dict[str, str]]:
    """Return, for each path with its last part in lower case, its spellings, each with a Python file at or below it.

    Below directories that clash nothing more is said: `App/x.py` and `app/x.py` clash because `App` and `app` do.
    """
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    seen = {""}
    for path in project.facts:
        place = path
        while place not in seen:
            seen.add(place)
            above, slash, name = place.rpartition("/")
            found[f"{above}{slash}{name.casefold()}"][place] = path
            place = above
    return {folded: found[folded] for folded in sorted(found)}


def _fix(names: list[str]) -> Fix:
    kept, renamed = names[-1], names[0]
    stem, dot, suffix = renamed.lower().partition(".")
    return Fix(
        title="Rename one of them",
        text=f"keep `{kept}` and rename the other: `git mv {renamed} {stem}_renamed{dot}{suffix}`, with its imports",
    )
