"""Files that put the old source root on `sys.path` put the new one there, too."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from importlint.codemods.moves.meanings import Meanings
from importlint.codemods.moves.path_values import PathValues
from importlint.codemods.moves.relocation import Relocation
from importlint.codemods.moves.texts import Texts, offset_of, replace
from importlint.model.change import Note
from importlint.model.facts import FileFacts, PathEdit
from importlint.model.fix import Edit
from importlint.resolve.directories import parts_below
from importlint.scan.positions import Positions

_ADDS = frozenset({"insert", "append", "extend", "assign", "augment", "addsitedir"})


class Additions(NamedTuple):
    """What one file has to put on `sys.path` besides."""

    edits: tuple[Edit, ...] = ()
    notes: tuple[Note, ...] = ()


def add_path_edits(facts: FileFacts, meanings: Meanings, texts: Texts) -> Additions:
    """Return a further statement below each one that adds a root which something leaves."""
    adding = [edit for edit in facts.path_edits if edit.operation in _ADDS]
    left = {move.root: move for move in meanings.relocations if move.changes_root}
    syntax = texts.syntax(facts.path) if adding and left else None
    if syntax is None:
        return Additions()
    edits: list[Edit] = []
    notes: list[Note] = []
    values = PathValues(facts.path, syntax.nodes)
    statements = {node.lineno: node for node in syntax.nodes if isinstance(node, ast.Expr)}
    for edit in adding:
        statement = statements.get(edit.span.line)
        known = _argument(statement)
        directories = {values.of(known)} if known is not None else set()
        directories |= set(_added(meanings, facts.path, edit))
        for move in [left[root] for root in sorted(left) if root in directories]:
            text = _below(statement, edit, move, texts.of(facts.path))
            if text is None:
                why = f"this puts {move.root} on sys.path; {move.source} is needed there, too"
                notes.append(Note(facts.path, edit.span.line, why))
            else:
                end = offset_of(texts.of(facts.path), edit.span.end_line, edit.span.end_column)
                edits.append(replace(facts.path, texts.of(facts.path), end, end, text))
    return Additions(tuple(edits), tuple(notes))


def _argument(statement: ast.Expr | None) -> ast.expr | None:
    """Return what `sys.path.insert(0, X)` or `sys.path.append(X)` adds."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="insert" | "append"), args=[*_, added])):
            return added
    return None


def _added(meanings: Meanings, path: str, edit: PathEdit) -> Iterator[str]:
    """Yield the directories that a statement is seen to add when the file runs."""
    for change in meanings.trace(path).path_changes:
        if change.path == path and edit.span.line <= change.line <= edit.span.end_line:
            yield from change.directories


def _below(statement: ast.Expr | None, edit: PathEdit, move: Relocation, text: str) -> str | None:
    """Return the text of a further statement, None if the one that is there cannot be copied."""
    added = _argument(statement)
    start = offset_of(text, edit.span.line)
    indent = text[start : offset_of(text, edit.span.line, edit.span.column)]
    if statement is None or added is None or indent.strip():
        return None
    rest = "/".join(parts_below(move.source, move.root))
    positions = Positions(text)
    written, old = positions.text(statement), positions.text(added)
    return "\n" + indent + written[: written.rindex(old)] + _inside(added, old, rest, positions) + ")"


def _inside(added: ast.expr, old: str, rest: str, positions: Positions) -> str:
    """Return the expression for a directory below another one."""
    match added:
        case ast.Call(func=ast.Name(id="str"), args=[inner]) if _is_path(inner):
            return f'str({positions.text(inner)} / "{rest}")'
        case ast.Constant(value=str() as literal):
            return f'"{literal.rstrip("/")}/{rest}"'
        case ast.Name() | ast.Call() | ast.Attribute() | ast.Subscript():
            return f'{old} + "/{rest}"'
    return f'({old}) + "/{rest}"'


def _is_path(node: ast.expr) -> bool:
    """Return whether what is turned into a text is an object of pathlib, as far as it shows."""
    if isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.BinOp):
        return True
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    methods = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
    return "Path" in names or not methods.isdisjoint({"parent", "parents", "resolve"})
