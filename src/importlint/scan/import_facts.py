"""Import statements of a syntax tree."""

import ast

from importlint.model.facts import Alias, Context, ImportStatement
from importlint.scan.positions import Positions


def import_statement(node: ast.Import | ast.ImportFrom, context: Context, positions: Positions) -> ImportStatement:
    """Make the fact of an import statement."""
    names = tuple(Alias(alias.name, alias.asname or "", positions.span(alias)) for alias in node.names)
    span, lazy = positions.span(node), bool(getattr(node, "is_lazy", 0))
    if isinstance(node, ast.ImportFrom):
        return ImportStatement(span, True, node.module or "", node.level, names, lazy, context)  # noqa: FBT003
    return ImportStatement(span, False, "", 0, names, lazy, context)  # noqa: FBT003
