"""Makes syntax trees ready to run."""

import ast

from importlint.machine.expressions import EXPRESSIONS
from importlint.machine.names import compile_target
from importlint.machine.statements import STATEMENTS
from importlint.machine.values import UNKNOWN
from importlint.machine.vm import Code, Step, Store


class TreeCompiler:
    """The compiler of every kind of node."""

    __slots__ = ()

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

    def target(self, node: ast.expr) -> Store:
        """Return what assigns to a target of any form."""
        return compile_target(self, node)
