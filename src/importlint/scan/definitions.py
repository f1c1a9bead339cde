"""The names that a module binds at its top level, whichever way it is run."""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from importlint.model.facts import Scope
from importlint.scan.parser import NotPythonError, parse
from importlint.scan.positions import Positions
from importlint.scan.walk import statements

# A module that uses one of these may bind names that cannot be read off its text.
_OPENING = re.compile(r"\b(?:globals|vars|locals|exec|eval|setattr|__dict__|sys\.modules|__getattr__|update_wrapper)\b")

_BINDING = (
    r"^[ \t]*(?:(?:async[ \t]+)?def|class)[ \t]+NAME\b"
    r"|^[ \t]*(?:[\w, \t]+[,=][ \t]*)?NAME[ \t]*(?::[^=\n]*)?=(?!=)"
    r"|^[ \t]*(?:from[ \t].*)?import\b.*\bNAME\b"
    r"|^[ \t]+NAME[ \t]*,?[ \t]*(?:#.*)?$"
)


class Definitions(NamedTuple):
    """What a text binds at module level: names, and the lines of star imports that bind more.

    is_open: it may bind further names that we cannot see.
    """

    names: frozenset[str]
    has_stars: bool
    is_open: bool


def binds(text: str, name: str) -> bool:
    """Return whether a text has a line that plainly binds a name: enough to know, without a parser, that it may."""
    word = re.escape(name)
    return re.search(_BINDING.replace("NAME", word), text, re.MULTILINE) is not None


def mentions(text: str, name: str) -> bool:
    """Return whether a text has a name as a word: without that, and without star imports, it does not define it."""
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


def read_definitions(text: str) -> Definitions:
    """Read the names of a module; one that does not parse is open."""
    try:
        module = parse(text)
    except NotPythonError:
        return Definitions(frozenset(), has_stars=False, is_open=True)
    names: set[str] = set()
    stars = False
    for statement, place in statements(module, Positions(text)):
        if place.context.scope is Scope.MODULE:
            names.update(_bound(statement))
            stars = stars or _is_star(statement)
        elif isinstance(statement, ast.Global):
            names.update(statement.names)
    return Definitions(frozenset(names), has_stars=stars, is_open=_OPENING.search(text) is not None)


def _is_star(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*"


def _bound(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement binds itself, without the statements in it."""
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from ((alias.asname or alias.name).partition(".")[0] for alias in aliases)
        case ast.Try(handlers=handlers) | ast.TryStar(handlers=handlers):
            yield from (handler.name for handler in handlers if handler.name)
        case _:
            pass
    waiting: list[ast.AST] = [child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.stmt)]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name
            case ast.MatchMapping(rest=str(name)):
                yield name
            case _:
                pass
        waiting.extend(child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt))
