"""The texts of a project's files, as the scan read them."""

import ast
from collections.abc import Iterable
from typing import NamedTuple

from importlint.model.fix import Edit
from importlint.model.location import Span
from importlint.model.tree import Tree
from importlint.scan.parser import NotPythonError, parse
from importlint.scan.source import decode


class Syntax(NamedTuple):
    """The syntax tree of a file, and all its nodes."""

    tree: ast.Module
    nodes: tuple[ast.AST, ...]


class Texts:
    """Reads each file once; edits made from here are spans of these texts."""

    def __init__(self, tree: Tree) -> None:
        """Prepare for a tree."""
        self._tree = tree
        self._texts: dict[str, str | None] = {}
        self._syntax: tuple[str, Syntax | None] = ("", None)

    def of(self, path: str) -> str:
        """Return a file's text, "" for one that cannot be read or edited."""
        if path not in self._texts:
            self._texts[path] = self._read(path)
        return self._texts[path] or ""

    def syntax(self, path: str) -> Syntax | None:
        """Return the syntax of a Python file, None for a broken one; only the last one is kept."""
        if self._syntax[0] != path:
            self._syntax = path, self._parse(path)
        return self._syntax[1]

    def _parse(self, path: str) -> Syntax | None:
        try:
            tree = parse(self.of(path))
        except NotPythonError:
            return None
        return Syntax(tree, tuple(ast.walk(tree)))

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
