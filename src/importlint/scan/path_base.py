"""What the directory of a path edit hangs on."""

import ast

from importlint.scan.origins import Origins

_CWD = frozenset({"os.getcwd", "pathlib.Path.cwd", "os.curdir", "os.getcwdb"})
_ENVIRONMENT = frozenset({"os.environ", "os.getenv", "os.environ.get"})
_DEEPEST = 5
_STRENGTH = ("file", "environment", "cwd", "absolute", "unknown")


def path_base(node: ast.expr | None, origins: Origins) -> str:
    """Return `file`, `environment`, `cwd`, `absolute` or `unknown`; where several are in it, the first of these."""
    found = set(_bases(node, origins, 0)) if node is not None else set()
    return next((base for base in _STRENGTH if base in found), "unknown")


def _bases(node: ast.expr, origins: Origins, depth: int) -> list[str]:
    """Return what the parts of an expression hang on, looking through names that are assigned once."""
    found: list[str] = []
    if _is_only_text(node):
        found += _of_literals(node)
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and part.id == "__file__":
            found.append("file")
        elif isinstance(part, ast.Name) and part.id in origins.assigned and depth < _DEEPEST:
            found += _bases(origins.assigned[part.id], origins, depth + 1)
        elif isinstance(part, ast.Name | ast.Attribute):
            name = origins.of(part)
            if name in _CWD:
                found.append("cwd")
            elif name in _ENVIRONMENT:
                found.append("environment")
        elif isinstance(part, ast.Call):
            found += _of_call(part, origins)
    return found


def _is_only_text(node: ast.expr) -> bool:
    """Return whether an expression is a text literal, or a list or tuple of such."""
    items = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    return bool(items) and all(isinstance(item, ast.Constant) and isinstance(item.value, str) for item in items)


def _of_literals(node: ast.expr) -> list[str]:
    items = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    return [_of_text(item.value) for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]


def _of_text(text: str) -> str:
    is_absolute = text.startswith(("/", "\\", "~")) or text[1:3] in (":\\", ":/")
    return "absolute" if is_absolute else "cwd"


def _of_call(node: ast.Call, origins: Origins) -> list[str]:
    """Return what a path made of one literal hangs on: `os.path.abspath("..")`, `Path("src")`."""
    name = origins.of(node.func)
    makes_path = name in ("pathlib.Path", "os.path.abspath", "os.path.realpath", "os.path.join", "pathlib.PurePath")
    first = node.args[0] if node.args else None
    if makes_path and isinstance(first, ast.Constant) and isinstance(first.value, str):
        return [_of_text(first.value)]
    return ["cwd"] if name == "pathlib.Path" and not node.args else []
