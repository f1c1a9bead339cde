"""Execution of statements: one function for each kind of node."""

import ast
from collections.abc import Callable
from typing import Any, Final

from importlint.machine import importing, library, names
from importlint.machine.attributes import delete_attribute, lookup
from importlint.machine.calls import call_function, function_frame
from importlint.machine.expressions import binary, evaluate_arguments, evaluate_defaults, subscript
from importlint.machine.externals import builtin_class
from importlint.machine.frames import Completion, Frame, Raised
from importlint.machine.truth import truth_of
from importlint.machine.values import (
    CONSTANTS,
    UNKNOWN,
    Class,
    Error,
    External,
    Function,
    Generator,
    Instance,
    LazyImport,
    Module,
    Path,
    Sequence,
    Value,
    Wrapped,
)
from importlint.machine.vm import Arguments, Vm
from importlint.model.names import join

_MAX_ROUNDS: Final = 1000
_MAX_WHILE: Final = 100


# ----- imports -----------------------------------------------------------------------------------------------------


def _import(vm: Vm, node: ast.Import, frame: Frame) -> None:
    for alias in node.names:
        if vm.is_lazy(node, alias.name, frame):
            name = alias.asname or alias.name.partition(".")[0]
            names.store(vm, name, LazyImport(node, alias.name, 0, "" if alias.asname else name, frame), frame)
            continue
        module = library.import_with_event(vm, alias.name, alias.name, 0, (), node, frame)
        top, _, rest = alias.name.partition(".")
        if alias.asname is None:
            names.store(vm, top, vm.import_absolute(top, node, frame), frame)
            continue
        if rest:
            module = vm.import_absolute(top, node, frame)
            for part in rest.split("."):
                module = importing.attribute_for_import(vm, module, part, node, frame)
        names.store(vm, alias.asname, module, frame)


def _import_from(vm: Vm, node: ast.ImportFrom, frame: Frame) -> None:
    written = node.module or ""
    if written == "__future__" and not node.level:
        return
    wanted = [alias.name for alias in node.names]
    if vm.is_lazy(node, written, frame) and wanted != ["*"]:
        for alias in node.names:
            lazy = LazyImport(node, written, node.level, alias.name, frame)
            names.store(vm, alias.asname or alias.name, lazy, frame)
        return
    module = load_for_names(vm, written, node.level, tuple(wanted), node, frame)
    if wanted == ["*"]:
        _import_star(vm, module, node, frame)
        return
    for alias in node.names:
        value = importing.attribute_for_import(vm, module, alias.name, node, frame)
        names.store(vm, alias.asname or alias.name, value, frame)


def load_for_names(vm: Vm, written: str, level: int, wanted: tuple[str, ...], node: ast.AST, frame: Frame) -> Value:
    """Import the module of a `from` import and the submodules that it names."""
    try:
        absolute = importing.absolute_name(vm, level, written, node, frame)
    except Raised:
        importing.record(vm, frame, node, written, level, wanted, None, "failed")
        raise
    if not absolute:
        vm.wonder("the package of a relative import is not known")
        return UNKNOWN
    module = library.import_with_event(vm, absolute, written, level, wanted, node, frame)
    importing.import_names(vm, module, list(wanted), node, frame)
    return module


def _import_star(vm: Vm, module: Value, node: ast.ImportFrom, frame: Frame) -> None:
    if not isinstance(module, Module):
        vm.journal.put(frame.module.cell, "open", True)
        return
    for name, value in importing.star_names(vm, module, node, frame).items():
        vm.journal.put(frame.names, name, value)
    if module.cell["open"] and "__all__" not in module.names:
        vm.journal.put(frame.module.cell, "open", True)


# ----- definitions -------------------------------------------------------------------------------------------------


def _annotations_run(vm: Vm, frame: Frame) -> bool:
    """Return whether annotations are evaluated where they stand: not with the future import, not from 3.14 (PEP 649)."""
    return vm.settings.target < (3, 14) and not frame.module.cell.get("future_annotations")


def _define_function(vm: Vm, node: ast.FunctionDef | ast.AsyncFunctionDef, frame: Frame) -> None:
    decorators = [vm.evaluate(decorator, frame) for decorator in node.decorator_list]
    defaults = evaluate_defaults(vm, node.args, frame)
    if _annotations_run(vm, frame) and not getattr(node, "type_params", None):
        _evaluate_annotations(vm, node, frame)
    function = Function(node.name, join(frame.qualified_name, node.name), node, frame.module, frame, defaults)
    names.store(vm, node.name, _decorate(vm, function, decorators, node, frame), frame)


def _decorate(
    vm: Vm, value: Value, decorators: list[Value], node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, frame: Frame
) -> Value:
    for place, decorator in zip(reversed(node.decorator_list), reversed(decorators), strict=True):
        if isinstance(decorator, External) and isinstance(value, Class) and decorator.name not in ("dataclasses.dataclass",):
            value.is_open = True
        value = vm.call(decorator, Arguments((value,)), place, frame)
    return value


def _evaluate_annotations(vm: Vm, node: ast.FunctionDef | ast.AsyncFunctionDef, frame: Frame) -> None:
    """Evaluate the annotations of a signature, in the compiler's order (Python/compile.c, compiler_visit_annotations)."""
    arguments = node.args
    parameters = [*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg]
    for parameter in parameters:
        if parameter is not None and parameter.annotation is not None:
            vm.evaluate(parameter.annotation, frame)
    if node.returns is not None:
        vm.evaluate(node.returns, frame)


def _define_class(vm: Vm, node: ast.ClassDef, frame: Frame) -> None:
    decorators = [vm.evaluate(decorator, frame) for decorator in node.decorator_list]
    has_parameters = bool(getattr(node, "type_params", None))
    if has_parameters:
        inner = names.comprehension_frame(frame)
        for parameter in node.type_params:  # type: ignore[attr-defined,unused-ignore]
            inner.names[parameter.name] = UNKNOWN
    else:
        inner = frame
    arguments = evaluate_arguments(vm, node, inner)
    body: dict[str, Value] = {"__module__": frame.module.names.get("__name__", UNKNOWN)}
    qualified = join(frame.qualified_name, node.name)
    body["__qualname__"] = qualified
    class_frame = Frame("class", frame.module, body, outer=inner, qualified_name=qualified)
    vm.execute(node.body, class_frame)
    value = make_class(vm, node, arguments, body, frame)
    names.store(vm, node.name, _decorate(vm, value, decorators, node, frame), frame)


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
    order = tuple(dict.fromkeys(owner for base in known for owner in base.order))
    value = Class(node.name, bases, body, frame.module, order, metaclass, is_open=is_open)
    for item in body.values():
        function = item.function if isinstance(item, Wrapped) else item
        if isinstance(function, Function) and "__class__" not in function.attributes:
            function.attributes["__class__"] = value
    if isinstance(metaclass, Class):
        _call_hook(vm, lookup(metaclass.order, "__init__"), (value, node.name, bases, UNKNOWN), {}, node, frame)
    _announce(vm, value, order, arguments, node, frame)
    return value


def _announce(
    vm: Vm, value: Class, order: tuple[Class, ...], arguments: Arguments, node: ast.ClassDef, frame: Frame
) -> None:
    """Call `__set_name__` of the attributes and `__init_subclass__` of the nearest base (PEP 487)."""
    for name, item in list(value.names.items()):
        if isinstance(item, Instance):
            _call_hook(vm, lookup(item.of.order, "__set_name__"), (item, value, name), {}, node, frame)
    hook = lookup(order, "__init_subclass__")
    function = hook.function if isinstance(hook, Wrapped) else hook
    keywords = {key: item for key, item in arguments.keywords.items() if key != "metaclass"}
    _call_hook(vm, function, (value,), keywords, node, frame)


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


# ----- assignment --------------------------------------------------------------------------------------------------


def _assign(vm: Vm, node: ast.Assign, frame: Frame) -> None:
    value = vm.evaluate(node.value, frame)
    for target in node.targets:
        names.bind(vm, target, value, frame)


def _annotated(vm: Vm, node: ast.AnnAssign, frame: Frame) -> None:
    if node.value is not None:
        names.bind(vm, node.target, vm.evaluate(node.value, frame), frame)
    # The annotation of a local variable is never evaluated.
    if frame.kind != "function" and node.simple and _annotations_run(vm, frame):
        vm.evaluate(node.annotation, frame)


def _augmented(vm: Vm, node: ast.AugAssign, frame: Frame) -> None:
    target = node.target
    if isinstance(target, ast.Subscript):
        holder, key = vm.evaluate(target.value, frame), vm.evaluate(target.slice, frame)
        old = subscript(vm, holder, key, target, frame)
    else:
        old = vm.evaluate(_as_load(target), frame)
    new = vm.evaluate(node.value, frame)
    if isinstance(old, Sequence) and isinstance(node.op, ast.Add):
        items = vm.iterate(new, node, frame)
        mine = old.cell["items"]
        known = isinstance(mine, tuple)
        vm.journal.put(old.cell, "items", (*mine, *(items if items is not None else (UNKNOWN,))) if known else UNKNOWN)
        value: Value = old
    else:
        value = binary(vm, old, node.op, new)
    names.bind(vm, target, value, frame)


def _as_load(target: ast.Name | ast.Attribute) -> ast.expr:
    if isinstance(target, ast.Name):
        return ast.copy_location(ast.Name(target.id, ast.Load()), target)
    return ast.copy_location(ast.Attribute(target.value, target.attr, ast.Load()), target)


def _delete(vm: Vm, node: ast.Delete, frame: Frame) -> None:
    for target in node.targets:
        match target:
            case ast.Name(id=name):
                names.delete(vm, name, target, frame)
            case ast.Attribute(value=holder, attr=name):
                delete_attribute(vm, vm.evaluate(holder, frame), name)
            case ast.Subscript(value=holder, slice=key):
                names.delete_item(vm, vm.evaluate(holder, frame), vm.evaluate(key, frame), node, frame)
            case _:
                pass


def _expression(vm: Vm, node: ast.Expr, frame: Frame) -> None:
    if not isinstance(node.value, ast.Constant):
        vm.evaluate(node.value, frame)


# ----- control flow ------------------------------------------------------------------------------------------------


def _if(vm: Vm, node: ast.If, frame: Frame) -> Completion | None:
    truth = truth_of(vm.evaluate(node.test, frame))
    if truth is not None:
        return vm.execute(node.body if truth else node.orelse, frame)
    return vm.fork(lambda: vm.execute(node.body, frame), lambda: vm.execute(node.orelse, frame), frame)


def _for(vm: Vm, node: ast.For, frame: Frame) -> Completion | None:
    value = vm.evaluate(node.iter, frame)
    if isinstance(value, Generator) and value.function is not None:
        return _for_generator(vm, node, value, frame)
    items = vm.iterate(value, node.iter, frame)
    if items is None or len(items) > _MAX_ROUNDS:
        return _maybe_once(vm, node, frame)
    for item in items:
        names.bind(vm, node.target, item, frame)
        completion = vm.execute(node.body, frame)
        if completion is not None and completion.kind == "break":
            return None
        if completion is not None and completion.kind == "return":
            return completion
    return vm.execute(node.orelse, frame)


def _maybe_once(vm: Vm, node: ast.For | ast.AsyncFor, frame: Frame) -> Completion | None:
    def once() -> Completion | None:
        names.bind(vm, node.target, UNKNOWN, frame)
        completion = vm.execute(node.body, frame)
        return completion if completion is not None and completion.kind == "return" else None

    completion = vm.fork(once, lambda: None, frame)
    return completion or vm.execute(node.orelse, frame)


class _StopGenerator(Exception):
    """The loop over a generator has ended early."""


def _for_generator(vm: Vm, node: ast.For, generator: Generator, frame: Frame) -> Completion | None:
    """Run a loop over a call of a generator function: the loop's body runs at each `yield`."""
    ended: list[Completion] = []

    def on_yield(value: Value) -> None:
        names.bind(vm, node.target, value, frame)
        completion = vm.execute(node.body, frame)
        if completion is not None and completion.kind != "continue":
            ended.append(completion)
            raise _StopGenerator

    try:
        run_generator(vm, generator, on_yield, node, frame)
    except _StopGenerator:
        return ended[0] if ended[0].kind == "return" else None
    return vm.execute(node.orelse, frame)


def run_generator(vm: Vm, generator: Generator, on_yield: Callable[[Value], None], node: ast.AST, frame: Frame) -> None:
    """Run a generator function's body, calling `on_yield` at each `yield`."""
    function = generator.function
    if function is None or isinstance(function.node, ast.Lambda) or not vm.enter(function, node, frame):
        return
    inner = function_frame(function, dict(generator.arguments))
    inner.on_yield = on_yield
    try:
        vm.execute(function.node.body, inner)
    finally:
        vm.leave()


def _while(vm: Vm, node: ast.While, frame: Frame) -> Completion | None:
    for _ in range(_MAX_WHILE):
        truth = truth_of(vm.evaluate(node.test, frame))
        if truth is False:
            return vm.execute(node.orelse, frame)
        if truth is None:
            return vm.fork(lambda: _kept(vm.execute(node.body, frame)), lambda: None, frame)
        completion = vm.execute(node.body, frame)
        if completion is not None and completion.kind == "break":
            return None
        if completion is not None and completion.kind == "return":
            return completion
    return None


def _kept(completion: Completion | None) -> Completion | None:
    return completion if completion is not None and completion.kind == "return" else None


def _async_for(vm: Vm, node: ast.AsyncFor, frame: Frame) -> Completion | None:
    vm.evaluate(node.iter, frame)
    return _maybe_once(vm, node, frame)


def _return(vm: Vm, node: ast.Return, frame: Frame) -> Completion:
    return Completion("return", vm.evaluate(node.value, frame) if node.value is not None else None)


def _break(_vm: Vm, _node: ast.Break, _frame: Frame) -> Completion:
    return Completion("break")


def _continue(_vm: Vm, _node: ast.Continue, _frame: Frame) -> Completion:
    return Completion("continue")


def _match(vm: Vm, node: ast.Match, frame: Frame) -> Completion | None:
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
                names.store(vm, name, subject, frame)
            return True
        case ast.MatchAs(pattern=inner, name=name) if inner is not None:
            names.store(vm, name or "_", subject, frame)
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
                    names.store(vm, name, UNKNOWN, frame)
            return None


# ----- exceptions --------------------------------------------------------------------------------------------------


def _raise(vm: Vm, node: ast.Raise, frame: Frame) -> None:
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


def _assert(vm: Vm, node: ast.Assert, frame: Frame) -> None:
    if truth_of(vm.evaluate(node.test, frame)) is False:
        message = vm.evaluate(node.msg, frame) if node.msg is not None else None
        error = Error(External("builtins.AssertionError"), () if message is None else (message,))
        raise Raised(error, frame.module.path, node.lineno)


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


_CATCH_ALL: Final = ("builtins.Exception", "builtins.BaseException")


def _other(thrown: type | None, wanted: External) -> bool | None:
    """Return whether a handler for something that we do not know catches: a builtin error is not a third party's."""
    return False if thrown is not None and not wanted.name.startswith("builtins.") else None


def _catches_class(wanted: Value, thrown: Class) -> bool | None:
    if isinstance(wanted, Class):
        return wanted in thrown.order
    if isinstance(wanted, External):
        caught = builtin_class(wanted.name)
        bases = [builtin_class(base.name) for owner in thrown.order for base in owner.bases if isinstance(base, External)]
        if caught is not None and any(base is not None and issubclass(base, caught) for base in bases):
            return True
        return False if caught is not None and None not in bases else None
    return None


def _try(vm: Vm, node: ast.Try, frame: Frame) -> Completion | None:
    try:
        completion = _try_body(vm, node, frame)
    except Raised:
        ended = vm.execute(node.finalbody, frame)
        if ended is not None:
            return ended
        raise
    except _StopGenerator:
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
            names.store(vm, handler.name, raised.error, frame)
        outer, frame.handling = frame.handling, raised
        try:
            return vm.execute(handler.body, frame)
        finally:
            frame.handling = outer
            if handler.name:
                target = frame.module.names if handler.name in frame.globals_declared else frame.names
                vm.journal.drop(target, handler.name)
    raise raised


# ----- with --------------------------------------------------------------------------------------------------------


def _with(vm: Vm, node: ast.With | ast.AsyncWith, frame: Frame) -> Completion | None:
    return _with_items(vm, node, 0, frame)


def _with_items(vm: Vm, node: ast.With | ast.AsyncWith, index: int, frame: Frame) -> Completion | None:
    if index == len(node.items):
        return vm.execute(node.body, frame)
    item = node.items[index]
    manager = vm.evaluate(item.context_expr, frame)

    def body(value: Value) -> Completion | None:
        if item.optional_vars is not None:
            names.bind(vm, item.optional_vars, value, frame)
        return _with_items(vm, node, index + 1, frame)

    match manager:
        case Generator(function=Function(is_context_manager=True)):
            return _with_generator(vm, manager, body, node, frame)
        case Instance():
            return _with_instance(vm, manager, body, node, frame)
        case Sequence(kind="suppress"):
            return _with_suppress(vm, manager, body, frame)
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


def _with_suppress(
    vm: Vm, manager: Sequence, body: Callable[[Value], Completion | None], frame: Frame
) -> Completion | None:
    try:
        return body(None)
    except Raised as raised:
        if catches(vm, manager.cell["items"], raised.error) is False:
            raise
        return None


# ----- the rest ----------------------------------------------------------------------------------------------------


def _nothing(_vm: Vm, _node: ast.stmt, _frame: Frame) -> None:
    return None


def _type_alias(vm: Vm, node: Any, frame: Frame) -> None:
    names.store(vm, node.name.id, UNKNOWN, frame)


EXECUTORS: Final[dict[type[ast.stmt], Callable[[Vm, Any, Frame], Completion | None]]] = {
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.FunctionDef: _define_function,
    ast.AsyncFunctionDef: _define_function,
    ast.ClassDef: _define_class,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Delete: _delete,
    ast.Expr: _expression,
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _async_for,
    ast.While: _while,
    ast.Return: _return,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Match: _match,
    ast.Raise: _raise,
    ast.Assert: _assert,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Pass: _nothing,
    ast.Global: _nothing,
    ast.Nonlocal: _nothing,
}
if hasattr(ast, "TypeAlias"):
    EXECUTORS[ast.TypeAlias] = _type_alias

