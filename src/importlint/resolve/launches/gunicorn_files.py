"""Read what a configuration of Gunicorn says about the search path: `chdir`, `pythonpath`, `wsgi_app`.

The file is Python (gunicorn/app/base.py, `get_config_from_filename`); only texts that are written down in it are known.
"""

import ast
import warnings
from collections.abc import Iterator, Mapping

_NAMES = frozenset({"chdir", "pythonpath", "wsgi_app"})


def read_settings(text: str) -> Mapping[str, str | None]:
    """Return the settings that a file makes, None for one whose value is not known."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    return dict(setting for node in ast.walk(module) for setting in _settings(node))


def _settings(node: ast.AST) -> Iterator[tuple[str, str | None]]:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in _NAMES:
            yield name, value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None
