"""Rows of expressions with starred ones among them: arguments of calls, items of displays."""

import ast
from collections.abc import Callable
from collections.abc import Sequence as Items
from typing import NamedTuple

from importlint.machine.frames import Frame
from importlint.machine.values import Value
from importlint.machine.vm import Compiler, Vm


class Row(NamedTuple):
    """The values of a row of expressions, as far as they are known.

    placed: how many of them certainly stand at their place, None if no value is missing.
    """

    values: tuple[Value, ...]
    placed: int | None


def compile_starred(to: Compiler, nodes: Items[ast.expr]) -> Callable[[Vm, Frame], Row]:
    """Return what evaluates a row of expressions."""
    parts = [(node, to.expression(node.value if isinstance(node, ast.Starred) else node)) for node in nodes]

    def evaluate(vm: Vm, frame: Frame) -> Row:
        values: list[Value] = []
        placed: int | None = None
        for node, part in parts:
            value = part(vm, frame)
            if isinstance(node, ast.Starred):
                items = vm.iterate(value, node, frame)
                if items is None and placed is None:
                    placed = len(values)
                values.extend(items or ())
            else:
                values.append(value)
        return Row(tuple(values), placed)

    return evaluate
