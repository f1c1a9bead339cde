"""Branches and loops."""

import ast
from collections.abc import Iterator
from typing import Final

from importlint.machine.frames import Completion, Frame, Raised
from importlint.machine.generators import StopGenerator, run_generator
from importlint.machine.scopes import walk
from importlint.machine.truth import truth_of
from importlint.machine.values import UNKNOWN, Generator, Maybe, Value
from importlint.machine.vm import Block, Compiler, Step, Store, Vm

_MAX_ROUNDS: Final = 1000


_MAX_WHILE: Final = 100


def compile_if(to: Compiler, node: ast.If) -> Step:
    test, body, orelse = to.expression(node.test), Block(to, node.body), Block(to, node.orelse)
    has_else = bool(node.orelse)

    def step(vm: Vm, frame: Frame) -> Completion | None:
        truth = truth_of(test(vm, frame))
        if truth is not None:
            return vm.execute(body if truth else orelse, frame)
        other = (lambda: vm.execute(orelse, frame)) if has_else else None
        return vm.fork(lambda: vm.execute(body, frame), other, frame)

    return step


class _Loop:
    """A `for` statement."""

    __slots__ = ("body", "can_break", "node", "orelse", "target")

    def __init__(self, to: Compiler, node: ast.For | ast.AsyncFor) -> None:
        self.node = node
        self.target: Store = to.target(node.target)
        self.body = Block(to, node.body)
        self.orelse = Block(to, node.orelse)
        self.can_break = bool(node.orelse) and any(isinstance(part, ast.Break) for part in walk(node.body))


def compile_for(to: Compiler, node: ast.For) -> Step:
    iterable, loop = to.expression(node.iter), _Loop(to, node)

    def step(vm: Vm, frame: Frame) -> Completion | None:
        value = iterable(vm, frame)
        if isinstance(value, Generator) and value.function is not None:
            return _for_generator(vm, loop, value, frame)
        items = vm.possible_items(value, node.iter, frame)
        if items is None or len(items) > _MAX_ROUNDS:
            return _maybe_once(vm, loop, frame)
        around, frame.may_have_broken = frame.may_have_broken, False
        try:
            return _rounds(vm, loop, iter(items), frame)
        finally:
            frame.may_have_broken = around

    return step


def _rounds(vm: Vm, loop: _Loop, items: Iterator[Value], frame: Frame) -> Completion | None:
    """Run a loop for each of its items; after a `break` that may have run, the rest may run."""
    for item in items:
        try:
            completion = _round(vm, loop, item, frame)
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
            return vm.fork(lambda: _rounds(vm, loop, items, frame), None, frame)
    return vm.execute(loop.orelse, frame)


def _round(vm: Vm, loop: _Loop, item: Value, frame: Frame) -> Completion | None:
    if isinstance(item, Maybe):
        there = item.value
        return vm.fork(lambda: _round(vm, loop, there, frame), None, frame)
    loop.target(vm, item, frame)
    return vm.execute(loop.body, frame)


def _maybe_once(vm: Vm, loop: _Loop, frame: Frame) -> Completion | None:
    def once() -> Completion | None:
        loop.target(vm, UNKNOWN, frame)
        return _kept(vm.execute(loop.body, frame))

    completion = vm.fork(once, None, frame)
    if completion is None and loop.can_break:
        return vm.fork(lambda: vm.execute(loop.orelse, frame), None, frame)
    return completion or vm.execute(loop.orelse, frame)


def _kept(completion: Completion | None) -> Completion | None:
    return completion if completion is not None and completion.kind == "return" else None


def _for_generator(vm: Vm, loop: _Loop, generator: Generator, frame: Frame) -> Completion | None:
    """Run a loop over a call of a generator function: the loop's body runs at each `yield`."""
    ended: list[Completion] = []

    def on_yield(value: Value) -> None:
        loop.target(vm, value, frame)
        completion = vm.execute(loop.body, frame)
        if completion is not None and completion.kind != "continue":
            ended.append(completion)
            raise StopGenerator

    try:
        run_generator(vm, generator, on_yield, loop.node, frame)
    except StopGenerator:
        if not ended:
            raise  # The generator that this loop stands in has ended.
        return ended[0] if ended[0].kind == "return" else None
    return vm.execute(loop.orelse, frame)


def compile_while(to: Compiler, node: ast.While) -> Step:
    test, body, orelse = to.expression(node.test), Block(to, node.body), Block(to, node.orelse)

    def step(vm: Vm, frame: Frame) -> Completion | None:
        for _ in range(_MAX_WHILE):
            truth = truth_of(test(vm, frame))
            if truth is False:
                return vm.execute(orelse, frame)
            if truth is None:
                return vm.fork(lambda: _kept(vm.execute(body, frame)), None, frame)
            completion = vm.execute(body, frame)
            if completion is not None and completion.kind == "break":
                return None
            if completion is not None and completion.kind == "return":
                return completion
            if frame.may_have_broken:
                frame.may_have_broken = False
                return None
        return None

    return step


def compile_async_for(to: Compiler, node: ast.AsyncFor) -> Step:
    iterable, loop = to.expression(node.iter), _Loop(to, node)

    def step(vm: Vm, frame: Frame) -> Completion | None:
        iterable(vm, frame)
        return _maybe_once(vm, loop, frame)

    return step


def compile_return(to: Compiler, node: ast.Return) -> Step:
    if node.value is None:
        return lambda _vm, _frame: Completion("return")
    value = to.expression(node.value)
    return lambda vm, frame: Completion("return", value(vm, frame))


def compile_break(_to: Compiler, _node: ast.Break) -> Step:
    return lambda _vm, _frame: Completion("break")


def compile_continue(_to: Compiler, _node: ast.Continue) -> Step:
    return lambda _vm, _frame: Completion("continue")
