"""Read what a setup.py passes to `setup()`, without running it: literals, and module-level names that hold one."""

import ast
from collections.abc import Mapping
from typing import Any, NamedTuple

from importlint.resolve.python_text import parse_python

_FINDERS = frozenset({"find_packages", "find_namespace_packages"})


class FoundPackages(NamedTuple):
    """A call of `find_packages()` and the directory that it is given."""

    where: str


def read_setup(text: str) -> Mapping[str, Any]:
    """Return the arguments of the first `setup()` call as far as they can be known; {} where there is none."""
    module = parse_python(text)
    call = next((node for node in ast.walk(module) if isinstance(node, ast.Call) and _called(node) == "setup"), None)
    if call is None:
        return {}
    constants = _constants(module)
    arguments = ((keyword.arg, _value(keyword.value, constants)) for keyword in call.keywords if keyword.arg)
    return {name: value for name, value in arguments if value is not None}


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _constants(module: ast.Module) -> dict[str, ast.expr]:
    return {
        target.id: statement.value
        for statement in module.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }


def _value(node: ast.expr, constants: Mapping[str, ast.expr]) -> Any:
    """Return what an expression is, None if that cannot be known."""
    if isinstance(node, ast.Name) and node.id in constants:
        return _value(constants[node.id], {})
    if isinstance(node, ast.Call) and _called(node) in _FINDERS:
        where = next((keyword.value for keyword in node.keywords if keyword.arg == "where"), None)
        where = where or next(iter(node.args), None)
        return FoundPackages(where.value if isinstance(where, ast.Constant) and isinstance(where.value, str) else ".")
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
