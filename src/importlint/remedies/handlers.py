"""Handlers around imports: taken away where they can only hide, narrowed where a module may be missing."""

import ast
from collections.abc import Collection
from functools import lru_cache
from textwrap import dedent, indent
from typing import NamedTuple

from importlint.graph.import_graph import Edge
from importlint.model.facts import CATCH_MODULE_NOT_FOUND
from importlint.model.fix import Edit
from importlint.model.location import Span
from importlint.project import Project
from importlint.remedies.tried import sound, text_of
from importlint.remedies.try_statements import holding, parse_lines, tries_around
from importlint.scan.positions import Positions

# Of which files the lines are kept: the imports of one are looked at one after the other.
_KEPT = 4
# Calls after which somebody knows of the failure.
_TELLING = frozenset({"critical", "error", "exception", "print", "print_exc", "warn", "warning"})
_IMPORTS = (ast.Import, ast.ImportFrom)


class Guard(NamedTuple):
    """The `try` statement around an import, and the handler in it that catches a missing module."""

    statement: ast.Try
    handler: ast.ExceptHandler
    positions: Positions


def find_guard(project: Project, edge: Edge) -> Guard | None:
    """Return what guards an import."""
    positions = _positions(project, edge.path)
    if positions is None:
        return None
    tries = tries_around(positions.lines, edge.statement.span.line)
    guards = (_catching(statement, positions) for statement in tries)
    return next(filter(None, guards), None) or _find_in_file(project, edge, positions)


@lru_cache(_KEPT)
def _positions(project: Project, path: str) -> Positions | None:
    """Return the lines of a file, None if it is no valid Python."""
    text = text_of(project, path) if project.facts[path].problem is None else None
    return None if text is None else Positions(text)


def _find_in_file(project: Project, edge: Edge, positions: Positions) -> Guard | None:
    program = project.settings.syntax(edge.path)
    if not isinstance(program, ast.Module):
        return None
    guards = (_catching(statement, positions) for statement in holding(program, edge.statement.span.line))
    return next(filter(None, guards), None)


def _catching(statement: ast.Try, positions: Positions) -> Guard | None:
    """Return the first handler of a statement that catches a missing module."""
    for handler in statement.handlers:
        caught = "BaseException" if handler.type is None else positions.text(handler.type)
        if caught.rpartition(".")[2] in CATCH_MODULE_NOT_FOUND:
            return Guard(statement, handler, positions)
    return None


def tells(guard: Guard) -> bool:
    """Return whether the handler lets somebody know of the failure: it raises, logs or prints."""
    return any(isinstance(node, ast.Raise) or _is_telling(node) for node in ast.walk(guard.handler))


def _is_telling(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    return ast.unparse(node.func).rpartition(".")[2] in _TELLING


def unguarded(project: Project, edge: Edge) -> tuple[Edit, ...]:
    """Return the edit that leaves the body of the `try` alone; () if handlers bind what the body does not."""
    guard = find_guard(project, edge)
    if guard is None:
        return ()
    statement, _, positions = guard
    if statement.orelse or statement.finalbody or not _bound(statement.handlers) <= _bound(statement.body):
        return ()
    first, last = statement.lineno + 1, statement.body[-1].end_lineno or statement.body[-1].lineno
    if statement.body[0].lineno < first or _has_long_text(statement.body):
        return ()
    margin = positions.lines[statement.lineno - 1][: statement.col_offset]
    body = indent(dedent("\n".join(positions.lines[first - 1 : last])), margin)
    if parse_lines(body.split("\n"), 1, 1 + last - first) is None:
        return ()
    end = statement.end_lineno or last
    span = Span(statement.lineno, 1, end, len(positions.lines[end - 1]) + 1)
    return (Edit(path=edge.path, span=span, replacement=body),)


def _has_long_text(body: Collection[ast.stmt]) -> bool:
    """Return whether a text of several lines would lose its indentation."""
    nodes = (node for statement in body if not isinstance(statement, _IMPORTS) for node in ast.walk(statement))
    return any(isinstance(node, ast.Constant | ast.JoinedStr) and node.end_lineno != node.lineno for node in nodes)


def _bound(nodes: Collection[ast.AST]) -> set[str]:
    """Return the names that statements bind."""
    found: set[str] = set()
    waiting: list[ast.AST] = list(nodes)
    while waiting:
        node = waiting.pop()
        if isinstance(node, _IMPORTS):
            found.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Store):
                found.add(node.id)
        elif not isinstance(node, ast.Constant):
            waiting.extend(ast.iter_child_nodes(node))
    return found


def narrowed(project: Project, edge: Edge, missing: Collection[str]) -> tuple[Edit, ...]:
    """Return the edit after which the handler catches nothing but that one of some modules is not installed."""
    guard = find_guard(project, edge)
    if guard is None or guard.handler.body[0].lineno == guard.handler.lineno:
        return ()
    handler, positions = guard.handler, guard.positions
    inner = positions.lines[handler.body[0].lineno - 1][: handler.body[0].col_offset]
    margin = positions.lines[handler.lineno - 1][: handler.col_offset]
    name = handler.name or "error"
    names = sorted(missing)
    test = f'{name}.name != "{names[0]}"' if len(names) == 1 else f"{name}.name not in {_set_of(names)}"
    step = inner.removeprefix(margin)
    lines = f"{margin}except ModuleNotFoundError as {name}:\n{inner}if {test}:\n{inner}{step}raise\n"
    end = handler.lineno if handler.type is None else handler.type.end_lineno or handler.lineno
    return sound(project, (Edit(path=edge.path, span=Span(handler.lineno, 1, end + 1, 1), replacement=lines),))


def _set_of(names: Collection[str]) -> str:
    return "{" + ", ".join(f'"{name}"' for name in names) + "}"
