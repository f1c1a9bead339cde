"""Text to syntax tree, with the same result whatever Python from 3.11 on runs importlint.

Syntax that the host does not know is rewritten without moving anything, and the tree is repaired afterwards:
`import` statements with PEP 810's keyword have `is_lazy`, as in Python 3.15; a `type` statement is a `TypeAlias`.
"""

import ast
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import suppress
from math import inf

from importlint.model.facts import Problem
from importlint.model.location import START, Span
from importlint.scan.rewriting import Repairs, Rewrite, rewrite


class NotPythonError(Exception):
    """A text that is not valid Python; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        """Keep what CPython says."""
        super().__init__(problem.message)
        self.problem = problem


def parse(text: str) -> ast.Module:
    """Parse a module whose line ends are all line feeds, as Python 3.15 would.

    Raises NotPythonError.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _parse_newer(text)


def is_lazy(node: ast.Import | ast.ImportFrom) -> bool:
    """Return whether an import statement of a parsed tree is written with PEP 810's keyword."""
    return bool(getattr(node, "is_lazy", 0))


def _parse_newer(text: str) -> ast.Module:
    try:
        return _parse(text)
    except NotPythonError as error:
        # Newer statements are found sooner than newer expressions, and are often all that is newer.
        with suppress(NotPythonError):
            return _parse_lowered(text, error, expressions=False)
        return _parse_lowered(text, error, expressions=True)


def _parse_lowered(text: str, error: NotPythonError, *, expressions: bool) -> ast.Module:
    lowered, repairs = lower(text, expressions=expressions)
    if lowered == text:
        raise error
    try:
        module = _parse(lowered)
    except NotPythonError as second:
        # An error before the first one would be the rewriting's own.
        raise max(error, second, key=lambda either: either.problem.span) from None
    return _repair(module, repairs)


def _parse(text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except SyntaxError as error:
        line, column = max(error.lineno or 1, 1), max(error.offset or 1, 1)
        raise NotPythonError(Problem(Span(line, column, line, column), error.msg)) from None
    except (RecursionError, MemoryError):
        raise NotPythonError(Problem(START, "too deeply nested for Python's parser")) from None
    except ValueError as error:
        # Python 3.12.1 raises it for some valid f-strings.
        raise NotPythonError(Problem(START, f"cannot be parsed: {error}")) from None


def lower(text: str, *, expressions: bool = True) -> tuple[str, Repairs]:
    """Return the text in syntax that the host knows, as far as it differs, and how to repair its tree.

    expressions: whether to look at them as well as at statements.
    """
    try:
        return rewrite(text, find_newer_syntax(text, expressions=expressions))
    except RecursionError:
        return text, {}


def find_newer_syntax(text: str, *, expressions: bool = True) -> Iterator[Rewrite]:
    """Yield what makes newer statements, and expressions, readable for Python 3.11; may raise RecursionError."""
    from importlint.scan.newer_expressions import rewrite_expressions  # noqa: PLC0415  (few projects need them)
    from importlint.scan.newer_statements import rewrite_statements  # noqa: PLC0415

    yield from rewrite_statements(text)
    if expressions:
        yield from rewrite_expressions(text)


def _repair(module: ast.Module, repairs: Repairs) -> ast.Module:
    try:
        _Repairer(repairs).repair_fields(module)
    except RecursionError:
        raise NotPythonError(Problem(START, "too deeply nested for Python's parser")) from None
    return module


class _Repairer:
    """Applies repairs, inner nodes first; it looks only at nodes that stand on lines with something to repair."""

    def __init__(self, repairs: Repairs) -> None:
        self._repairs = repairs
        self._lines = sorted({line for _, line, _ in repairs})

    def repair_fields(self, node: ast.AST) -> None:
        """Repair what is in a node."""
        for name, value in ast.iter_fields(node):
            if isinstance(value, list):
                value[:] = [self._repaired(each) if isinstance(each, ast.AST) else each for each in value]
            elif isinstance(value, ast.AST):
                setattr(node, name, self._repaired(value))

    def _repaired(self, node: ast.AST) -> ast.AST:
        first, last = _lines_of(node)
        if bisect_right(self._lines, last) == bisect_left(self._lines, first):
            return node
        self.repair_fields(node)
        repair = self._repairs.get((type(node), getattr(node, "lineno", 0), getattr(node, "col_offset", 0)))
        return repair(node) if repair else node


def _lines_of(node: ast.AST) -> tuple[float, float]:
    """Return the first and the last line of a node, decorators included; anywhere, if it has none of its own."""
    first = getattr(node, "lineno", None)
    if first is None:
        return -inf, inf
    decorators = getattr(node, "decorator_list", None)
    return decorators[0].lineno if decorators else first, getattr(node, "end_lineno", None) or first
