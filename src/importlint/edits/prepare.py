"""From a planned change to steps: everything is looked at, written and backed up before the first of them is taken."""
# ruff: noqa: PTH112, PTH114, PTH116, PTH118, PTH120, PTH123, PTH208

import os
import shutil
import stat
from collections.abc import Iterator

from importlint.edits.journal import Journal
from importlint.edits.overlay import edited_files
from importlint.edits.snapshot import Snapshot, changed, digest
from importlint.edits.steps import Step, copy_file
from importlint.errors import FixError
from importlint.model.change import ChangeSet, is_within


def prepare(project: str, changes: ChangeSet, snapshot: Snapshot, journal: Journal) -> tuple[Step, ...]:
    """Return the steps of a change, with new contents and backups on the disk.

    Raises FixError for what must not be done: a file that has changed since the scan or may not be written, a path that
    leads out of the project, a target that exists; OSError for what the system refuses, such as a full disk.
    """
    _refuse_strange_paths(project, changes)
    made: set[str] = set()
    return (
        *_replacements(project, changes, snapshot, journal),
        *_moves(project, changes, made, journal),
        *_new_files(project, changes, made, journal),
    )


def _refuse_strange_paths(project: str, changes: ChangeSet) -> None:
    real = os.path.realpath(project)
    for path in _touched(changes):
        if ".." in path.split("/") or path.startswith("/") or path in ("", "."):
            raise FixError(f"{path}: not a path inside the project")
        place = os.path.realpath(os.path.join(project, os.path.dirname(path)))
        if not is_within(place.replace(os.sep, "/"), real.replace(os.sep, "/").rstrip("/")):
            raise FixError(f"{path} lies behind a link that leads out of the project", help="run it there")


def _touched(changes: ChangeSet) -> Iterator[str]:
    yield from (edit.path for edit in changes.edits)
    yield from (path for move in changes.moves for path in move)
    yield from changes.removals
    yield from (file.path for file in changes.new_files)


def _replacements(project: str, changes: ChangeSet, snapshot: Snapshot, journal: Journal) -> Iterator[Step]:
    for path, content in edited_files(snapshot.tree, changes.edits).items():
        real = _real_file(project, path)
        place = os.path.join(project, real)
        if not stat.S_IMODE(os.stat(place).st_mode) & 0o222:
            raise FixError(f"{path} is read-only", help="make it writable, or leave it out")
        before = _digest_of(place)
        if before != snapshot.digest(path):
            raise changed(path)
        backup, source = journal.new_part(), journal.new_part()
        copy_file(place, os.path.join(project, backup))
        _write(os.path.join(project, source), content, like=place)
        yield Step("replace", real, source, backup, before, digest(content))


def _real_file(project: str, path: str) -> str:
    """Return the path of the file itself, which a link inside the project may lead to."""
    place = os.path.join(project, path)
    if not os.path.islink(place):
        return path
    real = os.path.relpath(os.path.realpath(place), os.path.realpath(project)).replace(os.sep, "/")
    if real.startswith("../"):
        raise FixError(f"{path} is a link that leads out of the project", help="run importlint fix there")
    return real


def _digest_of(place: str) -> str:
    with open(place, "rb") as file:
        return digest(file.read())


def _write(place: str, content: bytes, *, like: str = "", mode: int = 0o666) -> None:
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)
    if like:
        shutil.copystat(like, place)
        _keep_owner(like, place)
        os.utime(place)


def _keep_owner(like: str, place: str) -> None:
    old, new = os.stat(like), os.stat(place)
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        os.chown(place, old.st_uid, old.st_gid)


def _moves(project: str, changes: ChangeSet, made: set[str], journal: Journal) -> Iterator[Step]:
    """Yield the steps of moves and removals: first everything out of the way, then each to its place."""
    waiting: list[tuple[Step, str]] = []
    for path in changes.removals:
        yield _take_away(project, path, journal.new_part())
    for move in changes.moves:
        _refuse_taken(project, move.target, changes)
        step = _take_away(project, move.path, journal.new_part())
        yield step
        waiting.append((step, move.target))
    yield from _empty_directories(project, changes, journal)
    for step, target in waiting:
        yield from _missing_directories(project, os.path.dirname(target), changes, made)
        yield step._replace(path=target, source=step.path)


def _take_away(project: str, path: str, part: str) -> Step:
    if not os.path.lexists(os.path.join(project, path)):
        raise FixError(f"{path} does not exist any more", help="run the command again")
    return _rename(project, path, part)


def _rename(project: str, path: str, target: str) -> Step:
    return Step("rename", target, path, inode=os.lstat(os.path.join(project, path)).st_ino)


def _refuse_taken(project: str, path: str, changes: ChangeSet) -> None:
    leaving = (*changes.removals, *(move.path for move in changes.moves))
    if os.path.lexists(os.path.join(project, path)) and not any(is_within(path, gone) for gone in leaving):
        raise FixError(f"{path} exists already", help="choose another name or place")


def _empty_directories(project: str, changes: ChangeSet, journal: Journal) -> Iterator[Step]:
    """Yield steps for the directories that have nothing left in them, and will get nothing."""
    gone = {*changes.removals, *(move.path for move in changes.moves)}
    coming = [*(move.target for move in changes.moves), *(file.path for file in changes.new_files)]
    waiting = sorted({os.path.dirname(path) for path in gone}, reverse=True)
    for directory in waiting:
        if not directory or directory in gone or any(is_within(path, directory) for path in coming):
            continue
        if all(f"{directory}/{entry}" in gone for entry in os.listdir(os.path.join(project, directory))):
            gone.add(directory)
            waiting.append(os.path.dirname(directory))
            yield _rename(project, directory, journal.new_part())


def _missing_directories(project: str, directory: str, changes: ChangeSet, made: set[str]) -> Iterator[Step]:
    """Yield steps that make a directory and those above it, each once."""
    if not directory or directory in made:
        return
    origin = changes.origin_of(directory)
    if origin is None or not os.path.isdir(os.path.join(project, origin)):
        yield from _missing_directories(project, os.path.dirname(directory), changes, made)
        made.add(directory)
        yield Step("mkdir", directory)


def _new_files(project: str, changes: ChangeSet, made: set[str], journal: Journal) -> Iterator[Step]:
    for path, text, executable in changes.new_files:
        origin = changes.origin_of(path)
        if origin is not None:
            _refuse_taken(project, origin, changes if origin == path else ChangeSet())
        source, content = journal.new_part(), text.encode()
        _write(os.path.join(project, source), content, mode=0o777 if executable else 0o666)
        yield from _missing_directories(project, os.path.dirname(path), changes, made)
        yield _rename(project, source, path)._replace(after=digest(content))
