"""The right number of parents in a directory that is put on `sys.path`, as the machine sees it."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from importlint.machine.beginnings import Beginnings
from importlint.machine.runs import Run, run_launches
from importlint.model.fix import Edit
from importlint.model.trace import PathChange
from importlint.patterns import regex
from importlint.project import Project
from importlint.remedies.tried import settings_with, text_of
from importlint.scan.positions import Positions

_MOST_PARENTS = 8
_MOST_TRIALS = 40
_UPWARD = regex(r"(?:\.\./)*(?:\.\.)?")


class _Try(NamedTuple):
    """An expression written with another number of steps upwards; distance: from the number that it has.

    Of equally distant ones those are tried first that only change a text.
    """

    distance: int
    is_call: bool
    parents: int
    edit: Edit


def find_repair(project: Project, run: Run, change: PathChange, meant: str) -> Edit | None:
    """Return the edit after which a statement adds only directories that exist, `meant` among them if that is known.

    None if no number of parents does it, or equally near ones lead to different directories.
    """
    text, program = text_of(project, change.path), project.settings.syntax(change.path)
    if text is None or not isinstance(program, ast.Module):
        return None
    tries = sorted(_tries(change, program, Positions(text)), key=lambda each: each[:3])[:_MOST_TRIALS]
    found: dict[frozenset[str], _Try] = {}
    for each in tries:
        if found and each.distance > next(iter(found.values())).distance:
            break
        added = _added(project, run, change, each.edit, meant)
        if added:
            found.setdefault(added, each)
    return next(iter(found.values())).edit if len(found) == 1 else None


def _added(project: Project, run: Run, change: PathChange, edit: Edit, meant: str) -> frozenset[str]:
    """Return the directories that the statement adds once it is edited, if all exist and nothing fails; else none."""
    settings = settings_with(project, (edit,))
    after = run_launches(Beginnings(settings), [run.launch]) if settings is not None else ()
    if not after or (after[0].trace.error is not None and run.trace.error is None):
        return frozenset()
    changes = (found for found in after[0].trace.path_changes if found[:2] == change[:2])
    added = [directory for found in changes for directory in found.directories]
    is_meant = meant in added if meant else any(root.path in added for root in project.roots)
    is_good = is_meant and all(map(project.index.is_directory, added)) and len(added) >= len(change.directories)
    return frozenset(added) if is_good else frozenset()


def _tries(change: PathChange, program: ast.Module, positions: Positions) -> Iterator[_Try]:
    """Yield the ways to write the directory with more or fewer steps upwards."""
    for node in _expressions(change.line, program):
        for old, new, place, text in _rewritten(node, positions):
            if text != positions.text(place):
                edit = Edit(path=change.path, span=positions.span(place), replacement=text)
                yield _Try(abs(new - old), not isinstance(place, ast.Constant), new, edit)


def _expressions(line: int, program: ast.Module) -> Iterator[ast.AST]:
    """Yield the nodes of the statement in a line, and of what is assigned to the names that they use."""
    assigned: dict[str, list[ast.expr]] = {}
    statements: list[ast.AST] = []
    for node in ast.walk(program):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            assigned.setdefault(node.targets[0].id, []).append(node.value)
        if isinstance(node, ast.Expr | ast.Assign | ast.AugAssign) and _covers(node, line):
            statements.append(node)
    seen: set[str] = set()
    for statement in statements:
        for node in ast.walk(statement):
            yield node
            values = assigned.get(node.id, []) if isinstance(node, ast.Name) and node.id not in seen else []
            if isinstance(node, ast.Name):
                seen.add(node.id)
            statements += values if len(values) == 1 else []


def _covers(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def _rewritten(node: ast.AST, positions: Positions) -> Iterator[tuple[int, int, ast.expr, str]]:
    """Yield, for one expression, its number of parents, another one, the place of what changes, and the new text."""
    match node:
        case ast.Subscript(value=ast.Attribute(attr="parents"), slice=ast.Constant(value=int(old)) as place):
            yield from ((old, new, place, str(new)) for new in range(_MOST_PARENTS))
        case ast.Attribute(attr="parent"):
            base, old = _without_parents(node)
            text = positions.text(base)
            yield from ((old, new, node, text + ".parent" * new) for new in range(_MOST_PARENTS))
        case ast.Call(func=ast.Name(id="dirname") | ast.Attribute(attr="dirname") as function, args=[_]):
            base, old = _without_dirnames(node)
            text, name = positions.text(base), positions.text(function)
            yield from ((old, new, node, f"{name}(" * new + text + ")" * new) for new in range(1, _MOST_PARENTS))
        case ast.Constant(value=str(literal)) if literal.startswith(".."):
            yield from _climbing(node, literal)


def _climbing(node: ast.Constant, literal: str) -> Iterator[tuple[int, int, ast.expr, str]]:
    """Rewrite a text that begins with `..`."""
    match = _UPWARD.match(literal)
    start = match.group() if match else ""
    rest, old = literal[len(start) :], start.count("..")
    for new in range(1, _MOST_PARENTS):
        upward = "/".join([".."] * new)
        yield old, new, node, f'"{upward}{"/" if rest and not rest.startswith("/") else ""}{rest}"'


def _without_parents(node: ast.expr) -> tuple[ast.expr, int]:
    """Return what the parents of are taken, and how many."""
    count = 0
    while isinstance(node, ast.Attribute) and node.attr == "parent":
        node, count = node.value, count + 1
    return node, count


def _without_dirnames(node: ast.expr) -> tuple[ast.expr, int]:
    count = 0
    while isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "dirname" and len(node.args) == 1:
        node, count = node.args[0], count + 1
    return node, count
