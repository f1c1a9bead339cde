"""What the directory that an expression names hangs on: the file itself, the working directory, the environment."""

import ast
from collections.abc import Iterable

from importlint.scan.reading import Reading

_FILE = frozenset(
    {"__file__", "__path__", "__spec__", "inspect.getfile", "inspect.getsourcefile", "inspect.getabsfile"}
)
_CWD = frozenset({"os.getcwd", "os.curdir", "os.pardir", "pathlib.Path.cwd"})
_ENVIRONMENT = frozenset(
    {"os.environ", "os.getenv", "os.path.expanduser", "os.path.expandvars", "pathlib.Path.home", "sys.prefix"}
)
_PATH_FUNCTIONS = ("str", "os.path.", "os.fspath", "pathlib.")
_BY_STRENGTH = ("file", "environment", "cwd", "absolute")
_UNKNOWN = "unknown"
_MAX_DEPTH = 50


def find_base(expressions: Iterable[ast.expr], reading: Reading) -> str:
    """Return what the directories hang on that expressions name; see `PathEdit.base`."""
    return _strongest(_base(node, reading, _MAX_DEPTH) for node in expressions)


def _strongest(bases: Iterable[str]) -> str:
    found = set(bases)
    return next((base for base in _BY_STRENGTH if base in found), _UNKNOWN)


def _base(node: ast.expr, reading: Reading, depth: int) -> str:
    """Look at the part of an expression that a path begins with."""
    if depth == 0:
        return _UNKNOWN
    known = _base_of_name(node, reading)
    if known != _UNKNOWN:
        return known
    return _strongest(_base(inner, reading, depth - 1) for inner in _beginnings(node, reading))


def _base_of_name(node: ast.expr, reading: Reading) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return "absolute" if text.startswith(("/", "\\")) or text[1:2] == ":" else "cwd"
        case ast.Name() | ast.Attribute():
            dotted = reading.names.dotted(node)
            for base, names in (("file", _FILE), ("cwd", _CWD), ("environment", _ENVIRONMENT)):
                if dotted in names:
                    return base
    return _UNKNOWN


def _beginnings(node: ast.expr, reading: Reading) -> list[ast.expr]:
    """Return the expressions that the value of an expression may begin with."""
    match node:
        case ast.Name(id=name):
            return reading.assigned(name)
        case ast.Call(func=func, args=args):
            return _beginnings_of_call(func, args, reading)
        case ast.BinOp(op=ast.Mod(), left=ast.Constant(value=str(text)), right=right) if text.startswith("%"):
            return [right.elts[0]] if isinstance(right, ast.Tuple) and right.elts else [right]
        case ast.BinOp(left=left):
            return [left]
        case ast.IfExp(body=body, orelse=orelse):
            return [body, orelse]
        case ast.JoinedStr(values=values):
            return values[:1]
        case ast.ListComp() | ast.GeneratorExp() | ast.SetComp():
            return [node.elt]
    one, many = getattr(node, "value", None), getattr(node, "elts", getattr(node, "values", None))
    return [one] if isinstance(one, ast.expr) else many if isinstance(many, list) else []


def _beginnings_of_call(func: ast.expr, args: list[ast.expr], reading: Reading) -> list[ast.expr]:
    """Return what the result of a call may begin with: a text given to a function that is no path's is only a key."""
    match func:
        case ast.Attribute(attr="format", value=ast.Constant(value=str(text)) as template):
            return args[:1] if text.startswith("{") else [template]
        case ast.Name(id="map"):
            return args[1:]
    if args and isinstance(args[0], ast.Constant) and not reading.names.dotted(func).startswith(_PATH_FUNCTIONS):
        return [func]
    return [func, *args[:1]]
