"""Generator functions: their body runs when somebody iterates over a call of them."""

import ast
from collections.abc import Callable

from importlint.machine.calls import function_frame
from importlint.machine.frames import Frame
from importlint.machine.function_code import code_of
from importlint.machine.values import Generator, Value
from importlint.machine.vm import Vm


class StopGenerator(Exception):  # noqa: N818 - a signal
    """The loop over a generator has ended early."""


def run_generator(vm: Vm, generator: Generator, on_yield: Callable[[Value], None], node: ast.AST, frame: Frame) -> None:
    """Run a generator function's body, calling `on_yield` at each `yield`."""
    function = generator.function
    if function is None or not vm.calls.enter(function, node, frame):
        return
    code = code_of(vm.compiler, function.node)
    inner = function_frame(code, function, dict(generator.arguments))
    inner.on_yield = on_yield
    try:
        vm.execute(code.block, inner)
    finally:
        vm.calls.leave()
