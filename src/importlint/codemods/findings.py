"""The fixes that findings carry: the same edits that the reports show."""

from collections.abc import Iterable, Sequence

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
    taken: dict[Edit, None] = {}
    notes: list[Note] = []
    mended: list[str] = []
    for finding in findings:
        fix = _chosen((*finding.fixes, *_sought(project, finding)), options)
        if fix is None:
            notes.append(_note(finding, _left(finding)))
        elif _is_free(fix.edits, taken):
            taken.update(dict.fromkeys(fix.edits))
            mended.append(finding.fingerprint)
        else:
            notes.append(_note(finding, "its fix changes what another fix changes, too"))
    return ChangeSet(
        title="Make the fixes of the findings", edits=_by_place(taken), notes=tuple(notes), mends=tuple(mended)
    )


def _sought(project: Project, finding: Finding) -> tuple[Fix, ...]:
    """Return the edit that ends a cycle, if more effort finds one than a scan takes."""
    if finding.rule not in _CYCLES or finding.severity is Severity.NOTE or any(fix.edits for fix in finding.fixes):
        return ()
    cycle = next((cycle for cycle in project.cycles if cycle.names == finding.cycle), None)
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


def _is_free(edits: Iterable[Edit], taken: Iterable[Edit]) -> bool:
    """Return whether edits touch no other one; equal edits of two findings are one edit."""
    others = set(taken)
    return not any(_touch(edit, other) for edit in edits if edit not in others for other in others)


def _touch(edit: Edit, other: Edit) -> bool:
    if edit.path != other.path:
        return False
    (first, second) = sorted((edit.span, other.span))
    return second[:2] <= first[2:]


def _by_place(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    return tuple(sorted(edits, key=lambda edit: (edit.path, edit.span)))
