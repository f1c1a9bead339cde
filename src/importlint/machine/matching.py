"""The `match` statement."""

import ast

from importlint.machine.frames import Completion, Frame
from importlint.machine.names import store
from importlint.machine.truth import truth_of
from importlint.machine.values import CONSTANTS, UNKNOWN, Value
from importlint.machine.vm import Vm


def execute_match(vm: Vm, node: ast.Match, frame: Frame) -> Completion | None:
    subject = vm.evaluate(node.subject, frame)

    def try_from(index: int) -> Completion | None:
        if index == len(node.cases):
            return None
        case = node.cases[index]
        truth = _matches(vm, case.pattern, subject, frame)
        if truth is not False and case.guard is not None:
            guard = truth_of(vm.evaluate(case.guard, frame))
            truth = guard if truth else None if guard is not False else False
        if truth is False:
            return try_from(index + 1)
        if truth:
            return vm.execute(case.body, frame)
        return vm.fork(lambda: vm.execute(case.body, frame), lambda: try_from(index + 1), frame)

    return try_from(0)


def _matches(vm: Vm, pattern: ast.pattern, subject: Value, frame: Frame) -> bool | None:
    """Return whether a pattern matches; names that it captures are bound."""
    match pattern:
        case ast.MatchAs(pattern=None, name=name):
            if name is not None:
                store(vm, name, subject, frame)
            return True
        case ast.MatchAs(pattern=inner, name=name) if inner is not None:
            store(vm, name or "_", subject, frame)
            return _matches(vm, inner, subject, frame)
        case ast.MatchValue(value=value):
            wanted = vm.evaluate(value, frame)
            known = isinstance(wanted, CONSTANTS) and isinstance(subject, CONSTANTS)
            return wanted == subject if known else None
        case ast.MatchSingleton(value=value):
            return subject is value if isinstance(subject, CONSTANTS) else None
        case ast.MatchOr(patterns=patterns):
            answers = [_matches(vm, part, subject, frame) for part in patterns]
            return True if True in answers else None if None in answers else False
        case _:
            for part in ast.walk(pattern):
                name = getattr(part, "name", None) or getattr(part, "rest", None)
                if isinstance(name, str):
                    store(vm, name, UNKNOWN, frame)
            return None
