"""A `sys.path` entry depends on the working directory.

The same program finds different modules, or none, when it is started from another directory: by cron, an editor, a
container or a test runner. Nothing says so; the import fails, or it succeeds with the wrong file.

Not reported: `conf.py` of Sphinx, `noxfile.py` and `setup.py`, which their tools run in their own directory. An edit
in a function is a note: programs that load a user's code do it on purpose.

## Bad
```python
import os
import sys

sys.path.append(os.getcwd())
sys.path.insert(0, "../shared")
```

## Good
```python
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "shared"))
```

## Fix
Hang the directory on the file that knows where it is, not on the process:
```python
from pathlib import Path

SHARED = Path(__file__).resolve().parents[1] / "shared"
```
"""

from collections.abc import Iterator
from posixpath import dirname, join, normpath

from importlint.model.facts import PathEdit, Scope
from importlint.model.finding import Finding, Step
from importlint.model.fix import Applicability, Fix
from importlint.model.location import Location
from importlint.model.roles import runs_in_place
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code
from importlint.project import Project
from importlint.remedies.path_anchors import anchored, expression

RULE = RuleInfo(name="path-edit-cwd", family=Family.PATHS, severity=Severity.WARNING, help=__doc__, since="0.1.0")

_HERE = frozenset(
    {"os.getcwd()", "getcwd()", "Path.cwd()", "str(Path.cwd())", "os.path.abspath('.')", 'os.path.abspath(".")'}
)
_ADDS = frozenset({"insert", "append", "extend", "assign", "augment", "addsitedir"})


def check(project: Project) -> Iterator[Finding]:
    """Report each file that puts a directory on `sys.path` that depends on the working directory, once."""
    for path, facts in project.facts.items():
        edits = [edit for edit in facts.path_edits if edit.base == "cwd" and edit.operation in _ADDS]
        if edits and not runs_in_place(path):
            first, *others = sorted(edits, key=lambda edit: (edit.context.scope is Scope.FUNCTION, edit.span))
            yield Finding(
                rule=RULE.name,
                severity=Severity.NOTE if first.context.scope is Scope.FUNCTION else RULE.severity,
                message=f"{code(first.argument)} on `sys.path` is a directory relative to wherever the process started",
                location=Location(path, first.span),
                subject=(path, first.argument),
                related=tuple(_related(path, edit) for edit in others),
                fixes=(_fix(project, path, first),),
            )


def _related(path: str, edit: PathEdit) -> Step:
    return Step(location=Location(path, edit.span), message=f"so is {code(edit.argument)}")


def _fix(project: Project, path: str, edit: PathEdit) -> Fix:
    directory = _meant(project, path, edit)
    edits = anchored(project, path, edit, directory) if _is_plain(edit) else ()
    if edits:
        return Fix(title="Start from `__file__`", applicability=Applicability.UNSAFE, edits=edits)
    return Fix(
        title="Start from `__file__`",
        text=f"with `from pathlib import Path`, in place of {code(edit.argument)}, for example: "
        f"`{expression(path, directory)}`",
    )


def _is_plain(edit: PathEdit) -> bool:
    """Return whether it is clear enough what an edit means to write it anew: code that takes any directory is not."""
    is_text = edit.argument.strip("\"'") != edit.argument
    return edit.context.scope is Scope.MODULE and (is_text or edit.argument in _HERE)


def _meant(project: Project, path: str, edit: PathEdit) -> str:
    """Return the directory that a relative literal most likely means: from the file if that exists, else the project's.

    Anything else means the directory of the file's own project.
    """
    literal = edit.argument.strip("\"'")
    if literal == edit.argument or literal in {"", "."}:
        module = project.module_at(path)
        return project.root(module.id.root).project if module else "."
    beside = normpath(join(dirname(path), literal))
    return beside if project.index.is_directory(beside) else normpath(literal)
