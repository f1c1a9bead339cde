"""The journal of a transaction: what is about to happen, on the disk before it does, so that it can be undone.

It lives in a folder of the project, on the same file system, so that what it prepares can be renamed into place. A
folder with a journal means that a transaction was cut off; without one, nothing has happened yet, or all of it has.
"""
# ruff: noqa: PTH103, PTH105, PTH107, PTH112, PTH118, PTH120, PTH123

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from importlint.edits.interrupted import FOLDER, JOURNAL, is_interrupted
from importlint.edits.lock import acquire
from importlint.edits.steps import Step, sync_directory, undo
from importlint.errors import FixError

_VERSION = 1
_LOCK = "lock"


@contextmanager
def opened(project: str) -> Iterator["Journal"]:
    """Hold the journal of a project, which no other process can at the same time; raises FixError if one does."""
    folder = os.path.join(project, FOLDER)
    os.makedirs(folder, exist_ok=True)
    handle = acquire(os.path.join(folder, _LOCK))
    if handle is None:
        raise FixError("another importlint fix is at work on this project", help="wait for its end")
    journal = Journal(project)
    try:
        journal.clear()  # of what a process left that died before it began
        yield journal
    finally:
        with suppress(OSError):  # What is left is cleared by the next one.
            journal.clear()
        os.close(handle)
        if not is_interrupted(project):
            with suppress(OSError):
                shutil.rmtree(folder)


class Journal:
    """What is prepared beside the project's files, and the steps that are about to be taken."""

    def __init__(self, project: str) -> None:
        """Take the project's directory; `opened` is the way to get one."""
        self._project = project
        self._folder = os.path.join(project, FOLDER)
        self._parts = 0

    def new_part(self) -> str:
        """Return the path, relative to the project, of something that does not exist yet in the journal's folder."""
        self._parts += 1
        return f"{FOLDER}/{self._parts}"

    def begin(self, steps: Sequence[Step]) -> None:
        """Write down the steps; from here on whatever comes in between will be seen."""
        sync_directory(self._folder)
        text = json.dumps({"version": _VERSION, "steps": steps}, ensure_ascii=True)
        draft = os.path.join(self._folder, "draft.json")
        with open(draft, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, os.path.join(self._folder, JOURNAL))
        sync_directory(self._folder)

    def read(self) -> tuple[Step, ...]:
        """Return the steps of a transaction that was cut off; raises FixError if the journal is none of ours."""
        try:
            with open(os.path.join(self._folder, JOURNAL), encoding="ascii") as file:
                found = json.load(file)
            if found["version"] != _VERSION:
                raise FixError(f"{FOLDER} was written by another version of importlint", help="recover with that one")
            return tuple(Step(*step) for step in found["steps"])
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise FixError(f"{FOLDER}/{JOURNAL} cannot be read: {error}", help="restore the project with git") from None

    def undo(self, steps: Sequence[Step]) -> list[str]:
        """Undo steps, the last one first; return what could not be put back because it was changed since."""
        troubles = [trouble for step in reversed(steps) if (trouble := undo(self._project, step))]
        sync_directories(self._project, steps)
        return troubles

    def end(self) -> None:
        """Forget the steps: all of them are taken, or all undone."""
        with suppress(FileNotFoundError):
            os.remove(os.path.join(self._folder, JOURNAL))
        sync_directory(self._folder)

    def clear(self) -> None:
        """Remove what was prepared, unless a cut-off transaction needs it."""
        if is_interrupted(self._project):
            return
        for entry in os.scandir(self._folder):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            elif entry.name != _LOCK:
                os.remove(entry.path)


def sync_directories(project: str, steps: Sequence[Step]) -> None:
    """Bring to the disk the directories whose entries steps change."""
    paths = {path for step in steps for path in (step.path, step.source) if path}
    for directory in sorted({os.path.dirname(os.path.join(project, path)) for path in paths}):
        if os.path.isdir(directory):
            sync_directory(directory)
