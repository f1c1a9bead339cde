"""The `try` statements around a line, parsed without the rest of their file, which can be long."""

import ast
from collections.abc import Iterator, Sequence

from importlint.patterns import regex
from importlint.scan.parser import NotPythonError, parse

_TRY = regex(r"\s*try\s*:\s*(?:#.*)?\Z")
# Lines that do not end the statement, though they are indented no more than it.
_GOES_ON = regex(r"\s*(?:(?:except|else|finally)\b|#|\Z)")
# What can make a line be no line of its own: a text of several lines may end in it, or the line before goes on.
_UNCERTAIN = regex(r"\"\"\"|'''|\\")


def tries_around(lines: Sequence[str], line: int) -> list[ast.Try]:
    """Return the innermost `try` statement whose body holds a statement that begins in a line, after those inside it.

    lines: of a file that is valid Python. Positions are those in the file. () where only the whole file can tell.
    """
    first = _first_line(lines, line)
    block = parse_lines(lines, first, _last_line(lines, first, line)) if first else None
    return list(holding(block, line)) if block else []


def _first_line(lines: Sequence[str], line: int) -> int:
    """Return the nearest line above that is indented less and begins a `try`, 0 where that is not certain.

    What is in no text of several lines and no bracket stays so up to a line without the end of one.
    """
    margin = _margin(lines[line - 1])
    for number in range(line - 1, 0, -1):
        text = lines[number - 1]
        if _UNCERTAIN.search(text):
            break
        if text.strip() and _margin(text) < margin and text.lstrip()[0] != "#":
            if _TRY.match(text):
                return number
            margin = _margin(text)
    return 0


def _last_line(lines: Sequence[str], first: int, line: int) -> int:
    """Return the last line of the statement, as far as indentation tells; texts and brackets may go on."""
    margin = _margin(lines[first - 1])
    for number in range(line, len(lines)):
        if _margin(lines[number]) <= margin and not _GOES_ON.match(lines[number]):
            return number
    return len(lines)


def _margin(text: str) -> int:
    return len(text) - len(text.lstrip())


def parse_lines(lines: Sequence[str], first: int, last: int) -> ast.Module | None:
    """Parse some lines of a file as if they stood alone, at their places; None if they are no statements."""
    above = "\n" * (first - 2) + "if 1:\n" if _margin(lines[first - 1]) else "\n" * (first - 1)
    try:
        return parse(above + "\n".join(lines[first - 1 : last]))
    except NotPythonError:
        return None


def holding(program: ast.Module, line: int) -> Iterator[ast.Try]:
    """Yield the `try` statements whose body holds a line, innermost first; no expression is entered."""
    found: list[ast.Try] = []
    waiting: list[ast.AST] = [program]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Try) and _holds(node.body, line):
            found.append(node)
        waiting.extend(inner for inner in _statements_in(node) if _holds([inner], line))
    yield from sorted(found, key=lambda node: node.lineno, reverse=True)


def _statements_in(node: ast.AST) -> Iterator[ast.stmt]:
    """Yield the statements directly in a block, its handlers and its cases."""
    for block in ("body", "orelse", "finalbody"):
        yield from getattr(node, block, ())
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield from part.body


def _holds(body: list[ast.stmt], line: int) -> bool:
    return body[0].lineno <= line <= (body[-1].end_lineno or body[-1].lineno)
