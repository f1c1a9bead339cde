"""What is said about a change beside its diff."""

from collections.abc import Iterable

from importlint.model.change import ChangeSet, Note
from importlint.model.wording import count
from importlint.proof.check import Check

_NOTES_SHOWN = 10


def checks_text(checks: Iterable[Check]) -> str:
    """Return a line for each part of a proof, with its details below."""
    lines: list[str] = []
    for check in checks:
        lines.append(f"  {'ok  ' if check.holds else 'FAIL'}  {check.name}: {check.says}")
        lines += (f"          {detail}" for detail in check.details)
    return "".join(f"{line}\n" for line in lines)


def sizes_text(changes: ChangeSet) -> str:
    """Return how much changes."""
    files = len({edit.path for edit in changes.edits})
    edits = f"{count(len(changes.edits), 'edit')} in {count(files, 'file')}" if changes.edits else ""
    sizes = ((changes.moves, "move"), (changes.removals, "removal"), (changes.new_files, "new file"))
    return ", ".join(filter(None, (edits, *(count(len(found), noun) for found, noun in sizes if found))))


def left_text(changes: ChangeSet, *, verbose: bool) -> str:
    """Return what was left alone, the first few unless all are asked for."""
    if not changes.notes:
        return ""
    shown = changes.notes if verbose else changes.notes[:_NOTES_SHOWN]
    lines = [f"left alone ({len(changes.notes)}):", *(f"  {_place(note)}{note.text}" for note in shown)]
    if len(shown) < len(changes.notes):
        lines.append(f"  and {len(changes.notes) - len(shown)} more (--verbose lists them)")
    return "".join(f"{line}\n" for line in lines)


def _place(note: Note) -> str:
    line = f":{note.line}" if note.line else ""
    return f"{note.path}{line}: " if note.path else ""
