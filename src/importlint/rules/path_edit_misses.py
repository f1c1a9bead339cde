"""The directory put on sys.path does not exist.

CPython takes any text on `sys.path` and never complains: an entry that does not exist is passed over at every import.
The usual cause is a count of parents that is off by one, or a service that was renamed. The import that the edit was
made for then fails, or finds another module of that name further down the path.

The import machine computes the directory as the process would, and looks it up in the project.

## Bad
```python
# scripts/nightly/report.py
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "services" / "billing"))  # scripts/services/billing
```

## Good
```python
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "services" / "billing"))
```

## Fix
Count from the file: `parents[0]` is its directory, `parents[1]` the one above. Better, install the service, so that no
path is needed.
"""

from collections.abc import Iterator

from importlint.machine.runs import Run
from importlint.model.finding import Finding
from importlint.model.fix import Applicability, Fix
from importlint.model.location import Location, Span
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.trace import PathChange
from importlint.model.wording import code
from importlint.project import Project
from importlint.remedies.path_repairs import find_repair

RULE = RuleInfo(name="path-edit-misses", family=Family.PATHS, severity=Severity.WARNING, help=__doc__, since="0.1.0")


def check(project: Project) -> Iterator[Finding]:
    """Report each statement that puts a directory on `sys.path` that the project does not have, once."""
    seen: dict[tuple[str, int, str], tuple[Run, PathChange]] = {}
    for run in project.runs:
        for change in run.trace.path_changes:
            for directory in change.directories:
                if not directory.startswith(("..", "/")) and not project.index.is_directory(directory):
                    seen.setdefault((change.path, change.line, directory), (run, change))
    for (_, _, directory), (run, change) in sorted(seen.items(), key=lambda found: found[0]):
        yield _finding(project, run, change, directory)


def _finding(project: Project, run: Run, change: PathChange, directory: str) -> Finding:
    path, line, meant = change.path, change.line, _meant(project, directory)
    return Finding(
        rule=RULE.name,
        severity=RULE.severity,
        message=f"`{directory}` is put on `sys.path` and does not exist",
        location=_location(project, path, line),
        subject=(path, directory),
        launches=(run.launch.name,),
        fixes=tuple(_fixes(project, run, change, directory, meant)),
    )


def _fixes(project: Project, run: Run, change: PathChange, directory: str, meant: str) -> Iterator[Fix]:
    edit = find_repair(project, run, change, meant)
    if edit is not None:
        title = f"Point it at {code(meant)}" if meant else "Count the parents anew"
        yield Fix(title=title, applicability=Applicability.SAFE, edits=(edit,))
    elif meant:
        text = f"{change.path}:{change.line} puts `{directory}` on sys.path; `{meant}` exists"
        yield Fix(title=f"Point it at {code(meant)}", text=text)


def _location(project: Project, path: str, line: int) -> Location:
    facts = project.facts.get(path)
    spans = (edit.span for edit in facts.path_edits if edit.span.line <= line <= edit.span.end_line) if facts else ()
    return Location(path, next(iter(spans), Span(line, 1, line, 1)))


def _meant(project: Project, directory: str) -> str:
    """Return the one directory of the project that ends as the missing one does, "" if there is none or several."""
    parts = directory.split("/")
    for begin in range(len(parts)):
        tail = "/".join(parts[begin:])
        found = [each for each in project.index.all_directories() if each == tail or each.endswith(f"/{tail}")]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""
