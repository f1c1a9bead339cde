"""Nodes of syntax trees that Python 3.11 does not have."""

import ast
from typing import Any


class _TypeAlias(ast.stmt):
    """What `ast.TypeAlias` is from Python 3.12 on (PEP 695)."""

    _fields = ("name", "type_params", "value")


TypeAlias: type[Any] = getattr(ast, "TypeAlias", _TypeAlias)
