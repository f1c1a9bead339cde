"""Exceptions: `raise`, `assert`, `try`, and which handler catches what."""

import ast
from typing import Final

from importlint.machine.externals import builtin_class
from importlint.machine.frames import Completion, Frame, Raised
from importlint.machine.generators import StopGenerator
from importlint.machine.names import store
from importlint.machine.truth import truth_of
from importlint.machine.values import UNKNOWN, Class, Error, External, Value
from importlint.machine.vm import Arguments, Vm


def execute_raise(vm: Vm, node: ast.Raise, frame: Frame) -> None:
    if node.exc is None:
        if frame.handling is not None:
            raise frame.handling
        raise Raised(Error(UNKNOWN, ()), frame.module.path, node.lineno)
    value = vm.evaluate(node.exc, frame)
    if node.cause is not None:
        vm.evaluate(node.cause, frame)
    if isinstance(value, (External, Class)):
        value = vm.call(value, Arguments(), node, frame)
    if isinstance(value, Error) and frame.handling is not None and value is frame.handling.error:
        raise frame.handling
    error = value if isinstance(value, Error) else Error(UNKNOWN, ())
    raise Raised(error, frame.module.path, node.lineno)


def execute_assert(vm: Vm, node: ast.Assert, frame: Frame) -> None:
    if truth_of(vm.evaluate(node.test, frame)) is False:
        message = vm.evaluate(node.msg, frame) if node.msg is not None else None
        error = Error(External("builtins.AssertionError"), () if message is None else (message,))
        raise Raised(error, frame.module.path, node.lineno)


_CATCH_ALL: Final = ("builtins.Exception", "builtins.BaseException")


def catches(vm: Vm, wanted: Value, error: Error) -> bool | None:
    """Return whether `except wanted` catches an exception, None if that cannot be known."""
    if isinstance(wanted, tuple):
        answers = [catches(vm, item, error) for item in wanted]
        return True if True in answers else None if None in answers else False
    if isinstance(error.of, External):
        thrown = builtin_class(error.of.name)
        if isinstance(wanted, External):
            caught = builtin_class(wanted.name)
            return issubclass(thrown, caught) if thrown is not None and caught is not None else _other(thrown, wanted)
        return False if isinstance(wanted, Class) and thrown is not None else None
    if isinstance(error.of, Class):
        return _catches_class(wanted, error.of)
    return True if isinstance(wanted, External) and wanted.name in _CATCH_ALL else None


def _other(thrown: type | None, wanted: External) -> bool | None:
    """Return whether a handler for something that we do not know catches: a builtin error is not a third party's."""
    return False if thrown is not None and not wanted.name.startswith("builtins.") else None


def _catches_class(wanted: Value, thrown: Class) -> bool | None:
    if isinstance(wanted, Class):
        return wanted in thrown.order
    if isinstance(wanted, External):
        caught = builtin_class(wanted.name)
        bases = [
            builtin_class(base.name) for owner in thrown.order for base in owner.bases if isinstance(base, External)
        ]
        if caught is not None and any(base is not None and issubclass(base, caught) for base in bases):
            return True
        return False if caught is not None and None not in bases else None
    return None


def execute_try(vm: Vm, node: ast.Try, frame: Frame) -> Completion | None:
    try:
        completion = _try_body(vm, node, frame)
    except Raised:
        ended = vm.execute(node.finalbody, frame)
        if ended is not None:
            return ended
        raise
    except StopGenerator:
        vm.execute(node.finalbody, frame)
        raise
    return vm.execute(node.finalbody, frame) or completion


def _try_body(vm: Vm, node: ast.Try, frame: Frame) -> Completion | None:
    vm.push_handlers(node, frame)
    try:
        completion = vm.execute(node.body, frame)
    except Raised as raised:
        vm.pop_handlers()
        return _handle(vm, node, raised, frame)
    except BaseException:
        vm.pop_handlers()
        raise
    vm.pop_handlers()
    return vm.execute(node.orelse, frame) if completion is None else completion


def _handle(vm: Vm, node: ast.Try, raised: Raised, frame: Frame) -> Completion | None:
    for handler in node.handlers:
        wanted = vm.evaluate(handler.type, frame) if handler.type is not None else External("builtins.BaseException")
        answer = catches(vm, wanted, raised.error)
        if answer is False:
            continue
        if answer is None and raised.structural:
            vm.wonder(f"whether the handler at {frame.module.path}:{handler.lineno} catches is not known")
        if handler.name:
            store(vm, handler.name, raised.error, frame)
        outer, frame.handling = frame.handling, raised
        try:
            return vm.execute(handler.body, frame)
        finally:
            frame.handling = outer
            if handler.name:
                target = frame.module.names if handler.name in frame.globals_declared else frame.names
                vm.journal.drop(target, handler.name)
    raise raised
