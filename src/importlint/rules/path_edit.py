"""A module that others import edits `sys.path`.

Whoever imports the module gets a different search path, for the whole process and for good. From then on names mean
something else than before: a second directory may provide the same names, and which one wins depends on what was
imported first. A script may edit the path of its own process; a module cannot know whose process it is in.

Not reported: scripts that nothing imports, edits under `if __name__ == "__main__":`, and code that takes its entry
away again. Edits in a function, in tests, and in modules that only tests import are notes.

## Bad
```python
# app/bootstrap.py, imported by app/main.py
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "shared"))
```

## Good
```python
# app/main.py; the process was started with shared/ on its path
from log_setup import get_logger
```

## Fix
Name the directory where the process starts, or install what lies in it:
```sh
PYTHONPATH=shared python -m app.main
pip install -e shared
```
"""

from collections.abc import Iterator

from importlint.model.facts import FileFacts, PathEdit, Scope
from importlint.model.finding import Finding, Step
from importlint.model.fix import Applicability, Fix
from importlint.model.location import Location
from importlint.model.roles import is_test
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code
from importlint.project import Project
from importlint.remedies.path_redundant import deleted

RULE = RuleInfo(name="path-edit", family=Family.PATHS, severity=Severity.WARNING, help=__doc__, since="0.1.0")

_ADDS = frozenset({"insert", "append", "extend", "assign", "augment", "addsitedir"})
_REMOVES = frozenset({"remove", "pop", "delete"})
_IMPORTERS_SHOWN = 5


def check(project: Project) -> Iterator[Finding]:
    """Report each importable file that leaves something on `sys.path`, once."""
    for path, facts in project.facts.items():
        edits = _lasting_edits(facts)
        importers = _importers(project, path) if edits else ()
        if edits and (importers or path.endswith("conftest.py")):
            first = min(edits, key=lambda edit: (edit.context.scope is Scope.FUNCTION, edit.span))
            yield Finding(
                rule=RULE.name,
                severity=_severity(path, first, importers),
                message=_message(project, path, first),
                location=Location(path, first.span),
                subject=(path, first.argument),
                related=(*_others(path, first, edits), *importers[:_IMPORTERS_SHOWN]),
                fixes=tuple(_fixes(project, path, first, edits)),
            )


def _lasting_edits(facts: FileFacts) -> list[PathEdit]:
    """Return the edits that add something when the file is imported or called, and do not take it away again.

    Edits that hang on the working directory are left to path-edit-cwd.
    """
    tidy = {_block(edit) for edit in facts.path_edits if edit.operation in _REMOVES}
    return [
        edit
        for edit in facts.path_edits
        if edit.operation in _ADDS and edit.base != "cwd" and not edit.context.main_guard and _block(edit) not in tidy
    ]


def _block(edit: PathEdit) -> str:
    """Return the outermost function or class around an edit: a context manager removes in another method."""
    return edit.context.owner.partition(".")[0]


def _importers(project: Project, path: str) -> tuple[Step, ...]:
    edges = [edge for module in project.modules_at(path) for edge in project.importers_of(module.id)]
    places = sorted({edge.location: edge.importer.name for edge in edges if edge.path != path}.items())
    return tuple(Step(location=location, message=f"{code(name)} imports it here") for location, name in places)


def _severity(path: str, edit: PathEdit, importers: tuple[Step, ...]) -> Severity:
    in_tests = is_test(path) or all(is_test(step.location.path) for step in importers)
    return Severity.NOTE if in_tests or edit.context.scope is Scope.FUNCTION else RULE.severity


def _message(project: Project, path: str, edit: PathEdit) -> str:
    if edit.context.scope is Scope.FUNCTION:
        return f"`{edit.context.owner}` leaves {code(edit.argument)} on `sys.path` after it has returned"
    module = project.module_at(path)
    return f"importing `{module.id.name if module else path}` puts {code(edit.argument)} on `sys.path`"


def _others(path: str, first: PathEdit, edits: list[PathEdit]) -> Iterator[Step]:
    for edit in edits:
        if edit is not first:
            yield Step(location=Location(path, edit.span), message=f"so does {code(edit.argument)}")


def _fixes(project: Project, path: str, first: PathEdit, edits: list[PathEdit]) -> Iterator[Fix]:
    removals = deleted(project, path, edits)
    if removals:
        text = "the processes that import this have it on their path already, and find the same files without"
        yield Fix(title="Delete the edit", applicability=Applicability.SAFE, text=text, edits=removals)
    else:
        yield _fix(project, path, first)


def _fix(project: Project, path: str, edit: PathEdit) -> Fix:
    known = _directories(project, path, edit)
    setting = code(f"PYTHONPATH={':'.join(known)}") if known else f"{code(edit.argument)} in its PYTHONPATH"
    return Fix(
        title="Put the directory on the path of the process that needs it",
        text=(
            f"delete line {edit.span.line}, and start the process with {setting}, or install what lies there with "
            f"`pip install -e {known[0] if known else '<directory>'}`"
        ),
    )


def _directories(project: Project, path: str, edit: PathEdit) -> tuple[str, ...]:
    """Return what the edit adds in the launches that run it, as far as that lies in the project."""
    changes = (change for run in project.runs for change in run.trace.path_changes)
    added = next((change.directories for change in changes if change[:2] == (path, edit.span.line)), ())
    return tuple(directory for directory in added if directory.partition("/")[0] != "..")
