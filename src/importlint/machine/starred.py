"""Rows of expressions with starred ones among them: arguments of calls, items of displays."""

import ast
from collections.abc import Callable
from collections.abc import Sequence as Items

from importlint.machine.frames import Frame
from importlint.machine.values import Value
from importlint.machine.vm import Compiler, Vm


def compile_starred(to: Compiler, nodes: Items[ast.expr]) -> Callable[[Vm, Frame], tuple[tuple[Value, ...], bool]]:
    """Return what evaluates a row of expressions: all values as far as they are known, and whether they are all."""
    parts = [(node, to.expression(node.value if isinstance(node, ast.Starred) else node)) for node in nodes]

    def evaluate(vm: Vm, frame: Frame) -> tuple[tuple[Value, ...], bool]:
        values: list[Value] = []
        complete = True
        for node, part in parts:
            value = part(vm, frame)
            if isinstance(node, ast.Starred):
                items = vm.iterate(value, node, frame)
                values.extend(items or ())
                complete = complete and items is not None
            else:
                values.append(value)
        return tuple(values), complete

    return evaluate
