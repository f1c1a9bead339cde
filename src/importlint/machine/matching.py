"""The `match` statement."""

import ast
from collections.abc import Callable

from importlint.machine.frames import Completion, Frame
from importlint.machine.names import store
from importlint.machine.truth import truth_of
from importlint.machine.values import CONSTANTS, UNKNOWN, Value
from importlint.machine.vm import Block, Compiler, Step, Vm

_Test = Callable[[Vm, Value, Frame], bool | None]


def compile_match(to: Compiler, node: ast.Match) -> Step:
    subject_code = to.expression(node.subject)
    cases = [(_compile_pattern(to, case.pattern), to.optional(case.guard), Block(to, case.body)) for case in node.cases]

    def step(vm: Vm, frame: Frame) -> Completion | None:
        subject = subject_code(vm, frame)

        def try_from(index: int) -> Completion | None:
            if index == len(cases):
                return None
            test, guard, body = cases[index]
            truth = test(vm, subject, frame)
            if truth is not False and guard is not None:
                passed = truth_of(guard(vm, frame))
                truth = passed if truth else None if passed is not False else False
            if truth is False:
                return try_from(index + 1)
            if truth:
                return vm.execute(body, frame)
            return vm.fork(lambda: vm.execute(body, frame), lambda: try_from(index + 1), frame)

        return try_from(0)

    return step


def _compile_pattern(to: Compiler, pattern: ast.pattern) -> _Test:
    """Return what says whether a pattern matches; names that it captures are bound."""
    match pattern:
        case ast.MatchAs(pattern=inner, name=name):
            return _compile_capture(to, inner, name)
        case ast.MatchValue(value=written):
            value = to.expression(written)
            return lambda vm, subject, frame: _equals(value(vm, frame), subject)
        case ast.MatchSingleton(value=constant):
            return lambda _vm, subject, _frame: subject is constant if isinstance(subject, CONSTANTS) else None
        case ast.MatchOr(patterns=patterns):
            return _compile_alternatives(to, patterns)
        case _:
            return _compile_structure(pattern)


def _compile_capture(to: Compiler, pattern: ast.pattern | None, name: str | None) -> _Test:
    inner = _compile_pattern(to, pattern) if pattern is not None else None

    def test(vm: Vm, subject: Value, frame: Frame) -> bool | None:
        if name is not None:
            store(vm, name, subject, frame)
        return inner(vm, subject, frame) if inner is not None else True

    return test


def _equals(wanted: Value, subject: Value) -> bool | None:
    return wanted == subject if isinstance(wanted, CONSTANTS) and isinstance(subject, CONSTANTS) else None


def _compile_alternatives(to: Compiler, patterns: list[ast.pattern]) -> _Test:
    parts = [_compile_pattern(to, pattern) for pattern in patterns]

    def test(vm: Vm, subject: Value, frame: Frame) -> bool | None:
        answers = [part(vm, subject, frame) for part in parts]
        return True if True in answers else None if None in answers else False

    return test


def _compile_structure(pattern: ast.pattern) -> _Test:
    names = [getattr(part, "name", None) or getattr(part, "rest", None) for part in ast.walk(pattern)]

    def test(vm: Vm, _subject: Value, frame: Frame) -> None:
        for name in names:
            if isinstance(name, str):
                store(vm, name, UNKNOWN, frame)

    return test
