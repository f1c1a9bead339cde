"""Rewrite the statements that Python 3.12 and later added, so that Python 3.11 parses them.

They are PEP 695 (type parameters, `type` statements), PEP 758 (`except` without parentheses) and PEP 810 (`lazy`).
"""

import ast
from collections.abc import Iterator
from functools import partial
from typing import Any

from importlint.patterns import regex
from importlint.scan.lexer import Keyword, find_keywords
from importlint.scan.nesting import end_of_nested, outside
from importlint.scan.newer_nodes import TypeAlias, TypeParameter
from importlint.scan.rewriting import Repair, Rewrite, blank
from importlint.scan.tokens import COMMENT, ESCAPED, NAME, SPACE

_UNPARENTHESIZED = "multiple exception types must be parenthesized"
_LAZY = regex(r"lazy((?:[ \t\f]|\\\n)+)(import|from)\b")
_GENERIC = regex(rf"(?:{SPACE}def\b)?+{SPACE}{NAME}{SPACE}(?=\[)")
_HEADER_TOKEN = regex(rf"{COMMENT}|{ESCAPED}|(?P<nested>[(\[{{\"'])|(?P<comma>,)|(?P<end>[:\n])")
_PARAMETER_TOKEN = regex(rf"{COMMENT}|{ESCAPED}|(?P<nested>[(\[{{\"'])|(?<![=!<>])=(?!=)|,")
_PARAMETER = regex(rf"(?:\s|{COMMENT}|{ESCAPED}|\*)*+({NAME})")
_DEFINITIONS = {"class": ast.ClassDef, "def": ast.FunctionDef, "async": ast.AsyncFunctionDef}
_ALIAS = regex(rf"type[ \t]+({NAME}){SPACE}(?=\[|=)")


def rewrite_statements(text: str) -> Iterator[Rewrite]:
    """Yield what makes the statements of a text readable for Python 3.11."""
    for keyword in find_keywords("\n" + text):
        if isinstance(keyword, Keyword):
            start = keyword.start - 1
            match keyword.word:
                case "lazy":
                    yield from _lazy(text, start)
                case "def" | "class" | "async":
                    yield from _type_parameters(text, keyword.word, start, keyword.end - 1)
                case "type":
                    yield from _alias(text, start)
                case "except":
                    yield from _exceptions(text, start)


def _lazy(text: str, start: int) -> Iterator[Rewrite]:
    """Put the real keyword where `lazy` stands."""
    match = _LAZY.match(text, start)
    if match:
        space, keyword = match[1], match[2]
        moved = keyword + (space + blank(keyword) if "\n" in space else " " * (4 + len(space)))
        node_type = ast.Import if keyword == "import" else ast.ImportFrom
        yield Rewrite(start, match.end(), moved, (Repair(start, node_type, _mark_lazy),), since=(3, 15))


def _mark_lazy(node: Any) -> ast.AST:
    node.is_lazy = 1
    return node  # type: ignore[no-any-return]


def _type_parameters(text: str, word: str, definition: int, after: int) -> Iterator[Rewrite]:
    """Take the type parameters off, and give their names to the node of the definition."""
    match = _GENERIC.match(text, after)
    if match:
        complaint = "invalid syntax" if word == "class" else "expected '('"
        apply = partial(_with_type_parameters, names=_names_in(text, match.end()))
        yield from _without_bracket(text, match.end(), complaint, (Repair(definition, _DEFINITIONS[word], apply),))


def _names_in(text: str, bracket: int) -> tuple[str, ...]:
    """Return the names that a list of type parameters binds."""
    end = end_of_nested(text, bracket)
    commas = [token.end() for token in outside(_PARAMETER_TOKEN, text, bracket + 1, end) if token[0] == ","]
    found = (_PARAMETER.match(text, start, end) for start in (bracket + 1, *commas))
    return tuple([match[1] for match in found if match])


def _without_bracket(
    text: str, start: int, complaint: str = "invalid syntax", repairs: tuple[Repair, ...] = ()
) -> Iterator[Rewrite]:
    end = end_of_nested(text, start) if text.startswith("[", start) else 0
    if end:
        # PEP 696 adds defaults; `=` has no other place between type parameters but in brackets of its own.
        has_default = any(token[0] == "=" for token in outside(_PARAMETER_TOKEN, text, start + 1, end))
        since = (3, 13) if has_default else (3, 12)
        yield Rewrite(start, end, blank(text[start:end], "\\\n"), repairs, since=since, complaint=complaint)


def _with_type_parameters(node: Any, names: tuple[str, ...]) -> ast.AST:
    node.type_params = [TypeParameter(name) for name in names]
    return node  # type: ignore[no-any-return]


def _alias(text: str, start: int) -> Iterator[Rewrite]:
    """Make a `type` statement an assignment."""
    match = _ALIAS.match(text, start)
    if match:
        name = match[1]
        padding = " " * (match.end(1) - start - len(name))
        yield Rewrite(start, match.end(1), name + padding, (Repair(start, ast.Assign, _as_alias),))
        yield from _without_bracket(text, match.end())


def _as_alias(node: Any) -> ast.AST:
    alias: ast.AST = TypeAlias(name=node.targets[0], type_params=[], value=node.value)
    return ast.copy_location(alias, node)


def _exceptions(text: str, start: int) -> Iterator[Rewrite]:
    """Put `|` for the commas between exceptions without parentheses."""
    commas = []
    for token in outside(_HEADER_TOKEN, text, start, len(text)):
        if token.lastgroup == "end":
            break
        if token.lastgroup == "comma":
            commas.append(token.start())
    repair = Repair(start, ast.ExceptHandler, partial(_as_tuple, commas=len(commas)))
    for comma in commas:
        yield Rewrite(comma, comma + 1, "|", (repair,), since=(3, 14), complaint=_UNPARENTHESIZED)


def _as_tuple(node: Any, commas: int) -> ast.AST:
    exceptions, rest = [], node.type
    for _ in range(commas):
        exceptions.append(rest.right)
        rest = rest.left
    node.type = ast.copy_location(ast.Tuple(elts=[rest, *reversed(exceptions)], ctx=ast.Load()), node.type)
    return node  # type: ignore[no-any-return]
