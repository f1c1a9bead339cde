"""What the last run knew of a project, compared with the project as it is now."""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Final, NamedTuple

from importlint.cache.digest import digest
from importlint.cache.observed import content_of
from importlint.cache.rows import read_row
from importlint.cache.sections import Sections
from importlint.cache.stamps import digest_stamps, is_settled
from importlint.model.facts import FileFacts
from importlint.model.tree import Stamp, Tree

FACTS: Final = "facts"
# Of so many files a section has the facts: whoever wants to know them of one file reads little else.
_ROWS: Final = 250


class Head(NamedTuple):
    """What tells at once that nothing has changed.

    listing: digest of the listing. settled: digest of the stamps of all files but the unsettled ones, which have to be
    read: path -> digest of the content. others: files besides the Python files of the listing.
    """

    listing: str
    settled: str
    unsettled: Mapping[str, str]
    others: tuple[str, ...]


class Ledger:
    """The files that the last run read: their stamps, contents and facts.

    now: the time before anything of this run was read. stamps: of the files as they are now.
    """

    def __init__(self, tree: Tree, python_files: Sequence[str], saved: Sections | None) -> None:
        """Look at the project, and at what was saved of it."""
        self.now = time.time_ns()
        self.python_files = python_files
        self.listing = _digest_listing(tree)
        self.stamps: dict[str, Stamp | None] = {path: tree.stamp(path) for path in python_files}
        self._tree = tree
        self._saved = saved
        self._head = _read_head(saved)
        self._unchanged: bool | None = None
        self._index: dict[str, tuple[Stamp | None, str]] | None = None
        self._contents: dict[str, str] = {}
        self._numbers: dict[str, int] | None = None
        self._rows: dict[int, list[str]] = {}

    @property
    def has_same_listing(self) -> bool:
        """Return whether the project has the same files as before, whatever is in them."""
        return self._head is not None and self._head.listing == self.listing

    @property
    def others(self) -> tuple[str, ...]:
        """Return the files besides the Python files of the listing that were read last."""
        return self._head.others if self._head is not None else ()

    def is_unchanged(self) -> bool:
        """Return whether every file that was read last is as it was."""
        if self._unchanged is None:
            self._unchanged = self._head is not None and self._is_as(self._head)
        return self._unchanged

    def _is_as(self, head: Head) -> bool:
        if head.listing != self.listing:
            return False
        for path in head.others:
            self._stamp(path)
        files = (*self.python_files, *head.others)
        if digest_stamps(self.stamps[path] for path in files if path not in head.unsettled) != head.settled:
            return not self.find_changed()
        return all(self._read(path) == content for path, content in head.unsettled.items())

    def has_news(self) -> bool:
        """Return whether more is known now: of files that were touched, or whose times are old enough to tell."""
        head, index = self._head, self._index or {}
        if head is None:
            return False
        touched = (path for path, (stamp, _) in index.items() if stamp is not None and stamp != self._stamp(path))
        settled = (path for path in head.unsettled if is_settled(self._stamp(path), self.now))
        return any(self.content(path) == self._known()[path][1] for path in chain(settled, touched))

    def write_again(self) -> dict[str, bytes]:
        """Return the sections of the files that were read last, with what is known now of those that are the same."""
        known = self._known()
        contents = {path: content for path, (_, content) in known.items()}
        stamps = {path: self._stamp(path) if self.content(path) == contents[path] else None for path in known}
        return write_head_and_index(self, stamps, contents)

    def find_changed(self) -> list[str]:
        """Return the files that were read last and hold something else now."""
        return sorted(path for path, (_, content) in self._known().items() if self.content(path) != content)

    def content(self, path: str) -> str:
        """Return the digest of a file's content; it is read only where its stamp tells too little."""
        if path not in self._contents:
            now = self._stamp(path)
            stamp, content = self._known().get(path, (None, ""))
            if stamp is None or now != stamp:
                return self._read(path)
            self._contents[path] = content
        return self._contents[path]

    def row(self, path: str) -> str | None:
        """Return the facts that the last run found in a file, as they were saved, None if it did not read it."""
        if self._numbers is None:
            # The Python files of the listing come first, and only they have facts.
            self._numbers = {path: number for number, path in enumerate(self._known())}
        if path not in self._numbers:
            return None
        section, number = divmod(self._numbers[path], _ROWS)
        if section not in self._rows:
            text = self._saved.read(f"{FACTS} {section}") if self._saved is not None else None
            self._rows[section] = text.decode("ascii").split("\n") if text else []
        rows = self._rows[section]
        return rows[number] if number < len(rows) else None

    def row_if_same(self, path: str) -> str | None:
        """Return the saved facts of a file if it holds what was read last."""
        known = self._known().get(path)
        return self.row(path) if known is not None and self.content(path) == known[1] else None

    def facts(self, path: str) -> FileFacts | None:
        """Return the facts of a file if it holds what was read last."""
        row = self.row_if_same(path)
        return None if row is None else read_row(path, row)

    def _stamp(self, path: str) -> Stamp | None:
        if path not in self.stamps:
            self.stamps[path] = self._tree.stamp(path)
        return self.stamps[path]

    def _read(self, path: str) -> str:
        self._stamp(path)
        if path not in self._contents:
            self._contents[path] = content_of(self._tree, path)
        return self._contents[path]

    def _known(self) -> dict[str, tuple[Stamp | None, str]]:
        """Return stamp and content of each file that the last run read; a stamp that was not settled is None."""
        if self._index is None:
            listed = _read_json(self._saved, "index") or []
            self._index = {path: (None if stamp is None else tuple(stamp), content) for path, stamp, content in listed}
        return self._index


def write_head_and_index(
    ledger: Ledger, stamps: Mapping[str, Stamp | None], contents: Mapping[str, str]
) -> dict[str, bytes]:
    """Return the sections of the files that a run has read."""
    others = tuple(sorted(contents.keys() - set(ledger.python_files)))
    files = (*ledger.python_files, *others)
    settled = {path for path in files if is_settled(stamps[path], ledger.now)}
    head = Head(
        ledger.listing,
        digest_stamps(stamps[path] for path in files if path in settled),
        {path: contents[path] for path in files if path not in settled},
        others,
    )
    index = [(path, stamps[path] if path in settled else None, contents[path]) for path in files]
    return {"head": _to_json(head), "index": _to_json(index)}


def write_rows(rows: Iterable[str]) -> dict[str, bytes]:
    """Return the sections of the facts of the Python files, as `write_row` writes them, in order."""
    waiting = iter(rows)
    sections = iter(lambda: list(islice(waiting, _ROWS)), [])
    return {f"{FACTS} {number}": "\n".join(each).encode("ascii") for number, each in enumerate(sections)}


def _digest_listing(tree: Tree) -> str:
    return digest("\0".join((*tree.files, repr(tree.diagnostics))).encode("utf-8", "surrogateescape"))


def _read_head(saved: Sections | None) -> Head | None:
    values = _read_json(saved, "head")
    return Head(values[0], values[1], values[2], tuple(values[3])) if values else None


def _read_json(saved: Sections | None, name: str) -> Any:
    text = saved.read(name) if saved is not None else None
    return json.loads(text) if text is not None else None


def _to_json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
