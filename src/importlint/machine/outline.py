"""Functions whose bodies were left out when their file was parsed (`scan/outlines.py`), kept on the trees."""

import ast
from collections.abc import Sequence as Items

from importlint.machine.frames import OutOfBudget
from importlint.scan.outlines import Bodies, Body, Outline
from importlint.scan.parser import NotPythonError

_BODIES = "_importlint_bodies"
_BODY = "_importlint_body"


def program_of(outline: Outline) -> ast.Module:
    """Return the tree of a file which knows the bodies that it lacks."""
    setattr(outline.module, _BODIES, outline.bodies)
    return outline.module


def bodies_of(program: ast.Module) -> Bodies:
    """Return the bodies that the tree of a file lacks."""
    found: Bodies = getattr(program, _BODIES, {})
    return found


def leave_out(node: ast.FunctionDef | ast.AsyncFunctionDef, body: Body) -> None:
    """Note that a function lacks its body."""
    setattr(node, _BODY, body)


def body_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Items[ast.stmt]:
    """Return the statements of a function; raises OutOfBudget if they are no Python, which nobody has seen before."""
    body: Body | None = getattr(node, _BODY, None)
    if body is None:
        return node.body
    try:
        return body.parse()
    except NotPythonError as error:
        problem = error.problem
        raise OutOfBudget(f"`{node.name}` is not Python: {problem.message} (line {problem.span.line})") from None
