"""Calls made while importing: functions, classes and methods of the scanned code."""

import ast
from typing import Final

from importlint.machine.attributes import lookup
from importlint.machine.cells import Locals
from importlint.machine.external_calls import call_external, hand_over
from importlint.machine.externals import builtin_class
from importlint.machine.frames import Completion, Frame, Raised, is_generator, scope_names
from importlint.machine.methods import call_method
from importlint.machine.values import (
    CONSTANTS,
    MISSING,
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


def call(vm: Vm, function: Value, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Call a value; what cannot be followed is UNKNOWN and has no effect."""
    match function:
        case Function():
            return call_function(vm, function, arguments, node, frame)
        case Bound(function=str(name), of=owner):
            return call_method(vm, owner, name, arguments, node, frame)
        case Bound(function=Function() as inner, of=owner):
            return call_function(vm, inner, _with_self(owner, arguments), node, frame)
        case Bound(function=inner, of=owner):
            return call(vm, inner, _with_self(owner, arguments), node, frame)
        case External():
            return call_external(vm, function, arguments, node, frame)
        case Class():
            return instantiate(vm, function, arguments, node, frame)
        case Instance():
            hook = lookup(function.of.order, "__call__")
            if isinstance(hook, Function):
                return call_function(vm, hook, _with_self(function, arguments), node, frame)
            return UNKNOWN
        case Module():
            return vm.fail("TypeError", "'module' object is not callable", node, frame)
        case Wrapped(kind="staticmethod"):
            return call(vm, function.function, arguments, node, frame)
        case _ if isinstance(function, (*CONSTANTS, tuple)):
            return vm.fail("TypeError", f"'{type(function).__name__}' object is not callable", node, frame)
        case _:
            hand_over(vm, arguments, frame)
            return UNKNOWN


def _with_self(owner: Value, arguments: Arguments) -> Arguments:
    return arguments._replace(positional=(owner, *arguments.positional))


def call_function(vm: Vm, function: Function, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Run a function's body; a generator function waits until somebody iterates over it."""
    definition = function.node
    if isinstance(definition, ast.AsyncFunctionDef):
        return UNKNOWN
    if is_generator(definition):
        return Generator(function=function, arguments=bind_parameters(function, arguments))
    if not vm.calls.enter(function, node, frame):
        return UNKNOWN
    try:
        return run_function(vm, function, bind_parameters(function, arguments))
    finally:
        vm.calls.leave()


def function_frame(function: Function, names: dict[str, Value]) -> Frame:
    """Return a new frame for a call of a function."""
    local, declared = scope_names(function.node)
    return Frame(
        "function",
        function.module,
        Locals(names),
        outer=function.frame,
        local=local,
        globals_declared=declared,
        function=function,
        qualified_name=f"{function.qualified_name}.<locals>",
    )


def run_function(vm: Vm, function: Function, names: dict[str, Value]) -> Value:
    """Execute a function's body with its parameters bound; return what it returns."""
    inner = function_frame(function, names)
    if isinstance(function.node, ast.Lambda):
        return vm.evaluate(function.node.body, inner)
    try:
        completion = vm.execute(function.node.body, inner)
    except Raised as raised:
        if inner.maybe_returned:  # it may have returned before it came to this
            if inner.undecided < _REMOTE:
                vm.doubt(raised)
            return UNKNOWN
        raise
    value = completion.value if isinstance(completion, Completion) and completion.kind == "return" else None
    return value if all(_same(value, other) for other in inner.maybe_returned) else UNKNOWN


def _same(one: Value, other: Value) -> bool:
    return one is other or (is_constant(one) and is_constant(other) and one == other)


def bind_parameters(function: Function, arguments: Arguments) -> dict[str, Value]:
    """Return parameter name -> value; a parameter that gets no known value is UNKNOWN."""
    declared = function.node.args
    positional = [parameter.arg for parameter in (*declared.posonlyargs, *declared.args)]
    bound: dict[str, Value] = dict.fromkeys((*positional, *(p.arg for p in declared.kwonlyargs)), UNKNOWN)
    bound.update(function.defaults)
    if not arguments.complete:
        bound = dict.fromkeys(bound, UNKNOWN)
    bound.update(zip(positional, arguments.positional, strict=False))
    extra: dict[Value, Value] = {}
    for name, value in arguments.keywords.items():
        (bound if name in bound else extra)[name] = value
    if declared.vararg is not None:
        rest = arguments.positional[len(positional) :]
        bound[declared.vararg.arg] = rest if arguments.complete else UNKNOWN
    if declared.kwarg is not None:
        bound[declared.kwarg.arg] = Mapping(extra if arguments.complete else UNKNOWN)
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
