"""Functions that import and whose result a cache decorator keeps."""

import ast

from importlint.model.facts import CachedLoader, Context
from importlint.model.location import Span
from importlint.patterns import regex
from importlint.scan.dynamic_imports import dynamic_import
from importlint.scan.places import Place
from importlint.scan.reading import Reading

_CACHE = regex(r"(?i)\w*(?:cache|memo(?:i[sz]e|\b))\w*")
# Decorators that keep web pages, or keep them from being kept.
_NO_CACHE = regex(r"(?i)cache_(?:control|page)|\w*(?:never|no_?cache|uncached|clear|invalidate)\w*")


def cached_loader(node: ast.stmt, place: Place, reading: Reading) -> CachedLoader | None:
    """Make the fact of a function that imports and is cached, None if it is another statement."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    for decorator in node.decorator_list:
        name = decorator.func if isinstance(decorator, ast.Call) else decorator
        written = reading.names.dotted(name).rpartition(".")[2]
        if _CACHE.fullmatch(written) and not _NO_CACHE.fullmatch(written) and _imports(node, place.context, reading):
            line = reading.positions.lines[node.lineno - 1].rstrip()
            start = reading.span(node)
            span = Span(node.lineno, start.column, node.lineno, max(len(line) + 1, start.column))
            return CachedLoader(span, place.prefix + node.name, reading.text(name))
    return None


def _imports(function: ast.FunctionDef | ast.AsyncFunctionDef, context: Context, reading: Reading) -> bool:
    return any(
        isinstance(node, ast.Import | ast.ImportFrom)
        or (isinstance(node, ast.Call) and dynamic_import(node, context, reading) is not None)
        for statement in function.body
        for node in ast.walk(statement)
    )
