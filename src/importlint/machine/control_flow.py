"""Branches and loops."""

import ast
from collections.abc import Iterator
from typing import Final

from importlint.machine.frames import Completion, Frame, Raised
from importlint.machine.generators import StopGenerator, run_generator
from importlint.machine.names import bind
from importlint.machine.truth import truth_of
from importlint.machine.values import UNKNOWN, Generator, Value
from importlint.machine.vm import Vm

_MAX_ROUNDS: Final = 1000


_MAX_WHILE: Final = 100


def execute_if(vm: Vm, node: ast.If, frame: Frame) -> Completion | None:
    truth = truth_of(vm.evaluate(node.test, frame))
    if truth is not None:
        return vm.execute(node.body if truth else node.orelse, frame)
    return vm.fork(lambda: vm.execute(node.body, frame), lambda: vm.execute(node.orelse, frame), frame)


def execute_for(vm: Vm, node: ast.For, frame: Frame) -> Completion | None:
    value = vm.evaluate(node.iter, frame)
    if isinstance(value, Generator) and value.function is not None:
        return _for_generator(vm, node, value, frame)
    items = vm.iterate(value, node.iter, frame)
    if items is None or len(items) > _MAX_ROUNDS:
        return _maybe_once(vm, node, frame)
    around, frame.may_have_broken = frame.may_have_broken, False
    try:
        return _rounds(vm, node, iter(items), frame)
    finally:
        frame.may_have_broken = around


def _rounds(vm: Vm, node: ast.For, items: Iterator[Value], frame: Frame) -> Completion | None:
    """Run a loop for each of its items; after a `break` that may have run, the rest may run."""
    for item in items:
        bind(vm, node.target, item, frame)
        try:
            completion = vm.execute(node.body, frame)
        except Raised as raised:
            if not frame.may_have_broken:
                raise
            vm.doubt(raised)
            return None
        if completion is not None and completion.kind == "break":
            return None
        if completion is not None and completion.kind == "return":
            return completion
        if frame.may_have_broken:
            frame.may_have_broken = False
            return vm.fork(lambda: _rounds(vm, node, items, frame), lambda: None, frame)
    return vm.execute(node.orelse, frame)


def _maybe_once(vm: Vm, node: ast.For | ast.AsyncFor, frame: Frame) -> Completion | None:
    def once() -> Completion | None:
        bind(vm, node.target, UNKNOWN, frame)
        completion = vm.execute(node.body, frame)
        return completion if completion is not None and completion.kind == "return" else None

    completion = vm.fork(once, lambda: None, frame)
    if completion is None and any(isinstance(part, ast.Break) for inner in node.body for part in ast.walk(inner)):
        return vm.fork(lambda: vm.execute(node.orelse, frame), lambda: None, frame)
    return completion or vm.execute(node.orelse, frame)


def _for_generator(vm: Vm, node: ast.For, generator: Generator, frame: Frame) -> Completion | None:
    """Run a loop over a call of a generator function: the loop's body runs at each `yield`."""
    ended: list[Completion] = []

    def on_yield(value: Value) -> None:
        bind(vm, node.target, value, frame)
        completion = vm.execute(node.body, frame)
        if completion is not None and completion.kind != "continue":
            ended.append(completion)
            raise StopGenerator

    try:
        run_generator(vm, generator, on_yield, node, frame)
    except StopGenerator:
        return ended[0] if ended[0].kind == "return" else None
    return vm.execute(node.orelse, frame)


def execute_while(vm: Vm, node: ast.While, frame: Frame) -> Completion | None:
    for _ in range(_MAX_WHILE):
        truth = truth_of(vm.evaluate(node.test, frame))
        if truth is False:
            return vm.execute(node.orelse, frame)
        if truth is None:
            return vm.fork(lambda: _kept(vm.execute(node.body, frame)), lambda: None, frame)
        completion = vm.execute(node.body, frame)
        if completion is not None and completion.kind == "break":
            return None
        if completion is not None and completion.kind == "return":
            return completion
        if frame.may_have_broken:
            frame.may_have_broken = False
            return None
    return None


def _kept(completion: Completion | None) -> Completion | None:
    return completion if completion is not None and completion.kind == "return" else None


def execute_async_for(vm: Vm, node: ast.AsyncFor, frame: Frame) -> Completion | None:
    vm.evaluate(node.iter, frame)
    return _maybe_once(vm, node, frame)


def execute_return(vm: Vm, node: ast.Return, frame: Frame) -> Completion:
    return Completion("return", vm.evaluate(node.value, frame) if node.value is not None else None)


def execute_break(_vm: Vm, _node: ast.Break, _frame: Frame) -> Completion:
    return Completion("break")


def execute_continue(_vm: Vm, _node: ast.Continue, _frame: Frame) -> Completion:
    return Completion("continue")
