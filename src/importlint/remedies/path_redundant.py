"""Edits of `sys.path` that change nothing: whoever runs them has the directory on the path already."""

from collections.abc import Sequence

from importlint.machine.beginnings import Beginnings
from importlint.machine.runs import run_first_imports, run_launches
from importlint.machine.vm import Settings
from importlint.model.facts import PathEdit
from importlint.model.fix import Edit
from importlint.model.location import Span
from importlint.model.trace import Trace, Verdict
from importlint.project import Project
from importlint.remedies.tried import settings_with, text_of


def deleted(project: Project, path: str, edits: Sequence[PathEdit]) -> tuple[Edit, ...]:
    """Return the edits that delete statements of a file, if every process that runs them stays the same without.

    Those are the launches, of which there must be one, and the import of the module by itself. () otherwise.
    """
    runs = [run for run in project.runs if any(change.path == path for change in run.trace.path_changes)]
    found = tuple(_deleted_line(project, path, edit) for edit in edits)
    removals = tuple(edit for edit in found if edit is not None)
    settings = settings_with(project, removals) if runs and len(removals) == len(edits) else None
    if settings is None:
        return ()
    after = run_launches(Beginnings(settings), (run.launch for run in runs))
    same = all(_is_same(run.trace, other.trace) for run, other in zip(runs, after, strict=True))
    return removals if same and _stays_alone(project, path, settings) else ()


def _deleted_line(project: Project, path: str, edit: PathEdit) -> Edit | None:
    """Return the edit that deletes a statement that begins at the margin and has its lines for itself."""
    lines = (text_of(project, path) or "").split("\n")
    line, column, end_line, end_column = edit.span
    rest = lines[end_line - 1][end_column - 1 :].strip()
    if column != 1 or (rest and not rest.startswith("#")) or end_line >= len(lines):
        return None
    while lines[end_line : end_line + 1] == [""] and line > 1 and not lines[line - 2]:
        end_line += 1
    return Edit(path=path, span=Span(line, 1, end_line + 1, 1), replacement="")


def _is_same(before: Trace, after: Trace) -> bool:
    """Return whether two runs certainly import the same files, and end in the same way."""
    files = [[(event.path, event.name, event.resolved) for event in trace.events] for trace in (before, after)]
    ends = [(trace.verdict, trace.modules, trace.error and trace.error[:3]) for trace in (before, after)]
    return before.verdict is not Verdict.UNKNOWN and files[0] == files[1] and ends[0] == ends[1]


def _stays_alone(project: Project, path: str, settings: Settings) -> bool:
    modules = [module.id for module in project.modules_at(path)]
    before, after = (run_first_imports(Beginnings(each), modules) for each in (project.settings, settings))
    return all(_is_same(before[module], after[module]) for module in modules)
