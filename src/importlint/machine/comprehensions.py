"""Comprehensions and generator expressions."""

import ast
from collections.abc import Callable
from typing import Final, NamedTuple

from importlint.machine.frames import Frame
from importlint.machine.items import held
from importlint.machine.names import comprehension_frame
from importlint.machine.truth import truth_of
from importlint.machine.values import UNKNOWN, Generator, Mapping, Sequence, Value, is_constant
from importlint.machine.vm import Code, Compiler, Store, Vm

_MAX_ITEMS: Final = 2000


class _Part(NamedTuple):
    """One `for ... if ...` of a comprehension."""

    node: ast.expr
    items: Code
    target: Store
    tests: tuple[Code, ...]


def _parts(to: Compiler, generators: list[ast.comprehension]) -> tuple[_Part, ...]:
    return tuple(
        _Part(each.iter, to.expression(each.iter), to.target(each.target), tuple(map(to.expression, each.ifs)))
        for each in generators
    )


def compile_comprehension(to: Compiler, node: ast.ListComp | ast.SetComp) -> Code:
    parts, element = _parts(to, node.generators), to.expression(node.elt)
    kind = "list" if isinstance(node, ast.ListComp) else "set"

    def code(vm: Vm, frame: Frame) -> Value:
        inner = comprehension_frame(frame)
        first = parts[0].items(vm, frame)
        items: list[Value] = []
        known = _run(vm, parts, first, inner, lambda: items.append(element(vm, inner)))
        return Sequence(held(tuple(items), kind) if known else UNKNOWN, kind)

    return code


def compile_dict_comprehension(to: Compiler, node: ast.DictComp) -> Code:
    parts, key_code, value_code = _parts(to, node.generators), to.expression(node.key), to.expression(node.value)

    def code(vm: Vm, frame: Frame) -> Value:
        inner = comprehension_frame(frame)
        first = parts[0].items(vm, frame)
        items: dict[Value, Value] = {}
        keys_known = [True]

        def add() -> None:
            key = key_code(vm, inner)
            value = value_code(vm, inner)
            if is_constant(key):
                items[key] = value
            else:
                keys_known[0] = False

        known = _run(vm, parts, first, inner, add)
        return Mapping(items if known and keys_known[0] else UNKNOWN)

    return code


def _run(vm: Vm, parts: tuple[_Part, ...], first: Value, frame: Frame, body: Callable[[], object]) -> bool:
    """Run the `for ... if ...` parts of a comprehension; return whether every step was known."""
    part, rest = parts[0], parts[1:]
    items = vm.iterate(first, part.node, frame)

    def step(item: Value) -> bool:
        part.target(vm, item, frame)
        for test in part.tests:
            truth = truth_of(test(vm, frame))
            if truth is False:
                return True
            if truth is None:
                vm.fork(lambda: _ignore(inner()), None, frame)
                return False
        return inner()

    def inner() -> bool:
        if rest:
            return _run(vm, rest, rest[0].items(vm, frame), frame, body)
        body()
        return True

    if items is None or len(items) > _MAX_ITEMS:
        vm.fork(lambda: _ignore(step(UNKNOWN)), None, frame)
        return False
    return all([step(item) for item in items])  # noqa: C419 - every step has effects


def _ignore(_result: object) -> None:
    return None


def compile_generator(to: Compiler, node: ast.GeneratorExp) -> Code:
    parts, element = _parts(to, node.generators), to.expression(node.elt)

    def code(vm: Vm, frame: Frame) -> Value:
        first = parts[0].items(vm, frame)
        inner = comprehension_frame(frame)

        def consume() -> "tuple[Value, ...] | None":
            items: list[Value] = []
            known = _run(vm, parts, first, inner, lambda: items.append(element(vm, inner)))
            return tuple(items) if known else None

        return Generator(consume)

    return code


def evaluate_maybe(vm: Vm, code: Code, frame: Frame) -> Value:
    """Evaluate an expression that may not run at all."""
    result: list[Value] = []
    vm.fork(lambda: result.append(code(vm, frame)), None, frame)
    return result[0] if result else UNKNOWN
