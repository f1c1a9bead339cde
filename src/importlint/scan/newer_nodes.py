"""Nodes of syntax trees that Python 3.11 does not have."""

import ast
from typing import Any


class _TypeAlias(ast.stmt):
    """What `ast.TypeAlias` is from Python 3.12 on (PEP 695)."""

    _fields = ("name", "type_params", "value")


class TypeParameter(ast.AST):
    """A type parameter of a definition, whatever its kind; bound and default are left out, for nothing runs them."""

    _fields = ("name",)

    def __init__(self, name: str) -> None:
        """Name it."""
        super().__init__()
        self.name = name


TypeAlias: type[Any] = getattr(ast, "TypeAlias", _TypeAlias)


def type_parameters_of(node: ast.AST) -> tuple[str, ...]:
    """Return the names of the type parameters of a function, class or `type` statement."""
    return tuple([parameter.name for parameter in getattr(node, "type_params", ())])
