"""Definitions of functions and classes."""

import ast
from collections.abc import Iterator
from typing import NoReturn

from importlint.machine.arguments import compile_arguments, compile_defaults
from importlint.machine.calls import call_function
from importlint.machine.cells import Locals
from importlint.machine.externals import builtin_class
from importlint.machine.frames import Frame, Raised
from importlint.machine.instances import lookup
from importlint.machine.linearization import linearize
from importlint.machine.names import store, type_parameter_frame
from importlint.machine.values import UNKNOWN, Class, External, Function, Instance, Module, Value, Wrapped
from importlint.machine.vm import Arguments, Block, Compiler, Step, Vm
from importlint.model.names import join
from importlint.scan.newer_nodes import type_parameters_of


def annotations_run(vm: Vm, frame: Frame) -> bool:
    """Return whether annotations run where they stand: not with the future import, not from 3.14 (PEP 649)."""
    return vm.settings.target < (3, 14) and not frame.module.cell.get("future_annotations")


def compile_function(to: Compiler, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Step:
    to.function(node)
    decorator_codes = tuple(map(to.expression, node.decorator_list))
    default_codes = compile_defaults(to, node.args)
    annotations = tuple(map(to.expression, _annotations(node)))
    parameters = type_parameters_of(node)
    name = node.name

    def step(vm: Vm, frame: Frame) -> None:
        decorators = [decorator(vm, frame) for decorator in decorator_codes]
        defaults = {name: default(vm, frame) for name, default in default_codes}
        inner = type_parameter_frame(frame, parameters)
        if annotations and annotations_run(vm, frame):
            for annotation in annotations:
                annotation(vm, inner)
        value = Function(name, join(frame.qualified_name, name), node, frame.module, inner, defaults)
        store(vm, name, _decorate(vm, value, decorators, node, frame) if decorators else value, frame)

    return step


def _annotations(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.expr]:
    """Yield a signature's annotations in the compiler's order (Python/compile.c, compiler_visit_annotations)."""
    arguments = node.args
    parameters = [*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg]
    for parameter in parameters:
        if parameter is not None and parameter.annotation is not None:
            yield parameter.annotation
    if node.returns is not None:
        yield node.returns


def _decorate(
    vm: Vm,
    value: Value,
    decorators: list[Value],
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef,
    frame: Frame,
) -> Value:
    for place, decorator in zip(reversed(node.decorator_list), reversed(decorators), strict=True):
        if isinstance(decorator, External) and isinstance(value, Class) and decorator.name != "dataclasses.dataclass":
            value.is_open = True
        value = vm.call(decorator, Arguments((value,)), place, frame)
    return value


def compile_class(to: Compiler, node: ast.ClassDef) -> Step:
    decorator_codes = tuple(map(to.expression, node.decorator_list))
    evaluate_arguments = compile_arguments(to, node.bases, node.keywords)
    parameters = type_parameters_of(node)
    block = Block(to, node.body)

    def step(vm: Vm, frame: Frame) -> None:
        decorators = [decorator(vm, frame) for decorator in decorator_codes]
        inner = type_parameter_frame(frame, parameters)
        arguments = evaluate_arguments(vm, inner)
        body = _run_body(vm, node, block, inner, frame)
        value = make_class(vm, node, arguments, body, frame)
        store(vm, node.name, _decorate(vm, value, decorators, node, frame), frame)

    return step


def _run_body(vm: Vm, node: ast.ClassDef, block: Block, inner: Frame, frame: Frame) -> dict[str, Value]:
    """Run a class's body; return the names that it binds."""
    qualified = join(frame.qualified_name, node.name)
    body = Locals(__module__=frame.module.names.get("__name__", UNKNOWN), __qualname__=qualified)
    vm.execute(block, Frame("class", frame.module, body, outer=inner, qualified_name=qualified))
    for name in vm.iterate(body.get("__slots__", ()), node, frame) or ():
        if isinstance(name, str):
            body.setdefault(name, UNKNOWN)
    return body


def make_class(vm: Vm, node: ast.ClassDef, arguments: Arguments, body: dict[str, Value], frame: Frame) -> Value:
    """Make the class object as `__build_class__` does; the hooks of its bases run."""
    bases = tuple(base.of if isinstance(base, Instance) else base for base in arguments.positional)
    for base in bases:
        _refuse_base(vm, base, node, frame)
    known = [base for base in bases if isinstance(base, Class)]
    hosts = [builtin_class(base.name) for base in bases if isinstance(base, External)]
    is_open = (
        not arguments.complete
        or any(base.is_open for base in known)
        or len(known) + sum(host is object for host in hosts) < len(bases)
    )
    metaclass = arguments.keywords.get("metaclass")
    inherited = [base.metaclass for base in known if base.metaclass is not None]
    metaclass = metaclass if metaclass is not None else inherited[0] if inherited else None
    order = linearize(list(dict.fromkeys(known)))
    if order is None or len(set(known)) < len(known):
        _refuse_order(vm, bases, node, frame)
    value = Class(node.name, bases, body, frame.module, order, metaclass, is_open=is_open)
    for item in body.values():
        function = item.function if isinstance(item, Wrapped) else item
        if isinstance(function, Function) and "__class__" not in function.attributes:
            function.attributes["__class__"] = value
    if isinstance(metaclass, Class):
        _call_hook(vm, lookup(metaclass.order, "__init__"), (value, node.name, bases, UNKNOWN), {}, node, frame)
    _announce(vm, value, order, arguments, node, frame)
    return value


def _refuse_order(vm: Vm, bases: tuple[Value, ...], node: ast.ClassDef, frame: Frame) -> NoReturn:
    """Raise the TypeError of bases that are given twice or have no consistent order."""
    for at, base in enumerate(bases):
        if isinstance(base, Class) and base in bases[:at]:
            vm.fail("TypeError", f"duplicate base class {base.name}", node, frame)
    listed = ", ".join(base.name.rpartition(".")[2] for base in bases if isinstance(base, (Class, External)))
    blank = " " if vm.settings.target >= (3, 13) else "\n"
    message = f"Cannot create a consistent method resolution{blank}order (MRO) for bases {listed}"
    vm.fail("TypeError", message, node, frame)


def _announce(
    vm: Vm, value: Class, order: tuple[Class, ...], arguments: Arguments, node: ast.ClassDef, frame: Frame
) -> None:
    """Call `__set_name__` of the attributes and `__init_subclass__` of the nearest base (PEP 487)."""
    for name, item in list(value.names.items()):
        if isinstance(item, Instance):
            _set_name(vm, item, value, name, node, frame)
    hook = lookup(order, "__init_subclass__")
    function = hook.function if isinstance(hook, Wrapped) else hook
    keywords = {key: item for key, item in arguments.keywords.items() if key != "metaclass"}
    _call_hook(vm, function, (value,), keywords, node, frame)


def _set_name(vm: Vm, item: Instance, owner: Class, name: str, node: ast.ClassDef, frame: Frame) -> None:
    """Call `__set_name__`; before 3.12 what it raises is hidden by a RuntimeError (Objects/typeobject.c)."""
    try:
        _call_hook(vm, lookup(item.of.order, "__set_name__"), (item, owner, name), {}, node, frame)
    except Raised:
        if vm.settings.target >= (3, 12):
            raise
        message = f"Error calling __set_name__ on '{item.of.name}' instance '{name}' in '{owner.name}'"
        vm.fail("RuntimeError", message, node, frame)


def _call_hook(
    vm: Vm, hook: Value, arguments: tuple[Value, ...], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> None:
    if isinstance(hook, Function):
        call_function(vm, hook, Arguments(arguments, keywords), node, frame)


def _refuse_base(vm: Vm, base: Value, node: ast.ClassDef, frame: Frame) -> None:
    """Raise the TypeError that a base gives which is no class: its type is called as a metaclass."""
    match base:
        case None:
            vm.fail("TypeError", "NoneType takes no arguments", node, frame)
        case Module():
            vm.fail("TypeError", "module() takes at most 2 arguments (3 given)", node, frame)
        case Function():
            vm.fail("TypeError", "function() argument 'code' must be code, not str", node, frame)
        case str():
            vm.fail("TypeError", "str() argument 2 must be str, not tuple", node, frame)
        case _:
            pass
