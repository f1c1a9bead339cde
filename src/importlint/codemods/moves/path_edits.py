"""Files that put the old source root on `sys.path` put the new one there, too."""

import ast
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importlint.codemods.moves.meanings import Meanings, Meant
from importlint.codemods.moves.path_values import PathValues
from importlint.codemods.moves.relocation import Relocation
from importlint.codemods.moves.sections import base_of
from importlint.codemods.moves.texts import Texts
from importlint.model.change import Note
from importlint.model.facts import FileFacts, ImportStatement, PathEdit
from importlint.model.fix import Edit
from importlint.model.location import Span
from importlint.model.trace import PathChange
from importlint.patterns import regex
from importlint.resolve.directories import folder, is_under, parts_below, upward
from importlint.scan.positions import Positions

_HAS_PATH = regex(r"^[ \t]*from pathlib import [^\n]*\bPath\b", re.MULTILINE)
_ADDS = frozenset({"insert", "append", "extend", "assign", "augment", "addsitedir"})


class _Copy(NamedTuple):
    """A further statement: where it goes, its text, and how far it is indented."""

    span: Span
    text: str
    indent: str


class Additions(NamedTuple):
    """What one file has to put on `sys.path` besides."""

    edits: tuple[Edit, ...] = ()
    notes: tuple[Note, ...] = ()


def add_path_edits(facts: FileFacts, meanings: Meanings, texts: Texts) -> Additions:
    """Return a further statement below each one that adds a root which something leaves."""
    adding = [edit for edit in facts.path_edits if edit.operation in _ADDS]
    left = {move.root: move for move in meanings.relocations if move.changes_root} if adding else {}
    left = {root: move for root, move in left.items() if _may_need(facts, move, meanings)}
    syntax = texts.syntax(facts.path) if adding and left else None
    if syntax is None:
        return Additions()
    text, positions = texts.of(facts.path), Positions(texts.of(facts.path))
    values = PathValues(facts.path, syntax.nodes)
    statements = {node.lineno: node for node in syntax.nodes if isinstance(node, ast.Expr)}
    edits: list[Edit] = []
    notes: list[Note] = []
    changes = meanings.path_changes(facts.path)
    for edit in adding:
        added = _argument(statements.get(edit.span.line))
        directories = {values.of(added) if added is not None else None, *_added(changes, edit)} - {None}
        for move in [left[root] for root in sorted(left) if root in directories]:
            found = _below(edit, statements.get(edit.span.line), move, positions) if len(directories) == 1 else None
            named = path_statement(meanings.relocations.moved(facts.path), move.source)
            if found is not None and meanings.relocations.around(facts.path) is not None:
                # What is there computes another directory once the file lies elsewhere.
                found = found._replace(text=f"\n{found.indent}{named}")
            place, written = found[:2] if found is not None else _after(edit, syntax.tree, named, positions)
            if written:
                edits.append(Edit(path=facts.path, span=place, replacement=written))
            else:
                why = f"this puts {move.root} on sys.path; {move.source} is needed there, too"
                notes.append(Note(facts.path, edit.span.line, why))
    if any("Path(" in edit.replacement for edit in edits) and not _HAS_PATH.search(text):
        edits = [each._replace(replacement=f"\nfrom pathlib import Path{each.replacement}") for each in edits]
    return Additions(tuple(edits), tuple(notes))


def _may_need(facts: FileFacts, move: Relocation, meanings: Meanings) -> bool:
    """Return whether a file is of no service, of the one that something leaves, or imports that."""
    return base_of(meanings.project, facts.path) in {"", move.base} or move in _imported(facts, meanings)


def _imported(facts: FileFacts, meanings: Meanings) -> frozenset[Relocation]:
    """Return what the import statements of a file name of what moves."""
    names = ((each.span.line, name) for each in facts.imports for name in _absolute(each))
    found = (meanings.of_import(facts.path, line, name) for line, name in names)
    return frozenset(each.relocation for each in found if isinstance(each, Meant))


def _absolute(statement: ImportStatement) -> tuple[str, ...]:
    if not statement.is_from:
        return tuple(alias.name for alias in statement.names)
    return () if statement.level else (statement.module,)


def _argument(statement: ast.Expr | None) -> ast.expr | None:
    """Return what `sys.path.insert(0, X)` or `sys.path.append(X)` adds."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="insert" | "append"), args=[*_, added])):
            return added
    return None


def _added(changes: Sequence[PathChange], edit: PathEdit) -> Iterator[str]:
    """Yield the directories that a statement is seen to add when the file runs."""
    for change in changes:
        if edit.span.line <= change.line <= edit.span.end_line:
            yield from change.directories


def _below(edit: PathEdit, statement: ast.Expr | None, move: Relocation, positions: Positions) -> _Copy | None:
    """Return a further statement; None if the one that is there cannot be copied."""
    added = _argument(statement)
    indent = positions.lines[edit.span.line - 1][: edit.span.column - 1]
    if statement is None or added is None or indent.strip():
        return None
    rest = "/".join(parts_below(move.source, move.root))
    written, old = positions.text(statement), positions.text(added)
    text = "\n" + indent + written[: written.rindex(old)] + _inside(added, old, rest, positions) + ")"
    place = (edit.span.end_line, edit.span.end_column)
    return _Copy(Span(*place, *place), text, indent)


def _after(edit: PathEdit, tree: ast.Module, statement: str, positions: Positions) -> tuple[Span, str]:
    """Return where a statement goes: behind what arranges the path at module level; "" if imports stand there."""
    around = next(each for each in tree.body if each.lineno <= edit.span.line <= (each.end_lineno or each.lineno))
    line = around.end_lineno or around.lineno
    inside = any(isinstance(each, ast.Import | ast.ImportFrom | ast.FunctionDef) for each in ast.walk(around))
    place = (line, len(positions.lines[line - 1]) + 1)
    return Span(*place, *place), "" if inside else f"\n{statement}"


def path_statement(path: str, source: str) -> str:
    """Return a statement of a file that puts a source root on `sys.path`; it needs `sys` and `Path`."""
    above = next(directory for directory in upward(folder(path)) if is_under(source, directory))
    levels = len(parts_below(folder(path), above))
    rest = "".join(f' / "{part}"' for part in parts_below(source, above))
    climb = "parent" if levels == 0 else f"parents[{levels}]"
    return f"sys.path.insert(0, str(Path(__file__).resolve().{climb}{rest}))"


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
