"""Carry out a planned change: all of it or nothing, whatever comes in between.

First everything is written beside the journal and brought to the disk, so that a full disk or a missing permission
shows before a file of the project is touched. Then the journal says what is about to happen. Then nothing is left but
to rename. An error or Ctrl-C on the way undoes what was done; after `kill -9` or a power failure `recover` does.
"""
# ruff: noqa: PTH100

import os

from importlint.edits.interrupted import is_interrupted
from importlint.edits.journal import Journal, opened, sync_directories
from importlint.edits.prepare import prepare
from importlint.edits.snapshot import Snapshot
from importlint.edits.steps import Step, take
from importlint.errors import FixError
from importlint.model.change import ChangeSet

_RECOVER = "`importlint fix --recover` puts everything back as it was"


def apply_changes(project: str, changes: ChangeSet, snapshot: Snapshot) -> None:
    """Make a change; raises FixError, and the project is as it was, if that is not possible."""
    project = os.path.abspath(project)
    refuse_interrupted(project)
    try:
        with opened(project) as journal:
            _carry_out(project, prepare(project, changes, snapshot, journal), journal)
    except OSError as error:
        if is_interrupted(project):
            raise FixError(f"the change was cut off: {_said(error)}", help=_RECOVER) from None
        raise FixError(f"nothing was changed: {_said(error)}") from None


def _carry_out(project: str, steps: tuple[Step, ...], journal: Journal) -> None:
    try:
        journal.begin(steps)
        for step in steps:
            take(project, step)
        sync_directories(project, steps)
    except BaseException:
        _put_back(journal, steps)
        raise
    journal.end()


def _put_back(journal: Journal, steps: tuple[Step, ...]) -> None:
    troubles = journal.undo(steps)
    if troubles:
        raise FixError(f"the change was cut off, and {troubles[0]}", help=_RECOVER)
    journal.end()


def _said(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def refuse_interrupted(project: str) -> None:
    """Raise FixError if an earlier change was cut off and not undone."""
    if is_interrupted(project):
        raise FixError("an earlier change of this project was cut off", help=_RECOVER)


def recover(project: str) -> list[str] | None:
    """Put back what a cut-off change has done; return what could not be, None if no change was cut off.

    A file that was edited since the change was cut off stays as it is, and the copy of what it was is kept.
    """
    project = os.path.abspath(project)
    if not is_interrupted(project):
        return None
    try:
        with opened(project) as journal:
            troubles = journal.undo(journal.read())
            if not troubles:
                journal.end()
    except OSError as error:
        raise FixError(f"the project cannot be put back: {_said(error)}", help=_RECOVER) from None
    return troubles
