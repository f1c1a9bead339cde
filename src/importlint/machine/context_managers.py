"""The `with` statement."""

import ast
from collections.abc import Callable

from importlint.machine.calls import call_function
from importlint.machine.exceptions import catches
from importlint.machine.frames import Completion, Frame, Raised
from importlint.machine.generators import run_generator
from importlint.machine.instances import lookup
from importlint.machine.services import with_service
from importlint.machine.truth import truth_of
from importlint.machine.values import UNKNOWN, Function, Generator, Instance, Path, Sequence, Service, Value
from importlint.machine.vm import Arguments, Block, Compiler, Step, Vm


def compile_with(to: Compiler, node: ast.With | ast.AsyncWith) -> Step:
    block = Block(to, node.body)
    step: Step = lambda vm, frame: vm.execute(block, frame)  # noqa: E731
    for item in reversed(node.items):
        step = _compile_item(to, item, step, node)
    return step


def _compile_item(to: Compiler, item: ast.withitem, inner: Step, node: ast.AST) -> Step:
    """Return what enters one context manager and carries out a step within it."""
    expression, target = to.expression(item.context_expr), to.target(item.optional_vars) if item.optional_vars else None

    def step(vm: Vm, frame: Frame) -> Completion | None:
        manager = expression(vm, frame)

        def body(value: Value) -> Completion | None:
            if target is not None:
                target(vm, value, frame)
            return inner(vm, frame)

        return _enter(vm, manager, body, node, frame)

    return step


def _enter(
    vm: Vm, manager: Value, body: Callable[[Value], Completion | None], node: ast.AST, frame: Frame
) -> Completion | None:
    match manager:
        case Generator(function=Function(is_context_manager=True)):
            return _with_generator(vm, manager, body, node, frame)
        case Instance():
            return _with_instance(vm, manager, body, node, frame)
        case Service():
            return with_service(vm, manager, body)
        case Sequence(kind="suppress"):
            return _with_suppress(vm, manager, body)
        case _:
            return body(manager if isinstance(manager, Path) else UNKNOWN)


def _with_generator(
    vm: Vm, manager: Generator, body: Callable[[Value], Completion | None], node: ast.AST, frame: Frame
) -> Completion | None:
    """Run a `@contextmanager` function: the block runs at its `yield`, and an exception is raised there."""
    ended: list[Completion | None] = []
    run_generator(vm, manager, lambda value: ended.append(body(value)), node, frame)
    return ended[0] if ended else None


def _with_instance(
    vm: Vm, manager: Instance, body: Callable[[Value], Completion | None], node: ast.AST, frame: Frame
) -> Completion | None:
    enter, leave = lookup(manager.of.order, "__enter__"), lookup(manager.of.order, "__exit__")
    value: Value = UNKNOWN
    if isinstance(enter, Function):
        value = call_function(vm, enter, Arguments((manager,)), node, frame)
    nothing = (manager, None, None, None)
    try:
        completion = body(value)
    except Raised as raised:
        if isinstance(leave, Function):
            given = (manager, raised.error.of, raised.error, UNKNOWN)
            if truth_of(call_function(vm, leave, Arguments(given), node, frame)):
                return None
        raise
    if isinstance(leave, Function):
        call_function(vm, leave, Arguments(nothing), node, frame)
    return completion


def _with_suppress(vm: Vm, manager: Sequence, body: Callable[[Value], Completion | None]) -> Completion | None:
    try:
        return body(None)
    except Raised as raised:
        if catches(vm, manager.cell["items"], raised.error) is False:
            raise
        return None
