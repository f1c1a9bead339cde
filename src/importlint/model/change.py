"""A planned change of a project: what `importlint fix` shows, proves, and carries out as one transaction.

A codemod returns a ChangeSet and touches nothing. All paths are relative to the project, with POSIX separators.
"""

from typing import NamedTuple

from importlint.model.fix import Edit


class Move(NamedTuple):
    """A file, or a directory with all that lies in it, that gets another place."""

    path: str
    target: str


class NewFile(NamedTuple):
    r"""A file that does not exist yet; `text` has "\n" for line ends and is written as UTF-8, byte for byte."""

    path: str
    text: str
    executable: bool = False


class Note(NamedTuple):
    """Something that was left alone, and why; line 0 means the whole file, path "" the whole project."""

    path: str
    line: int
    text: str


class ChangeSet(NamedTuple):
    r"""What is to change, all of it or nothing.

    edits: of text files, at spans of their text as it was scanned, under the paths that they had then. Lines and
        columns are those of `scan.source.decode`: no byte order mark, "\n" for every line end. Spans do not overlap
        (two insertions at one place are made in the order given). Whoever carries them out keeps line ends, byte order
        mark, encoding and mode of the file. Any UTF-8 text file can be edited, not only Python.
    moves: carried out after the edits. Neither the paths nor the targets lie in one another; no target exists, unless
        it is moved away as well. Missing directories above a target are made; directories that a move leaves empty go.
    removals: files, or directories with all that lies in them, by the paths that they had.
    new_files: made last, under the paths that they have after the moves; an existing file is never replaced.
    notes: what was left alone for a reader to decide.
    mends: fingerprints of the findings that end with it. The proof counts them: a scan of the changed project must have
        that many findings of their rules less.
    title: what is done, in one line, imperative.
    """

    title: str = ""
    edits: tuple[Edit, ...] = ()
    moves: tuple[Move, ...] = ()
    removals: tuple[str, ...] = ()
    new_files: tuple[NewFile, ...] = ()
    notes: tuple[Note, ...] = ()
    mends: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is to change; notes change nothing."""
        return not (self.edits or self.moves or self.removals or self.new_files)

    def target_of(self, path: str) -> str:
        """Return the path that a file has once the moves are made."""
        for move in self.moves:
            if is_within(path, move.path):
                return move.target + path[len(move.path) :]
        return path

    def origin_of(self, path: str) -> str | None:
        """Return the path that a file had before the moves; None if what had that path has gone."""
        for move in self.moves:
            if is_within(path, move.target):
                return move.path + path[len(move.target) :]
        gone = (*self.removals, *(move.path for move in self.moves))
        return None if any(is_within(path, each) for each in gone) else path


def is_within(path: str, directory: str) -> bool:
    """Return whether a path is another one or lies below it."""
    return path == directory or path.startswith(f"{directory}/")
