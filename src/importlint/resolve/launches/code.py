"""Code on a command line: what `python -c` is given."""

import ast

from importlint.resolve.python_text import parse_python


def imported_names(code: str) -> tuple[str, ...]:
    """Return the modules that some code imports, in order; () for what is no code."""
    return tuple(name for node in ast.walk(parse_python(code.strip())) for name in _named(node))


def _named(node: ast.AST) -> tuple[str, ...]:
    match node:
        case ast.Import(names=names):
            return tuple(alias.name for alias in names)
        case ast.ImportFrom(module=str(module), level=0):
            return (module,)
        case _:
            return ()
