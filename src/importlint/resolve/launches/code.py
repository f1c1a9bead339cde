"""Code on a command line: what `python -c` is given."""

import ast
import warnings


def imported_names(code: str) -> tuple[str, ...]:
    """Return the modules that some code imports, in order; () for what is no code."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            module = ast.parse(code.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    return tuple(name for node in ast.walk(module) for name in _named(node))


def _named(node: ast.AST) -> tuple[str, ...]:
    match node:
        case ast.Import(names=names):
            return tuple(alias.name for alias in names)
        case ast.ImportFrom(module=str(module), level=0):
            return (module,)
        case _:
            return ()
