"""Python that is read for what it says about paths and launches, never run."""

import ast
import warnings


def parse_python(text: str) -> ast.Module:
    """Parse a text; a module without statements for what is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])
