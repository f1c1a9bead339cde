"""What the body of a function mentions: all that is known of one that is not run."""

import ast
from typing import NamedTuple

from importlint.machine.outline import body_of


class Wanted(NamedTuple):
    """One import statement of a function: the level and name as written, and the names that it takes."""

    level: int
    module: str
    names: tuple[str, ...]


class Mentions(NamedTuple):
    """What a function mentions: names, attributes of anything, names that it declares global, what it imports."""

    names: frozenset[str]
    attributes: frozenset[str]
    declared: frozenset[str]
    imports: tuple[Wanted, ...]


def mentioned_by(node: ast.AST) -> Mentions:
    """Return what a function mentions (kept on the node)."""
    known: Mentions | None = getattr(node, "_importlint_mentions", None)
    if known is None:
        known = _mentions_in(node)
        node._importlint_mentions = known  # type: ignore[attr-defined] # noqa: SLF001
    return known


def _mentions_in(node: ast.AST) -> Mentions:
    statements = body_of(node) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else ()
    names: set[str] = set()
    attributes: set[str] = set()
    declared: set[str] = set()
    imports: list[Wanted] = []
    for part in (part for statement in statements for part in ast.walk(statement)):
        match part:
            case ast.Name():
                names.add(part.id)
            case ast.Attribute():
                attributes.add(part.attr)
            case ast.Global():
                declared.update(part.names)
            case ast.ImportFrom():
                imports.append(Wanted(part.level, part.module or "", tuple(alias.name for alias in part.names)))
            case ast.Import():
                imports.extend(Wanted(0, alias.name, ()) for alias in part.names)
    return Mentions(frozenset(names), frozenset(attributes), frozenset(declared), tuple(imports))
