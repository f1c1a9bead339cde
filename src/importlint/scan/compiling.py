"""What keeps a module from being compiled, said as CPython says it: its parser, its symbol table and its compiler.

CPython: Python/symtable.c, Python/compile.c, Python/future.c; Lib/importlib/_bootstrap_external.py, source_to_code.
"""

import re
import sys
import warnings
from contextlib import suppress
from typing import Final, NamedTuple

from importlint.model.versions import NEWEST
from importlint.patterns import regex
from importlint.scan.lazy_imports import find_misplaced
from importlint.scan.parser import NotPythonError, find_newer_syntax, lower, parse
from importlint.scan.positions import Positions
from importlint.scan.rewriting import Rewrite
from importlint.scan.source import Source

_HOST: Final = sys.version_info[:2]
_MAY_BE_NEWER: Final = regex(
    r"^[ \t]*+(?:type[ \t]++\w|lazy[ \t\\]|except\b[^\n(:,]*+,|(?:async[ \t]++)?+(?:def|class)[ \t]++\w++[ \t]*+\[)",
    re.MULTILINE,
)
_OF_INDENTATION: Final = regex(r"unexpected indent|unindent does not match|expected an indented block|too many levels")


class Mistake(NamedTuple):
    """Why a module cannot be compiled: the exception, its message without the place, and the line, None if unknown."""

    type: str
    message: str
    line: int | None

    def text(self, file_name: str) -> str:
        """Return the exception's text; file_name: without directories."""
        return self.message if self.line is None else f"{self.message} ({file_name}, line {self.line})"


def find_mistake(data: bytes, source: Source, target: tuple[int, int] = NEWEST) -> Mistake | None:
    """Return why some Python would not compile a module, None if it would.

    data: the file. source: what it holds. Messages are those of the Python that runs this, as far as it can tell.
    """
    mistake = _compile(data)
    if mistake is None and target >= _HOST:
        return None
    newer = find_newer(source.text, target, expressions=True)
    if newer is not None:
        is_exact = mistake is not None and target == _HOST
        return mistake if is_exact else newer
    if mistake is None or source.problem is not None:
        return mistake
    try:
        module = parse(source.text)
    except NotPythonError as error:
        problem = error.problem
        same = mistake.message == problem.message
        return mistake if same else mistake_of(problem.message, problem.span.line)
    misplaced = find_misplaced(module, Positions(source.text))
    if misplaced is not None:
        return mistake_of(misplaced.message, misplaced.span.line)
    # What is left are mistakes that the parser lets pass.
    lowered, _ = lower(source.text)
    return mistake if lowered == source.text else _compile(lowered)


def find_newer(text: str, target: tuple[int, int], *, expressions: bool = False) -> Mistake | None:
    """Return what a Python says of the first syntax that came after it, None if there is none.

    expressions: whether to look at them as well as at statements, which takes longer.
    """
    if target >= NEWEST or not (expressions or _MAY_BE_NEWER.search(text)):
        return None
    newer: list[Rewrite] = []
    with suppress(RecursionError):
        newer += (rewrite for rewrite in find_newer_syntax(text, expressions=expressions) if rewrite.since > target)
    if not newer:
        return None
    first = min(newer, key=lambda rewrite: rewrite.start)
    return Mistake("SyntaxError", first.complaint, text.count("\n", 0, first.start) + 1)


def mistake_of(message: str, line: int | None) -> Mistake:
    """Return the mistake that a message of the parser tells of."""
    if "inconsistent use of tabs" in message:
        return Mistake("TabError", message, line)
    return Mistake("IndentationError" if _OF_INDENTATION.match(message) else "SyntaxError", message, line)


def _compile(code: bytes | str) -> Mistake | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(code, "<module>", "exec", dont_inherit=True)
        except SyntaxError as error:
            return Mistake(type(error).__name__, error.msg, error.lineno if error.filename else None)
        except (RecursionError, MemoryError):
            return Mistake("SyntaxError", "too deeply nested for Python's parser", None)
        except ValueError as error:
            # Python 3.12.1 raises it for some valid f-strings.
            return Mistake("SyntaxError", f"cannot be compiled: {error}", None)
    return None
