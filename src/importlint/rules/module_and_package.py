"""A module and a package of the same name lie beside each other.

`import name` takes the package, always: a path entry's finder looks for a directory with `__init__.py` before it looks
for a file. The module is dead code that looks alive; edits to it change nothing.

A file that is a script is a note: it can be started, but not imported. A directory without `__init__.py` is not
reported: there the file wins.

## Bad
```text
app/models.py
app/models/__init__.py
```

## Good
```text
app/models/__init__.py
app/models/orm.py
```

## Fix
Move what is still needed into the package and delete the module:
```sh
git mv app/models.py app/models/orm.py
```
"""

from collections.abc import Iterator

from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import file_location
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.project import Project

RULE = RuleInfo(
    name="module-and-package",
    family=Family.NAMES,
    severity=Severity.WARNING,
    help=__doc__,
    since="0.1.0",
    precision="very-high",
)


def check(project: Project) -> Iterator[Finding]:
    """Report each module that has a package of the same name beside it."""
    for path in project.facts:
        directory = path.removesuffix(".py")
        package = f"{directory}/__init__.py"
        if package in project.facts and not path.endswith("/__init__.py"):
            yield _finding(project, path, package)


def _finding(project: Project, path: str, package: str) -> Finding:
    name = path.rpartition("/")[2].removesuffix(".py")
    facts = project.facts[path]
    is_script = facts.main_guard is not None or facts.shebang
    return Finding(
        rule=RULE.name,
        severity=Severity.NOTE if is_script else RULE.severity,
        message=f"`import {_dotted(project, package, name)}` means the package beside this file; the file itself is"
        " out of reach",
        location=file_location(path),
        subject=(path,),
        related=(Step(location=file_location(package), message="the package that wins"),),
        fixes=(_fix(path, name, is_script=is_script),),
    )


def _dotted(project: Project, package: str, name: str) -> str:
    module = project.module_at(package)
    return module.id.name if module else name


def _fix(path: str, name: str, *, is_script: bool) -> Fix:
    directory = path.removesuffix(".py")
    if is_script:
        return Fix(
            title="Make the script part of the package",
            text=f"`git mv {path} {directory}/__main__.py`, and start it with `python -m {name}`",
        )
    return Fix(
        title="Move what is needed into the package and delete the module",
        text=f"`git mv {path} {directory}/{name}.py`, and import it from there, or `git rm {path}`",
    )
