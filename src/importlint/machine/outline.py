"""Functions whose bodies were left out when their file was parsed (`scan/outlines.py`), kept on the trees."""

import ast
from collections.abc import Sequence as Items

from importlint.cache.skeletons import Place
from importlint.machine.frames import OutOfBudget
from importlint.scan.outlines import Bodies, Body, Outline
from importlint.scan.parser import NotPythonError

_BODIES = "_importlint_bodies"
_BODY = "_importlint_body"
_CALLED = "_importlint_called"


def program_of(outline: Outline, called: set[Place]) -> ast.Module:
    """Return the tree of a file which knows the bodies that it lacks; called: where to note which are called."""
    setattr(outline.module, _BODIES, outline.bodies)
    setattr(outline.module, _CALLED, called)
    return outline.module


def called_of(program: ast.Module) -> set[Place] | None:
    """Return where to note the functions of a file that are called."""
    found: set[Place] | None = getattr(program, _CALLED, None)
    return found


def bodies_of(program: ast.Module) -> Bodies:
    """Return the bodies that the tree of a file lacks."""
    found: Bodies = getattr(program, _BODIES, {})
    return found


def note_calls(node: ast.FunctionDef | ast.AsyncFunctionDef, called: set[Place]) -> None:
    """Have it noted if a function is called."""
    setattr(node, _CALLED, called)


def leave_out(node: ast.FunctionDef | ast.AsyncFunctionDef, body: Body) -> None:
    """Note that a function lacks its body."""
    setattr(node, _BODY, body)


def body_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Items[ast.stmt]:
    """Return the statements of a function; raises OutOfBudget if they are no Python, which nobody has seen before."""
    called: set[Place] | None = getattr(node, _CALLED, None)
    if called is not None:
        called.add((node.lineno, node.col_offset))
    body: Body | None = getattr(node, _BODY, None)
    if body is None:
        return node.body
    try:
        return body.parse()
    except NotPythonError as error:
        problem = error.problem
        raise OutOfBudget(f"`{node.name}` is not Python: {problem.message} (line {problem.span.line})") from None
