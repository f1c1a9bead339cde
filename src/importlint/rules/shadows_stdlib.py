"""A module on the search path hides a module of the standard library.

The directory of a script, `python -m` and PYTHONPATH come before the standard library on `sys.path`. Then `import
queue` anywhere in that process means this file, in the standard library and in installed packages as well, which fail
with `module 'queue' has no attribute 'Queue'` far from the cause.

It is a warning where the directory comes first for certain: a script runs in it (its directory is entry 0), pytest
puts it there, or PYTHONPATH names it. Otherwise it is a note. Not reported: modules inside packages (`app/queue.py` is
`app.queue`), directories without `__init__.py` (any later regular module beats them), and names that the interpreter
has loaded or frozen before it looks at the path (`sys`, `os`, `io`, `site` ...).

## Bad
```text
scripts/queue.py
scripts/worker.py
```

## Good
```text
scripts/job_queue.py
scripts/worker.py
```

## Fix
Rename the module, or move it into a package:
```sh
git mv scripts/queue.py scripts/job_queue.py
```
"""

from collections.abc import Iterator

from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import Location, file_location
from importlint.model.roles import is_test, runs_in_place
from importlint.model.root import Module, ModuleKind, SourceRoot
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.project import Project
from importlint.resolve.stdlib import is_never_shadowed, is_stdlib

RULE = RuleInfo(name="shadows-stdlib", family=Family.NAMES, severity=Severity.WARNING, help=__doc__, since="0.1.0")


def check(project: Project) -> Iterator[Finding]:
    """Report each top-level module with the name of a standard-library module."""
    for root in project.roots:
        shadows = [module for module in root.names if _shadows(project, module)]
        first = _comes_first(project, root) if shadows else None
        if first is not None or "__init__" not in project.index.names(root.path):
            yield from (_finding(root, module, first) for module in shadows)


def _shadows(project: Project, module: Module) -> bool:
    name = module.id.name
    return (
        module.kind is not ModuleKind.NAMESPACE
        and is_stdlib(name, project.target_version)
        and not is_never_shadowed(name, project.target_version)
    )


def _comes_first(project: Project, root: SourceRoot) -> Step | None:
    """Return why the directory of a root is before the standard library on some `sys.path`, if it certainly is.

    CPython: Doc/library/sys_path_init.rst (entry 0); pytest: `rootdir/conftest.py` and test files in prepend mode.
    """
    for path, facts in project.facts.items():
        if (path.rpartition("/")[0] or ".") != root.path or runs_in_place(path):
            continue
        if facts.main_guard is not None:
            message = f"running this script puts `{root.path}` first on `sys.path`"
            return Step(location=Location(path, facts.main_guard), message=message)
        if is_test(path.rpartition("/")[2]):
            message = f"what runs this file puts `{root.path}` first on `sys.path`"
            return Step(location=file_location(path), message=message)
    return _named_by_environment(root)


def _named_by_environment(root: SourceRoot) -> Step | None:
    for path, line, reason in root.evidence:
        if "PYTHONPATH" in reason or "pythonpath" in reason:
            location = file_location(path)
            span = location.span._replace(line=line or 1, end_line=line or 1)
            return Step(location=location._replace(span=span), message=f"this puts `{root.path}` first on `sys.path`")
    return None


def _finding(root: SourceRoot, module: Module, first: Step | None) -> Finding:
    name = module.id.name
    where = f"with `{root.path}` before it on `sys.path`"
    return Finding(
        rule=RULE.name,
        severity=RULE.severity if first else Severity.NOTE,
        message=f"`{name}` hides the standard library's `{name}` in every process {where}",
        location=file_location(module.path),
        subject=(root.path, name),
        related=(first,) if first else (),
        fixes=(_fix(module),),
    )


def _fix(module: Module) -> Fix:
    name, old = module.id.name, module.directory or module.path
    new = f"{old.removesuffix('.py').removesuffix(name)}own_{name}{'' if module.directory else '.py'}"
    return Fix(
        title="Rename the module",
        text=f"git mv {old} {new}\nimport {name}  ->  import own_{name}, wherever this module is meant",
    )
