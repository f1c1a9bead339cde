"""Read what a configuration of Gunicorn says about the search path: `chdir`, `pythonpath`, `wsgi_app`.

The file is Python (gunicorn/app/base.py, `get_config_from_filename`); only texts that are written down in it are known.
"""

import ast
from collections.abc import Iterator, Mapping

from importlint.resolve.python_text import parse_python

_NAMES = frozenset({"chdir", "pythonpath", "wsgi_app"})


def read_settings(text: str) -> Mapping[str, str | None]:
    """Return the settings that a file makes, None for one whose value is not known."""
    return dict(setting for node in ast.walk(parse_python(text)) for setting in _settings(node))


def _settings(node: ast.AST) -> Iterator[tuple[str, str | None]]:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in _NAMES:
            yield name, value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None
