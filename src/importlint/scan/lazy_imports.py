"""PEP 810: where `lazy` may not stand, and what `__lazy_modules__` makes lazy.

CPython: Python/symtable.c, check_lazy_import_context; Python/import.c.
"""

import ast
from collections.abc import Iterator, Sequence

from importlint.model.facts import ImportStatement, Problem, Scope
from importlint.scan.parser import is_lazy
from importlint.scan.positions import Positions

_FUNCTIONS, _CLASSES, _TRIES = "functions", "classes", "try/except blocks"


def find_misplaced(module: ast.Module, positions: Positions) -> Problem | None:
    """Return the first `lazy` import that Python 3.15 does not accept."""
    problems = []
    waiting: list[tuple[ast.AST, str]] = [(module, "")]
    while waiting:
        node, around = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            message = _complaint(node, around) if is_lazy(node) else ""
            if message:
                problems.append(Problem(positions.span(node), message))
        else:
            waiting.extend((inner, _around(node, around)) for inner in _statements_in(node))
    return min(problems, default=None)


def named_lazy(
    imports: Sequence[ImportStatement], lazy_modules: frozenset[str], line: int
) -> Iterator[ImportStatement]:
    """Yield import statements, lazy where `__lazy_modules__`, assigned in a line before, names all their modules."""
    for statement in imports:
        modules = [statement.module] if statement.is_from else [alias.name for alias in statement.names]
        context = statement.context
        named = (
            statement.span.line > line
            and lazy_modules.issuperset(modules)
            and context.scope is Scope.MODULE
            and not (context.catches or context.handles or statement.level)
            and statement.names[0].name != "*"
        )
        yield statement._replace(lazy=True) if named else statement


def _complaint(node: ast.Import | ast.ImportFrom, around: str) -> str:
    kind = "lazy import" if isinstance(node, ast.Import) else "lazy from ... import"
    if around:
        return f"{kind} not allowed inside {around}"
    if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
        return "lazy from ... import * is not allowed"
    if isinstance(node, ast.ImportFrom) and node.module == "__future__" and not node.level:
        return "lazy from __future__ import is not allowed"
    return ""


def _around(node: ast.AST, around: str) -> str:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return _FUNCTIONS
        case ast.ClassDef():
            return _CLASSES
        case ast.Try() | ast.TryStar():
            return _TRIES
    return around


def _statements_in(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements, handlers and cases directly in a node."""
    for block in ("body", "handlers", "orelse", "finalbody", "cases"):
        inner = getattr(node, block, ())
        yield from inner if isinstance(inner, list) else ()
