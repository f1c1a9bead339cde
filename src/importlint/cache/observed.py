"""A tree that remembers what was asked of it, so that a later run can ask again and compare."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from importlint.cache.digest import digest
from importlint.model.tree import Stamp, Tree

# The digest of a file that cannot be read or does not exist.
UNREADABLE = ""


class Notes(NamedTuple):
    """What a tree was asked: stamps and contents of files, paths that may be ignored, names that files bind.

    whole: the files that were not only run.
    """

    stamps: Mapping[str, Stamp | None] = {}
    contents: Mapping[str, str] = {}
    ignored: Mapping[str, bool] = {}
    bound: Mapping[str, set[str]] = {}
    whole: Collection[str] = ()
    torn: bool = False


class Observed:
    """A tree whose reader notes each file that is read, before it is read.

    stamps, contents: by path; of several readings the first counts. ignored: answers by path. bound: the names that a
    file was found to bind. whole: the files that were not only run. torn: one file had two contents, so what was made
    of them is no state of the project.
    """

    def __init__(
        self,
        tree: Tree,
        stamps: dict[str, Stamp | None] | None = None,
        known: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        """Watch a tree; stamps: those that were taken before, others are added. known: names that files surely bind."""
        self.stamps: dict[str, Stamp | None] = {} if stamps is None else stamps
        self.contents: dict[str, str] = {}
        self.ignored: dict[str, bool] = {}
        self.bound: dict[str, set[str]] = {}
        self.whole: set[str] = set()
        self.torn = False
        self._inner = tree
        self._known = known or {}
        self.tree = tree._replace(read=self._read, ignores=self._ignores, binds=self._binds, program=self._program)

    def _read(self, path: str) -> bytes:
        self.whole.add(path)
        return self._program(path)

    def _program(self, path: str) -> bytes:
        if path not in self.stamps:
            self.stamps[path] = self._inner.stamp(path)
        try:
            data = self._inner.read(path)
        except OSError:
            self._note(path, UNREADABLE)
            raise
        self._note(path, digest(data))
        return data

    def _note(self, path: str, content: str) -> None:
        self.torn = self.torn or self.contents.setdefault(path, content) != content

    def rest_on(self, path: str, stamp: Stamp | None, content: str) -> None:
        """Note a file that an earlier run has run for this one, and which means what it meant."""
        self.stamps.setdefault(path, stamp)
        self._note(path, content)

    def notes(self) -> Notes:
        """Return what was asked so far."""
        stamps = {path: self.stamps.get(path) for path in self.contents}
        return Notes(stamps, self.contents, self.ignored, self.bound, self.whole, self.torn)

    def take_over(self, notes: Notes) -> None:
        """Note what a copy of this one has noted."""
        for path, content in notes.contents.items():
            self.rest_on(path, notes.stamps[path], content)
        self.ignored.update(notes.ignored)
        self.whole.update(notes.whole)
        for path, names in notes.bound.items():
            self.bound.setdefault(path, set()).update(names)
        self.torn = self.torn or notes.torn

    def _ignores(self, path: str) -> bool:
        answer = self.ignored[path] = self._inner.ignores(path)
        return answer

    def _binds(self, path: str, name: str) -> bool:
        # Whoever is told no has to read the file.
        answer = name in self._known.get(path, ()) or self._inner.binds(path, name)
        if answer:
            self.bound.setdefault(path, set()).add(name)
        return answer


def content_of(tree: Tree, path: str) -> str:
    """Return the digest of a file as it is now."""
    try:
        return digest(tree.read(path))
    except OSError:
        return UNREADABLE
