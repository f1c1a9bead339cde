"""Calls that start threads, and calls that wait for them."""

import ast
import re
from typing import NamedTuple

from importlint.model.facts import Context, Spawn, SpawnKind
from importlint.patterns import regex
from importlint.scan.reading import Reading

_THREADS = regex(r"(?:\w+\.)*threading\.(?:Thread|Timer)")
_POOLS = regex(r"(?:\w+\.)*(?:ThreadPoolExecutor|multiprocessing\.(?:pool\.ThreadPool|dummy\.Pool))")
_HANDS_OVER = frozenset({"submit", "map", "apply_async", "map_async", "imap", "apply"})
_WAITS = frozenset({"join", "result", "get"})
_METHODS = _HANDS_OVER | _WAITS | {"start"}


class _Made(NamedTuple):
    """A call that makes a thread or a pool, or hands work to a pool; with: its block waits for it at its end."""

    call: ast.Call
    entered: bool = False


def thread_use(node: ast.Call, context: Context, reading: Reading) -> Spawn | None:
    """Make the fact of a call that starts a thread or waits for one, None if it is another."""
    if reading.names.dotted(node.func) == "_thread.start_new_thread":
        return _fact(node, _argument(node, 0, ""), SpawnKind.THREAD, context, reading)
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in _METHODS:
        return None
    made, method = _made(node.func.value, reading), node.func.attr
    if made is None:
        return None
    work = _work(made.call, reading)
    if _is(_THREADS, made, reading) and method in ("start", "join"):
        return _fact(node, work, SpawnKind.THREAD if method == "start" else SpawnKind.WAIT, context, reading)
    if _is(_POOLS, made, reading) and method in _HANDS_OVER:
        kind = SpawnKind.AWAITED if made.entered or method == "apply" else SpawnKind.THREAD
        return _fact(node, _argument(node, 0, "fn"), kind, context, reading)
    return _fact(node, work, SpawnKind.WAIT, context, reading) if work is not None and method in _WAITS else None


def _fact(node: ast.Call, work: ast.expr | None, kind: SpawnKind, context: Context, reading: Reading) -> Spawn:
    target = "<lambda>" if isinstance(work, ast.Lambda) else reading.text(work) if work is not None else ""
    return Spawn(reading.span(node), reading.text(node.func), target, kind, context)


def _made(node: ast.expr, reading: Reading) -> _Made | None:
    """Return the call that an expression is the result of, looking through one name."""
    if isinstance(node, ast.Call):
        return _Made(node)
    if not isinstance(node, ast.Name):
        return None
    entered = reading.entered(node.id)
    values = [entered] if entered is not None else reading.assigned(node.id)
    calls = [value for value in values if isinstance(value, ast.Call)]
    return _Made(calls[0], entered is not None) if calls else None


def _is(pattern: re.Pattern[str], made: _Made, reading: Reading) -> bool:
    return bool(pattern.fullmatch(reading.names.dotted(made.call.func)))


def _work(call: ast.Call, reading: Reading) -> ast.expr | None:
    """Return the function that a thread runs, or that a call handed to a pool."""
    dotted = reading.names.dotted(call.func)
    if _THREADS.fullmatch(dotted):
        return _argument(call, 1, "function" if dotted.endswith("Timer") else "target")
    if isinstance(call.func, ast.Attribute) and call.func.attr in _HANDS_OVER:
        made = _made(call.func.value, reading)
        return _argument(call, 0, "fn") if made is not None and _is(_POOLS, made, reading) else None
    return None


def _argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    named = (keyword.value for keyword in call.keywords if keyword.arg == name)
    return next(named, call.args[position] if len(call.args) > position else None)
