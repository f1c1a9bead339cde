"""A relative import leads out of the package that its module belongs to.

The dots of `from ..core import x` are counted in the name that the module has in this process, not in directories: a
script has no package at all, and a module that is imported as `main` from inside its package has none either. CPython
raises `ImportError: attempted relative import with no known parent package`, or `... beyond top-level package`.

It is an error where a command of the project ends in it, and where no search path could help: the import leads out of
every package that its file can be in, and what it asks for is not there either. It is a warning where the environment
decides what a server or a pytest session finds, and where a directory with a name like `user-service` stands between,
which no import statement can name. Not reported: imports in a `try` that catches ImportError, and what leads out of the
project, for that may be a part of something larger.

## Bad
```python
# app/main.py, started with `cd app && python main.py`
from .settings import DEBUG
```

## Good
```python
# app/main.py, started with `python -m app.main`
from .settings import DEBUG
```

## Fix
Start the process above the package, with `python -m package.module`; or import by a name that the search path of the
process has: `from settings import DEBUG`.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from importlint.machine.runs import Run
from importlint.model.facts import FileFacts, ImportStatement, Timing
from importlint.model.finding import Finding, Step
from importlint.model.fix import Applicability, Fix
from importlint.model.location import Location
from importlint.model.names import resolve_relative
from importlint.model.roles import is_aside, may_appear
from importlint.model.root import Module
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.trace import Crash
from importlint.model.wording import code, listing
from importlint.project import Project
from importlint.remedies.rewritten import rewritten
from importlint.remedies.statements import written
from importlint.resolve.directories import folder, parent, parts_below, upward
from importlint.resolve.provision import is_importable
from importlint.sights import is_certain, place_of

RULE = RuleInfo(
    name="relative-beyond-package",
    family=Family.BROKEN,
    severity=Severity.ERROR,
    help=__doc__,
    since="0.1.0",
    precision="very-high",
)

# What every message of CPython's begins with (Lib/importlib/_bootstrap.py; Python/import.c, resolve_name).
_COMPLAINT = "attempted relative import"


class _End(NamedTuple):
    """A launch that ends at a relative import."""

    run: Run
    error: Crash


def check(project: Project) -> Iterator[Finding]:
    """Report each import that ends launches once, and each that can work under none of the names of its file."""
    ends: defaultdict[Location, list[_End]] = defaultdict(list)
    for end in _ends(project):
        ends[place_of(project, end.error.path, end.error.line)].append(end)
    for location, found in sorted(ends.items()):
        yield _ending(project, location, found)
    for path, facts in project.facts.items():
        for statement in facts.imports:
            if statement.level and Location(path, statement.span) not in ends:
                yield from _never_working(project, facts, statement)


def _ends(project: Project) -> Iterator[_End]:
    for run in project.runs:
        if not run.launch.is_stated:
            continue
        for error in run.trace.errors:
            if error.type == "ImportError" and error.message.startswith(_COMPLAINT):
                yield _End(run, error)


def _ending(project: Project, location: Location, ends: list[_End]) -> Finding:
    certain = [end for end in ends if is_certain(end.run)]
    first = (certain or ends)[0]
    launch, error = first.run.launch, first.error
    statement = _statement_at(project, location)
    what = code(written(statement)) if statement else "a relative import"
    return Finding(
        rule=RULE.name,
        severity=Severity.ERROR if certain else Severity.WARNING,
        message=f"in {code(launch.command)}, {what} fails: `{error.type}: {error.message}`",
        location=location,
        subject=(location.path, written(statement) if statement else ""),
        related=tuple(
            Step(location=place_of(project, *evidence[:2]), message=f"{code(end.run.launch.command)} is started here")
            for end in ends
            for evidence in end.run.launch.evidence[:1]
        ),
        launches=tuple(dict.fromkeys(end.run.launch.name for end in ends)),
        fixes=(_fix(project, location.path, statement),),
        reproduce=launch.command,
    )


def _never_working(project: Project, facts: FileFacts, statement: ImportStatement) -> Iterator[Finding]:
    """Report an import that has more dots than any of the names of its file has packages."""
    path, modules = facts.path, project.modules_at(facts.path)
    if statement.guarded or statement.context.type_only or statement.context.branch or not modules or is_aside(path):
        return
    # A file that names its package itself does as PEP 366 has it for scripts.
    if any(_stays_inside(module, statement.level) for module in modules) or project.tree.binds(path, "__package__"):
        return
    place = _place(path, statement.level)
    if place is None:
        return
    missing = _missing(project, place, statement)
    if not (_is_lost(project, place, missing) or (not missing and _is_unnamable(path, place))):
        return
    context = statement.context
    always = statement.timing is Timing.EAGER and not context.main_guard and not context.handles
    package = modules[0].package
    beyond = f"leads out of {code(package)}" if package else f"has no package to start from: {code(path)} is in none"
    lack = f", and {listing(missing)} {'is' if len(missing) == 1 else 'are'} not there either" if missing else ""
    yield Finding(
        rule=RULE.name,
        severity=Severity.ERROR if missing and always else Severity.WARNING,
        message=f"{code(written(statement))} {beyond}{lack}",
        location=Location(path, statement.span),
        subject=(path, written(statement)),
        fixes=(_fix(project, path, statement),),
    )


def _stays_inside(module: Module, level: int) -> bool:
    """Return whether an import with so many dots leads to a package."""
    return resolve_relative(module.package, level, "") is not None


def _place(path: str, level: int) -> str | None:
    """Return the directory that a relative import leads to, None if it is not in the project."""
    return next(islice(upward(folder(path)), level - 1, None), None)


def _is_lost(project: Project, place: str, missing: list[str]) -> bool:
    """Return whether nothing is found in a place, and the place would be a package only if the project were one."""
    return bool(missing) and place == "." and "__init__" not in project.index.names(".")


def _is_unnamable(path: str, place: str) -> bool:
    """Return whether no import statement can name the packages that a file would have to be in."""
    return place != "." and not all(map(is_importable, parts_below(folder(path), parent(place))))


def _missing(project: Project, place: str, statement: ImportStatement) -> list[str]:
    """Return the modules that an import asks for in a directory and that it has not."""
    if statement.module:
        wanted = [statement.module.partition(".")[0]]
    else:
        wanted = [alias.name for alias in statement.names if alias.name != "*"]
    here = project.index.names(place)
    return [name for name in wanted if name not in here and not may_appear(project.tree.ignores, name, [place])]


def _statement_at(project: Project, location: Location) -> ImportStatement | None:
    facts = project.facts.get(location.path)
    return next((each for each in facts.imports if each.span == location.span), None) if facts else None


def _fix(project: Project, path: str, statement: ImportStatement | None) -> Fix:
    level = statement.level if statement else 1
    within = next((each for each in project.modules_at(path) if _stays_inside(each, level)), None)
    if within is not None:
        start = "" if within.id.root == "." else f"cd {within.id.root} && "
        name = within.id.name.removesuffix(".__main__")
        return Fix(
            title=f"Start the process where the file is {code(within.id.name)}",
            text=f"`{start}python -m {name}`; a server takes {code(name)} as well, started in {code(within.id.root)}",
        )
    nearer = _nearer(project, path, statement) if statement else None
    if statement and nearer:
        edits = rewritten(project, path, statement, nearer)
        return Fix(
            title="Write the dots that lead to it",
            applicability=Applicability.UNSAFE if edits else Applicability.MANUAL,
            text=code(written(nearer)),
            edits=edits,
        )
    return Fix(
        title="Import by an absolute name",
        text="without dots, by the name that the module has on the search path of the process; or move what is shared "
        "into a package that all who need it can import",
    )


def _nearer(project: Project, path: str, statement: ImportStatement) -> ImportStatement | None:
    """Return the import with as many dots as lead to what it asks for, the most of those that are too few now."""
    for level in range(statement.level - 1, 0, -1):
        place = _place(path, level)
        nearer = statement._replace(level=level)
        if place is not None and not _missing(project, place, nearer):
            return nearer
    return None
