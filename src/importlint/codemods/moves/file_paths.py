"""Paths in Python code that lead out of what moves, or into it.

`Path(__file__).parents[1]` in a package that moves two directories deeper becomes `parents[3]`, if it leads out of the
package; `ROOT / "app" / "templates"` and `open("app/rules.yaml")` get the new place.
"""

import ast
from collections.abc import Iterator, Sequence
from posixpath import join, normpath, relpath
from typing import NamedTuple

from importlint.codemods.moves.meanings import Meanings
from importlint.codemods.moves.path_values import PathValues, Step
from importlint.codemods.moves.relocation import Relocation
from importlint.codemods.moves.texts import Texts, offset_of, replace
from importlint.model.change import Note
from importlint.model.fix import Edit
from importlint.patterns import regex
from importlint.resolve.directories import is_under
from importlint.scan.positions import Positioned, Positions

_OPENING = regex(r"""[rRuU]?("{3}|'{3}|"|')""")
_RELATIVE = regex(r"(?:\./)?[\w.-]+(?:/[\w.-]+)+/?")


class Paths(NamedTuple):
    """What becomes of the paths in one file."""

    edits: tuple[Edit, ...] = ()
    notes: tuple[Note, ...] = ()


def rewrite_paths(path: str, meanings: Meanings, texts: Texts) -> Paths:
    """Return the edits of one file's paths, and notes on climbs that nobody can count."""
    text = texts.of(path)
    if "__file__" not in text and not any(f"{move.path.rpartition('/')[2]}/" in text for move in meanings.relocations):
        return Paths()
    syntax = texts.syntax(path)
    if syntax is None:
        return Paths()
    writer = _Writer(path, text, syntax.nodes, meanings)
    return Paths(tuple(writer.edits()), tuple(writer.notes()))


class _Writer:
    """Writes the edits of one file."""

    def __init__(self, path: str, text: str, nodes: Sequence[ast.AST], meanings: Meanings) -> None:
        self._path = path
        self._text = text
        self._nodes = nodes
        self._project = meanings.project
        self._relocations = meanings.relocations
        self._own = meanings.relocations.around(path)
        self._positions = Positions(text)
        self._values = PathValues(path, nodes)

    def edits(self) -> Iterator[Edit]:
        """Yield them."""
        operands: set[int] = set()
        for node in self._nodes:
            for step in self._values.steps(node) if isinstance(node, ast.expr) else ():
                operands.add(id(step.operand))
                yield from self._step(node, step)
        parts = {id(part) for node in self._nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in self._nodes:
            if isinstance(node, ast.Constant) and not {id(node)} & (operands | parts):
                yield from self._relative(node)

    def notes(self) -> Iterator[Note]:
        """Yield a note for each climb by an amount that the text does not show."""
        counted = {
            id(node.value)
            for node in self._nodes
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)
        }
        for node in self._nodes if self._own is not None and self._own.deeper else ():
            climbs = isinstance(node, ast.Attribute) and node.attr == "parents" and id(node) not in counted
            if climbs and isinstance(node, ast.Attribute) and self._values.of(node.value) is not None:
                yield Note(self._path, node.lineno, "this climbs from a file that moves: check how far it goes")

    def _step(self, node: ast.AST, step: Step) -> Iterator[Edit]:
        own = self._own
        if own is not None and is_under(step.base, own.path) and not is_under(step.result, own.path):
            if own.deeper and isinstance(node, ast.expr):
                yield from self._climb(node, step, own)
        elif step.operand is not None:
            into = self._relocations.around(step.result)
            if into is not None and not is_under(step.base, into.path):
                yield from self._written(step.operand, relpath(self._relocations.moved(step.result), step.base))

    def _climb(self, node: ast.expr, step: Step, own: Relocation) -> Iterator[Edit]:
        """Yield the edits that let the operation which leaves a package lead as many directories further up."""
        start, end = self._offsets(node)
        if step.operand is not None:
            yield from self._written(step.operand, "../" * own.deeper + str(step.operand.value))
        elif isinstance(node, ast.Attribute):
            yield replace(self._path, self._text, end, end, ".parent" * own.deeper)
        elif isinstance(node, ast.Subscript):
            index = int(self._text[slice(*self._offsets(node.slice))])
            yield replace(self._path, self._text, *self._offsets(node.slice), str(index + own.deeper))
        elif isinstance(node, ast.Call):
            function = self._text[slice(*self._offsets(node.func))]
            yield replace(self._path, self._text, start, start, f"{function}(" * own.deeper)
            yield replace(self._path, self._text, end, end, ")" * own.deeper)

    def _relative(self, node: ast.Constant) -> Iterator[Edit]:
        """Yield the edit of a text that names what moves by its path below the service or below the project."""
        if not isinstance(node.value, str) or not _RELATIVE.fullmatch(node.value):
            return
        bases = {move.root for move in self._relocations if is_under(self._path, move.base)} | {"."}
        for base in sorted(bases, key=len, reverse=True):
            place = normpath(join(base, node.value))
            if self._relocations.around(place) is not None and self._exists(place):
                yield from self._written(node, relpath(self._relocations.moved(place), base))
                return

    def _exists(self, place: str) -> bool:
        return self._project.index.is_directory(place) or place in self._project.tree.files

    def _written(self, literal: ast.Constant, value: str) -> Iterator[Edit]:
        """Yield the edit that gives a string another value, unless it is written in pieces or with escapes."""
        start, _ = self._offsets(literal)
        match = _OPENING.match(self._text, start)
        old = str(literal.value)
        if match and self._text.startswith(old + match[1], match.end()):
            kept = ("./" if old.startswith("./") else "") + value + ("/" if old.endswith("/") else "")
            yield replace(self._path, self._text, match.end(), match.end() + len(old), kept)

    def _offsets(self, node: Positioned) -> tuple[int, int]:
        span = self._positions.span(node)
        start = offset_of(self._text, span.line, span.column)
        return start, offset_of(self._text, span.end_line, span.end_column)
