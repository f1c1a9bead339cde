"""The steps of a transaction: each is one call of the system, can be undone, and undoing it twice is harmless.

A process can die before, after or between any two of them. So whether a step was taken is never noted: it is seen from
what lies on the disk. All contents are on the disk, too, before the first step: steps only rename.
"""
# ruff: noqa: PTH102, PTH104, PTH105, PTH106, PTH112, PTH118, PTH123, PTH208

import os
from typing import NamedTuple

from importlint.edits.interrupted import FOLDER
from importlint.edits.snapshot import digest


class Step(NamedTuple):
    """One step; all paths are relative to the project.

    kind: `replace` (a file by `source`, which has been written beside the journal), `rename` (from `source`), `mkdir`.
    backup: for `replace`, a copy of what was there. before, after: the digests of a replaced file's contents; of a
        renamed one `after`, if it is a new file. inode: of what is renamed, which keeps it: so it is known again.
    """

    kind: str
    path: str
    source: str = ""
    backup: str = ""
    before: str = ""
    after: str = ""
    inode: int = 0


def take(project: str, step: Step) -> None:
    """Take a step; raises OSError."""
    path = os.path.join(project, step.path)
    match step.kind:
        case "replace":
            os.replace(os.path.join(project, step.source), path)
        case "rename":
            if os.path.lexists(path):
                raise FileExistsError(17, "exists already", step.path)
            os.rename(os.path.join(project, step.source), path)
        case _:
            os.mkdir(path)


def undo(project: str, step: Step) -> str:
    """Undo a step if it was taken; return "", or what stands in the way because somebody else was at work since."""
    path = os.path.join(project, step.path)
    match step.kind:
        case "replace":
            return _restore(project, step)
        case "rename":
            return _rename_back(project, step)
        case "mkdir" if os.path.isdir(path) and not os.listdir(path):
            os.rmdir(path)
    return ""


def _restore(project: str, step: Step) -> str:
    found = _digest_of(os.path.join(project, step.path))
    if found == step.before:
        return ""
    if found != step.after:
        return f"{step.path} has been changed since; what it was is in {step.backup}"
    backup = os.path.join(project, step.backup)
    # A copy takes the place, so that the backup is still there for whoever has to undo this again.
    copy = f"{backup}.copy"
    copy_file(backup, copy)
    os.replace(copy, os.path.join(project, step.path))
    return ""


def _rename_back(project: str, step: Step) -> str:
    path, source = os.path.join(project, step.path), os.path.join(project, step.source)
    if os.path.lexists(source):
        return ""
    if not os.path.lexists(path) or os.lstat(path).st_ino != step.inode:
        return f"{step.source} is missing" if not step.source.startswith(f"{FOLDER}/") else ""
    if step.after and _digest_of(path) != step.after:
        return f"{step.path} was made, and has been changed since"
    os.rename(path, source)
    return ""


def _digest_of(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return digest(file.read())
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return ""


def copy_file(source: str, target: str) -> None:
    """Copy a file with mode and times, and bring it to the disk."""
    import shutil  # noqa: PLC0415  (it loads the compression libraries)

    shutil.copy2(source, target)
    with open(target, "rb+" if os.access(target, os.W_OK) else "rb") as file:
        os.fsync(file.fileno())


def sync_directory(path: str) -> None:
    """Bring the entries of a directory to the disk, where the system can do that."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
