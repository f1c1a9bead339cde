"""Makes syntax trees ready to run."""

import ast

from importlint.cache.skeletons import Place
from importlint.machine.expressions import EXPRESSIONS
from importlint.machine.names import compile_target
from importlint.machine.outline import bodies_of, called_of, leave_out, note_calls
from importlint.machine.statements import STATEMENTS
from importlint.machine.values import UNKNOWN
from importlint.machine.vm import Block, Code, Step, Store
from importlint.scan.outlines import Bodies


class TreeCompiler:
    """The compiler of every kind of node."""

    __slots__ = ("_bodies", "_called")

    def __init__(self, bodies: Bodies | None = None, called: set[Place] | None = None) -> None:
        """Take the bodies that the tree lacks; called: where to note functions that are called."""
        self._bodies = bodies
        self._called = called

    def expression(self, node: ast.expr) -> Code:
        """Return what evaluates an expression; UNKNOWN for a kind of node that the machine does not know."""
        make = EXPRESSIONS.get(type(node))
        return make(self, node) if make is not None else lambda _vm, _frame: UNKNOWN

    def optional(self, node: ast.expr | None) -> Code | None:
        """Return what evaluates an expression, if there is one."""
        return self.expression(node) if node is not None else None

    def statement(self, node: ast.stmt) -> Step:
        """Return what executes a statement."""
        return STATEMENTS[type(node)](self, node)

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Note where the body of a function is, if the tree lacks it, and that its calls are of interest."""
        if self._called is not None:
            note_calls(node, self._called)
        body = self._bodies.get((node.lineno, node.col_offset)) if self._bodies else None
        if body is not None:
            leave_out(node, body)

    def target(self, node: ast.expr) -> Store:
        """Return what assigns to a target of any form."""
        return compile_target(self, node)


def block_of(program: ast.Module) -> Block:
    """Return the body of a file, made ready to run (kept on the tree)."""
    known: Block | None = getattr(program, "_importlint_block", None)
    if known is None:
        compiler = TreeCompiler(bodies_of(program), called_of(program))
        known = program._importlint_block = Block(compiler, program.body)  # type: ignore[attr-defined] # noqa: SLF001
    return known


def has_future_annotations(program: ast.Module) -> bool:
    """Return whether a file says that its annotations are not evaluated (PEP 563)."""
    for statement in program.body:
        match statement:
            case ast.ImportFrom(module="__future__", names=names):
                if any(alias.name == "annotations" for alias in names):
                    return True
            case ast.Expr(value=ast.Constant()):
                continue
            case _:
                return False
    return False
