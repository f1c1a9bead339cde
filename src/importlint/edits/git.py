"""What git says of a project: whether everything in it is committed, so that git can bring it back."""

import subprocess
from collections.abc import Iterable, Iterator

from importlint.errors import FixError
from importlint.model.change import ChangeSet

_SHOWN = 3


def refuse_uncommitted(project: str, changes: ChangeSet) -> None:
    """Raise FixError if the project is a git repository with changes in it that are not committed.

    Files that git does not track are in the way only if they are to be changed. A project without git is never refused.
    """
    if not _is_repository(project):
        return
    dirty = {*_status(project, "no", ["."]), *_status(project, "all", sorted(_touched(changes)))}
    if dirty:
        shown = sorted(dirty)
        more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
        raise FixError(
            f"these files have changes that are not committed: {', '.join(shown[:_SHOWN])}{more}",
            help="commit or stash them, so that git can undo what importlint does, or give --allow-dirty",
        )


def _touched(changes: ChangeSet) -> Iterator[str]:
    yield from (edit.path for edit in changes.edits)
    yield from (move.path for move in changes.moves)
    yield from changes.removals


def _is_repository(project: str) -> bool:
    try:
        return _git(project, "rev-parse", "--is-inside-work-tree").stdout.strip() == "true"
    except FileNotFoundError:
        return False


def _status(project: str, untracked: str, paths: Iterable[str]) -> Iterator[str]:
    """Yield the paths, relative to the repository, that `git status` lists below some paths of the project."""
    literal = [f":(literal){path}" if path != "." else path for path in paths]
    if not literal:
        return
    found = _git(
        project, "status", "--porcelain", "-z", "--no-renames", f"--untracked-files={untracked}", "--", *literal
    )
    if found.returncode:
        raise FixError(f"git status fails: {found.stderr.strip()}", help="--allow-dirty does without git")
    yield from (entry[3:] for entry in found.stdout.split("\0") if entry)


def _git(project: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603  (the program is git, the arguments are ours)
        ["git", *arguments],  # noqa: S607  (the git that the user has)
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )
