"""The fixes that findings carry: the same edits that the reports show."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, partial

from importlint.codemods.options import FixOptions
from importlint.failures import find_failures
from importlint.model.change import ChangeSet, Note
from importlint.model.finding import Finding
from importlint.model.fix import Applicability, Edit, Fix
from importlint.model.rule import Severity
from importlint.project import Project
from importlint.remedies.cycle_fix import FULL, cycle_fixes

_CYCLES = frozenset({"cycle-crash", "cycle-fragile"})


def plan(project: Project, findings: Sequence[Finding], options: FixOptions) -> ChangeSet:
    """Take of each finding its first fix that may be made and agrees with those taken before.

    For a cycle that a scan found no edit for more is tried.
    """
    taken: defaultdict[str, list[Edit]] = defaultdict(list)
    notes: list[Note] = []
    mended: list[str] = []
    seek = cache(partial(_seek, project))
    for finding in findings:
        more = seek(finding.cycle) if _is_worth_more(finding) else ()
        fix = _chosen((*finding.fixes, *more), options)
        new = [edit for edit in fix.edits if edit not in taken[edit.path]] if fix is not None else []
        if fix is None:
            notes.append(_note(finding, _left(finding)))
        elif any(_touch(edit, other) for edit in new for other in taken[edit.path]):
            notes.append(_note(finding, "its fix changes what another fix changes, too"))
        else:
            mended.append(finding.fingerprint)
            for edit in new:
                taken[edit.path].append(edit)
    edits = sorted((edit for found in taken.values() for edit in found), key=lambda edit: (edit.path, edit.span))
    return ChangeSet(
        title="Make the fixes of the findings", edits=tuple(edits), notes=tuple(notes), mends=tuple(mended)
    )


def _is_worth_more(finding: Finding) -> bool:
    return finding.rule in _CYCLES and finding.severity is not Severity.NOTE and not any(f.edits for f in finding.fixes)


def _seek(project: Project, names: tuple[str, ...]) -> tuple[Fix, ...]:
    """Return the edit that ends a cycle, if more effort finds one than a scan takes."""
    cycle = next((cycle for cycle in project.cycles if cycle.names == names), None)
    return cycle_fixes(project, cycle, find_failures(project, cycle), FULL) if cycle is not None else ()


def _chosen(fixes: Iterable[Fix], options: FixOptions) -> Fix | None:
    allowed = {Applicability.SAFE, Applicability.UNSAFE} if options.unsafe else {Applicability.SAFE}
    return next((fix for fix in fixes if fix.edits and fix.applicability in allowed), None)


def _left(finding: Finding) -> str:
    if any(fix.edits and fix.applicability is Applicability.UNSAFE for fix in finding.fixes):
        return "its fix can change what the program does (--unsafe makes it)"
    return finding.fixes[0].title if finding.fixes else "it has no fix"


def _note(finding: Finding, why: str) -> Note:
    path, span = finding.location
    return Note(path, span.line, f"{finding.rule}: {why}")


def _touch(edit: Edit, other: Edit) -> bool:
    """Return whether two edits of one file overlap or meet."""
    first, second = sorted((edit.span, other.span))
    return second[:2] <= first[2:]
