"""Calls made while importing: functions, classes and methods of the scanned code."""

import ast
from collections.abc import Callable
from typing import Any, Final

from importlint.machine.cells import Locals
from importlint.machine.external_calls import call_external, hand_over
from importlint.machine.externals import builtin_class
from importlint.machine.frames import Frame, Raised
from importlint.machine.function_code import FunctionCode, code_of
from importlint.machine.instances import lookup
from importlint.machine.methods import call_method
from importlint.machine.values import (
    MISSING,
    PLAIN,
    UNKNOWN,
    Bound,
    Class,
    Error,
    External,
    Function,
    Generator,
    Instance,
    Mapping,
    Module,
    Value,
    Wrapped,
    is_constant,
)
from importlint.machine.vm import Arguments, Vm

# What a function does only if that many tests that cannot be decided all go one way is taken not to happen.
_REMOTE: Final = 2
# What a program may assign to change what a call of a function does.
_REWRITTEN: Final = frozenset({"__code__", "__defaults__", "__kwdefaults__"})


def call(vm: Vm, function: Value, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Call a value; what cannot be followed is UNKNOWN and has no effect."""
    caller = _CALLERS.get(type(function))
    if caller is not None:
        return caller(vm, function, arguments, node, frame)
    if isinstance(function, PLAIN):
        return vm.fail("TypeError", f"'{type(function).__name__}' object is not callable", node, frame)
    hand_over(vm, arguments, frame)
    return UNKNOWN


def _call_bound(vm: Vm, bound: Bound, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    inner = bound.function
    if isinstance(inner, str):
        return call_method(vm, bound.of, inner, arguments, node, frame)
    return call(vm, inner, _with_self(bound.of, arguments), node, frame)


def _call_instance(vm: Vm, instance: Instance, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    hook = lookup(instance.of.order, "__call__")
    if isinstance(hook, Function):
        return call_function(vm, hook, _with_self(instance, arguments), node, frame)
    return UNKNOWN


def _call_module(vm: Vm, _module: Module, _arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    return vm.fail("TypeError", "'module' object is not callable", node, frame)


def _call_wrapped(vm: Vm, wrapped: Wrapped, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    if wrapped.kind == "staticmethod":
        return call(vm, wrapped.function, arguments, node, frame)
    hand_over(vm, arguments, frame)
    return UNKNOWN


def _with_self(owner: Value, arguments: Arguments) -> Arguments:
    placed = None if arguments.placed is None else arguments.placed + 1
    return Arguments((owner, *arguments.positional), arguments.keywords, arguments.complete, placed)


def call_function(vm: Vm, function: Function, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Run a function's body; a generator function waits until somebody iterates over it."""
    if function.attributes and not _REWRITTEN.isdisjoint(function.attributes):
        hand_over(vm, arguments, frame)
        return UNKNOWN
    code = code_of(vm.compiler, function.node)
    if code.is_async:
        return UNKNOWN
    if code.yields:
        return Generator(function=function, arguments=_bind_parameters(code, function, arguments))
    is_followed = vm.calls.enter(function, node, frame)
    if not is_followed or arguments.placed is not None:
        hand_over(vm, arguments, frame)
    if not is_followed:
        return UNKNOWN
    try:
        return _run(vm, code, function_frame(code, function, _bind_parameters(code, function, arguments)))
    finally:
        vm.calls.leave()


def function_frame(code: FunctionCode, function: Function, names: dict[str, Value]) -> Frame:
    """Return a new frame for a call of a function."""
    return Frame(
        "function",
        function.module,
        Locals(names),
        outer=function.frame,
        local=code.local,
        globals_declared=code.declared,
        function=function,
        qualified_name=f"{function.qualified_name}.<locals>",
    )


def _run(vm: Vm, code: FunctionCode, inner: Frame) -> Value:
    """Execute a function's body with its parameters bound; return what it returns."""
    if code.result is not None:
        return code.result(vm, inner)
    try:
        completion = vm.execute(code.block, inner)
    except Raised as raised:
        if inner.maybe_returned:  # it may have returned before it came to this
            if inner.undecided < _REMOTE:
                vm.doubt(raised)
            return UNKNOWN
        raise
    value = completion.value if completion is not None and completion.kind == "return" else None
    return value if all(_same(value, other) for other in inner.maybe_returned) else UNKNOWN


def _same(one: Value, other: Value) -> bool:
    return one is other or (is_constant(one) and is_constant(other) and one == other)


def _bind_parameters(code: FunctionCode, function: Function, arguments: Arguments) -> dict[str, Value]:
    """Return parameter name -> value; a parameter that gets no known value is UNKNOWN."""
    bound: dict[str, Value] = dict.fromkeys(code.named, UNKNOWN)
    if arguments.complete:
        bound.update(function.defaults)
    bound.update(zip(code.positional, arguments.positional[: arguments.placed], strict=False))
    extra: dict[Value, Value] = {}
    for name, value in arguments.keywords.items():
        (bound if name in bound else extra)[name] = value
    if code.rest is not None:
        bound[code.rest] = arguments.positional[len(code.positional) :] if arguments.complete else UNKNOWN
    if code.keywords is not None:
        bound[code.keywords] = Mapping(extra if arguments.complete else UNKNOWN)
    return bound


def is_exception_class(value: Class) -> bool:
    """Return whether a class derives from a builtin exception."""
    for owner in value.order:
        for base in owner.bases:
            if isinstance(base, External):
                host = builtin_class(base.name)
                if host is not None and issubclass(host, BaseException):
                    return True
    return False


def instantiate(vm: Vm, owner: Class, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Make an instance: `__new__` and `__init__` of the scanned code run (Objects/typeobject.c, type_call)."""
    if isinstance(owner.metaclass, Class) and lookup(owner.metaclass.order, "__call__") is not MISSING:
        return UNKNOWN
    made: Value = Error(owner, arguments.positional) if is_exception_class(owner) else Instance(owner)
    maker = lookup(owner.order, "__new__")
    if isinstance(maker, Wrapped):
        maker = maker.function
    if isinstance(maker, Function) and isinstance(made, Instance):
        made = call_function(vm, maker, _with_self(owner, arguments), node, frame)
        if not isinstance(made, Instance) or owner not in made.of.order:
            return made if isinstance(made, Instance) else UNKNOWN
    initialiser = lookup(owner.order, "__init__")
    if isinstance(initialiser, Function):
        call_function(vm, initialiser, _with_self(made, arguments), node, frame)
    return made


_CALLERS: Final[dict[type, Callable[[Vm, Any, Arguments, ast.AST, Frame], Value]]] = {
    Function: call_function,
    Bound: _call_bound,
    External: call_external,
    Class: instantiate,
    Instance: _call_instance,
    Module: _call_module,
    Wrapped: _call_wrapped,
}
