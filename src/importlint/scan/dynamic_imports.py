"""Calls that import or look for modules by value."""

import ast

from importlint.model.facts import Context, DynamicImport
from importlint.scan.reading import Reading

_IMPORTING = frozenset(
    {
        "__import__",
        "builtins.__import__",
        "imp.load_module",
        "imp.load_source",
        "imp.reload",
        "importlib.__import__",
        "importlib.import_module",
        "importlib.reload",
        "importlib.util.spec_from_file_location",
        "pkgutil.iter_modules",
        "pkgutil.walk_packages",
        "reload",
        "runpy.run_module",
        "runpy.run_path",
    }
)
# Methods of loaders, whatever the loader is.
_METHODS = frozenset({"exec_module", "load_module"})
# The parameter that names the module or file, where it is not the first one called `name`.
_PARAMETERS = {"spec_from_file_location": (1, "location"), "run_module": (0, "mod_name"), "run_path": (0, "path_name")}


def dynamic_import(node: ast.Call, context: Context, reading: Reading) -> DynamicImport | None:
    """Make the fact of a call that imports, None if it is another."""
    dotted = reading.names.dotted(node.func)
    call = dotted.rpartition(".")[2]
    if isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS:
        call = node.func.attr
    elif dotted not in _IMPORTING:
        return None
    name = _argument(node, *_PARAMETERS.get(call, (0, "name")))
    package = _argument(node, 1, "package") if call == "import_module" else None
    return DynamicImport(
        span=reading.span(node),
        call=call,
        name=_module_name(name, call, reading),
        relative_to=reading.text(package) if package else "",
        argument=reading.text(*node.args, *node.keywords),
        context=context,
    )


def _argument(node: ast.Call, position: int, name: str) -> ast.expr | None:
    for keyword in node.keywords:
        if keyword.arg == name:
            return keyword.value
    return node.args[position] if len(node.args) > position else None


def _module_name(node: ast.expr | None, call: str, reading: Reading) -> str | None:
    if call == "reload" and node is not None:
        return reading.text(node)
    literal = node.value if isinstance(node, ast.Constant) else None
    return literal if isinstance(literal, str) and literal.isprintable() else None
