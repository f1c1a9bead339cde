"""The texts of a project's files, as the scan read them."""

from collections.abc import Iterable

from importlint.model.fix import Edit
from importlint.model.location import Span
from importlint.model.tree import Tree
from importlint.scan.source import decode


class Texts:
    """Reads each file once; edits made from here are spans of these texts."""

    def __init__(self, tree: Tree) -> None:
        """Prepare for a tree."""
        self._tree = tree
        self._texts: dict[str, str | None] = {}

    def of(self, path: str) -> str:
        """Return a file's text, "" for one that cannot be read or edited."""
        if path not in self._texts:
            self._texts[path] = self._read(path)
        return self._texts[path] or ""

    def _read(self, path: str) -> str | None:
        try:
            source = decode(self._tree.read(path))
        except OSError:
            return None
        return source.text if source.problem is None else None


def replace(path: str, text: str, start: int, end: int, replacement: str) -> Edit:
    """Return the edit that replaces what lies between two offsets of a text."""
    return Edit(path=path, span=Span(*_point(text, start), *_point(text, end)), replacement=replacement)


def _point(text: str, offset: int) -> tuple[int, int]:
    before = text.count("\n", 0, offset)
    return before + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def offset_of(text: str, line: int, column: int = 1) -> int:
    """Return the offset of a line and column, both from 1."""
    position = 0
    for _ in range(line - 1):
        position = text.index("\n", position) + 1
    return position + column - 1


def in_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return edits by place, each once."""
    return tuple(sorted(dict.fromkeys(edits), key=lambda edit: (edit.path, edit.span)))
