"""Exceptions: `raise`, `assert`, `try`, and which handler catches what."""

import ast
from typing import Final, NamedTuple, NoReturn

from importlint.machine.externals import builtin_class
from importlint.machine.frames import Completion, Frame, OutOfBudget, Raised, error_message
from importlint.machine.generators import StopGenerator
from importlint.machine.instances import lookup
from importlint.machine.names import store
from importlint.machine.scopes import walk
from importlint.machine.truth import truth_of
from importlint.machine.values import MISSING, UNKNOWN, Class, Error, External, Function, Value
from importlint.machine.vm import Arguments, Block, Code, Compiler, Step, Vm


def compile_raise(to: Compiler, node: ast.Raise) -> Step:
    exception, cause = to.optional(node.exc), to.optional(node.cause)

    def step(vm: Vm, frame: Frame) -> NoReturn:
        if exception is None:
            raise frame.handling or Raised(Error(UNKNOWN, ()), frame.module.path, node.lineno)
        value = exception(vm, frame)
        if cause is not None:
            cause(vm, frame)
        if isinstance(value, (External, Class)):
            value = vm.call(value, Arguments(), node, frame)
        if isinstance(value, Error) and frame.handling is not None and value is frame.handling.error:
            raise frame.handling
        error = value if isinstance(value, Error) else Error(UNKNOWN, ())
        raise Raised(error, frame.module.path, node.lineno)

    return step


def compile_assert(to: Compiler, node: ast.Assert) -> Step:
    test, message_code = to.expression(node.test), to.optional(node.msg)

    def step(vm: Vm, frame: Frame) -> None:
        if truth_of(test(vm, frame)) is False:
            message = message_code and message_code(vm, frame)
            error = Error(External("builtins.AssertionError"), () if message is None else (message,))
            raise Raised(error, frame.module.path, node.lineno)

    return step


def text_of(vm: Vm, error: Error) -> str:
    """Return `str(error)` as far as it is known: what a `__str__` of the scanned code returns, if there is one."""
    writer = lookup(error.of.order, "__str__") if isinstance(error.of, Class) else MISSING
    if writer is MISSING:
        return error_message(error)
    if not isinstance(writer, Function):
        return ""
    reasons = len(vm.reasons)
    frame = Frame("module", writer.module, writer.module.names)
    try:
        text = vm.call(writer, Arguments((error,)), ast.Pass(lineno=1), frame)
    except (Raised, OutOfBudget, RecursionError):
        return ""
    finally:
        del vm.reasons[reasons:]
    return text if isinstance(text, str) else ""


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


class _Handler(NamedTuple):
    """One `except` of a `try`."""

    wanted: Code
    name: str | None
    body: Block
    line: int


def _compile_handler(to: Compiler, node: ast.ExceptHandler) -> _Handler:
    wanted: Code = lambda _vm, _frame: External("builtins.BaseException")  # noqa: E731
    return _Handler(to.expression(node.type) if node.type else wanted, node.name, Block(to, node.body), node.lineno)


def compile_try(to: Compiler, node: ast.Try) -> Step:
    body, orelse, final = (Block(to, part) for part in (node.body, node.orelse, node.finalbody))
    handlers = tuple(_compile_handler(to, handler) for handler in node.handlers)
    wanted = tuple(handler.wanted for handler in handlers)
    else_raises = any(isinstance(part, ast.Raise) for part in walk(node.orelse))

    def without_exception(vm: Vm, frame: Frame, *, is_known: bool) -> Completion | None:
        # A program that raises where no exception came counts on one: what is not known may well raise it.
        if is_known or not (else_raises and handlers):
            return vm.execute(orelse, frame)
        raised = Raised(Error(UNKNOWN, ()), frame.module.path, node.lineno)
        return vm.fork(lambda: vm.execute(orelse, frame), lambda: _handle(vm, handlers, raised, frame), frame)

    def attempt(vm: Vm, frame: Frame) -> Completion | None:
        unfollowed = vm.unfollowed
        vm.push_handlers(wanted, frame)
        try:
            completion = vm.execute(body, frame)
        except Raised as raised:
            vm.pop_handlers()
            return _handle(vm, handlers, raised, frame)
        except BaseException:
            vm.pop_handlers()
            raise
        vm.pop_handlers()
        if completion is not None:
            return completion
        return without_exception(vm, frame, is_known=vm.unfollowed == unfollowed)

    def step(vm: Vm, frame: Frame) -> Completion | None:
        try:
            completion = attempt(vm, frame)
        except Raised:
            ended = vm.execute(final, frame)
            if ended is not None:
                return ended
            raise
        except StopGenerator:
            vm.execute(final, frame)
            raise
        return vm.execute(final, frame) or completion

    return step if node.finalbody else attempt


def _handle(vm: Vm, handlers: tuple[_Handler, ...], raised: Raised, frame: Frame) -> Completion | None:
    for handler in handlers:
        answer = catches(vm, handler.wanted(vm, frame), raised.error)
        if answer is False:
            continue
        if answer is None and raised.structural:
            vm.wonder(f"whether the handler at {frame.module.path}:{handler.line} catches is not known")
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
