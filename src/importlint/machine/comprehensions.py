"""Comprehensions and generator expressions."""

import ast
from collections.abc import Callable
from typing import Final

from importlint.machine.frames import Frame
from importlint.machine.names import bind, comprehension_frame
from importlint.machine.truth import truth_of
from importlint.machine.values import UNKNOWN, Generator, Mapping, Sequence, Value, is_constant
from importlint.machine.vm import Vm

_MAX_ITEMS: Final = 2000


def evaluate_comprehension(vm: Vm, node: ast.ListComp | ast.SetComp, frame: Frame) -> Value:
    inner = comprehension_frame(frame)
    first = vm.evaluate(node.generators[0].iter, frame)
    items: list[Value] = []
    known = run_generators(vm, node.generators, first, inner, lambda: items.append(vm.evaluate(node.elt, inner)))
    return Sequence(tuple(items) if known else UNKNOWN, "list" if isinstance(node, ast.ListComp) else "set")


def evaluate_dict_comprehension(vm: Vm, node: ast.DictComp, frame: Frame) -> Value:
    inner = comprehension_frame(frame)
    first = vm.evaluate(node.generators[0].iter, frame)
    items: dict[Value, Value] = {}
    keys_known = [True]

    def add() -> None:
        key = vm.evaluate(node.key, inner)
        value = vm.evaluate(node.value, inner)
        if is_constant(key):
            items[key] = value
        else:
            keys_known[0] = False

    known = run_generators(vm, node.generators, first, inner, add)
    return Mapping(items if known and keys_known[0] else UNKNOWN)


def run_generators(
    vm: Vm, generators: list[ast.comprehension], first: Value, frame: Frame, body: Callable[[], object]
) -> bool:
    """Run the `for ... if ...` parts of a comprehension; return whether every step was known."""
    generator, rest = generators[0], generators[1:]
    items = vm.iterate(first, generator.iter, frame)

    def step(item: Value) -> bool:
        bind(vm, generator.target, item, frame)
        for test in generator.ifs:
            truth = truth_of(vm.evaluate(test, frame))
            if truth is False:
                return True
            if truth is None:
                vm.fork(lambda: _ignore(inner()), lambda: None, frame)
                return False
        return inner()

    def inner() -> bool:
        if rest:
            return run_generators(vm, rest, vm.evaluate(rest[0].iter, frame), frame, body)
        body()
        return True

    if items is None or len(items) > _MAX_ITEMS:
        vm.fork(lambda: _ignore(step(UNKNOWN)), lambda: None, frame)
        return False
    return all([step(item) for item in items])  # noqa: C419 - every step has effects


def _ignore(_result: object) -> None:
    return None


def make_generator(vm: Vm, node: ast.GeneratorExp, frame: Frame) -> Value:
    first = vm.evaluate(node.generators[0].iter, frame)
    inner = comprehension_frame(frame)
    inner.names[".0"] = first
    return Generator(node, inner)


def consume(vm: Vm, generator: Generator) -> "tuple[Value, ...] | None":
    """Run a generator expression to its end; return its items, None if they are not known."""
    node = generator.node
    if node is None:
        return None
    frame: Frame = generator.frame
    items: list[Value] = []
    known = run_generators(
        vm, node.generators, frame.names[".0"], frame, lambda: items.append(vm.evaluate(node.elt, frame))
    )
    return tuple(items) if known else None


def evaluate_maybe(vm: Vm, node: ast.expr, frame: Frame) -> Value:
    """Evaluate an expression that may not run at all."""
    result: list[Value] = []

    def first() -> None:
        result.append(vm.evaluate(node, frame))

    vm.fork(first, lambda: None, frame)
    return result[0] if result else UNKNOWN
