"""Text to syntax tree, with the same result whatever Python runs importlint."""

import ast
import warnings

from importlint.model.facts import Problem
from importlint.model.location import Span


class NotPythonError(Exception):
    """A text that is not valid Python; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def parse(text: str) -> ast.Module:
    """Parse a module.

    Raises NotPythonError.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        raise NotPythonError(_problem(error)) from error
    except (RecursionError, MemoryError, ValueError) as error:
        raise NotPythonError(Problem(Span(1, 1, 1, 1), f"too complex to parse: {error}")) from error


def _problem(error: SyntaxError) -> Problem:
    line, column = max(error.lineno or 1, 1), max(error.offset or 1, 1)
    return Problem(Span(line, column, line, column), error.msg)
