"""The names that a module binds at its top level, whichever way it is run."""

import ast
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from importlint.model.facts import Scope
from importlint.patterns import regex
from importlint.scan.parser import NotPythonError, parse
from importlint.scan.positions import Positions
from importlint.scan.walk import statements

# A module that uses one of these may bind names that cannot be read off its text: itself, or by what finds its caller.
_OPENING = regex(
    r"\b(?:globals|vars|locals|exec|eval|setattr|__dict__|sys\.modules|__getattr__|update_wrapper"
    r"|(?:\w*_)?current_?(?:module|frame)|_getframe(?:modulename)?|inspect\.stack|getmodule)\b"
)

# The part of a line that names what it plainly binds: a definition, imported names, assignment targets, and a name
# alone on its line, as in a long import.
_TARGETS = r"\w++(?:[ \t]*+,[ \t]*+\w++)*+"
_IS = r"[ \t]*+=(?!=)[ \t]*+"
_BINDING = regex(
    r"\n[ \t]*+(?:"
    r"(?:(?:async[ \t]+)?def|class|type)[ \t]+(?P<defined>\w+)"
    r"|(?:from[ \t].*)?import\b(?P<imported>.*)"
    rf"|(?P<assigned>{_TARGETS}(?:{_IS}{_TARGETS}(?={_IS}))*+)"
    r"(?:,?[ \t]*+(?::[^=\n]*+)?=(?!=)|[ \t]*+,?[ \t]*+(?:\#.*)?(?=\n))"
    r")"
)
_WORD = regex(r"\w+")
# Of these what begins in the first column: a definition, or the first target of an assignment.
_OUTERMOST = regex(r"\n(?:(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|(\w++)[ \t]*+(?::[^=\n]*+)?=(?!=))")


class Definitions(NamedTuple):
    """What a text binds at module level: names, and the lines of star imports that bind more.

    is_open: it may bind further names that we cannot see.
    """

    names: frozenset[str]
    has_stars: bool
    is_open: bool


def outermost_names(text: str) -> frozenset[str]:
    """Return those of the plain names that most imports ask for, in a quarter of the time."""
    return frozenset(chain.from_iterable(_OUTERMOST.findall(f"\n{text}"))) - {""}


def plain_names(text: str) -> frozenset[str]:
    """Return the names that lines of a text plainly bind, at any depth; it spares most questions the parser."""
    parts = (match[match.lastgroup or 0] for match in _BINDING.finditer(f"\n{text}\n"))
    return frozenset(word for part in parts for word in _WORD.findall(part))


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
