"""Evaluation of expressions: one function for each kind of node."""

import ast
import operator
from collections.abc import Callable
from typing import Any, Final

from importlint.machine import attributes, names, paths
from importlint.machine.frames import Frame
from importlint.machine.truth import compare, truth_of
from importlint.machine.values import (
    UNKNOWN,
    Function,
    Generator,
    Mapping,
    Maybe,
    ModuleTable,
    Namespace,
    Path,
    PathParents,
    Sequence,
    Value,
    is_constant,
)
from importlint.machine.vm import Arguments, Vm

_MAX_ITEMS: Final = 2000
_MAX_TEXT: Final = 10_000


def _constant(_vm: Vm, node: ast.Constant, _frame: Frame) -> Value:
    return node.value


def _name(vm: Vm, node: ast.Name, frame: Frame) -> Value:
    return names.load(vm, node.id, node, frame)


def _attribute(vm: Vm, node: ast.Attribute, frame: Frame) -> Value:
    value = vm.evaluate(node.value, frame)
    if value is UNKNOWN:
        return UNKNOWN
    return vm.get_attribute(value, node.attr, node, frame)


def _call(vm: Vm, node: ast.Call, frame: Frame) -> Value:
    function = vm.evaluate(node.func, frame)
    return vm.call(function, evaluate_arguments(vm, node, frame), node, frame)


def evaluate_arguments(vm: Vm, node: ast.Call | ast.ClassDef, frame: Frame) -> Arguments:
    """Evaluate the arguments of a call, or the bases and keywords of a class."""
    positional: list[Value] = []
    keywords: dict[str, Value] = {}
    complete = True
    for part in node.args if isinstance(node, ast.Call) else node.bases:
        if isinstance(part, ast.Starred):
            items = vm.iterate(vm.evaluate(part.value, frame), part, frame)
            positional.extend(items or ())
            complete = complete and items is not None
        else:
            positional.append(vm.evaluate(part, frame))
    for keyword in node.keywords:
        value = vm.evaluate(keyword.value, frame)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        elif isinstance(value, Mapping) and isinstance(value.cell["items"], dict):
            keywords.update({key: item for key, item in value.cell["items"].items() if isinstance(key, str)})
        else:
            complete = False
    return Arguments(tuple(positional), keywords, complete)


_BINARY: Final[dict[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.FloorDiv: operator.floordiv,
    ast.Div: operator.truediv,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
    ast.Mod: operator.mod,
    ast.Mult: operator.mul,
}


def _binary(vm: Vm, node: ast.BinOp, frame: Frame) -> Value:
    return binary(vm, vm.evaluate(node.left, frame), node.op, vm.evaluate(node.right, frame))


def binary(vm: Vm, left: Value, op: ast.operator, right: Value) -> Value:
    """Return `left op right`, UNKNOWN unless it can be computed safely."""
    if isinstance(left, Path) and isinstance(op, ast.Div):
        return paths.join_path(left, right)
    if isinstance(left, str) and isinstance(right, Path) and isinstance(op, ast.Div):
        return paths.join_path(Path(left), right)
    if isinstance(left, Sequence) and isinstance(op, ast.Add) and left.kind == "list":
        return _concatenate(left, right)
    if isinstance(left, tuple) and isinstance(right, tuple) and isinstance(op, ast.Add):
        return left + right
    if isinstance(op, ast.Mod) and isinstance(left, str):
        right = right.text if isinstance(right, Path) else right
    function = _BINARY.get(type(op))
    if function is None or not (is_constant(left) and is_constant(right)):
        return UNKNOWN
    if isinstance(op, ast.Mult) and not (isinstance(left, (int, float)) and isinstance(right, (int, float))):
        return UNKNOWN
    try:
        value = function(left, right)
    except (TypeError, ValueError, ArithmeticError, KeyError):
        return UNKNOWN
    return UNKNOWN if isinstance(value, (str, bytes)) and len(value) > _MAX_TEXT else value


def _concatenate(left: Sequence, right: Value) -> Value:
    mine = left.cell["items"]
    if not isinstance(right, Sequence):
        return UNKNOWN
    theirs = right.cell["items"]
    return Sequence(mine + theirs if isinstance(mine, tuple) and isinstance(theirs, tuple) else UNKNOWN)


def _boolean(vm: Vm, node: ast.BoolOp, frame: Frame) -> Value:
    stop_at = isinstance(node.op, ast.Or)
    for part in node.values[:-1]:
        value = vm.evaluate(part, frame)
        truth = truth_of(value)
        if truth is stop_at:
            return value
        if truth is None:
            _evaluate_maybe(vm, node.values[-1], frame)
            return UNKNOWN
    return vm.evaluate(node.values[-1], frame)


def _evaluate_maybe(vm: Vm, node: ast.expr, frame: Frame) -> Value:
    """Evaluate an expression that may not run at all."""
    result: list[Value] = []

    def first() -> None:
        result.append(vm.evaluate(node, frame))

    vm.fork(first, lambda: None, frame)
    return result[0] if result else UNKNOWN


def _unary(vm: Vm, node: ast.UnaryOp, frame: Frame) -> Value:
    value = vm.evaluate(node.operand, frame)
    if isinstance(node.op, ast.Not):
        truth = truth_of(value)
        return UNKNOWN if truth is None else not truth
    if isinstance(value, (int, float)):
        if isinstance(node.op, ast.USub):
            return -value
        return +value if isinstance(node.op, ast.UAdd) else ~value if isinstance(value, int) else UNKNOWN
    return UNKNOWN


def _compare(vm: Vm, node: ast.Compare, frame: Frame) -> Value:
    left = vm.evaluate(node.left, frame)
    result: Value = True
    for op, part in zip(node.ops, node.comparators, strict=True):
        right = vm.evaluate(part, frame)
        answer = compare(vm, left, op, right)
        if answer is False:
            return False
        if answer is not True:
            result = UNKNOWN
        left = right
    return result


def _conditional(vm: Vm, node: ast.IfExp, frame: Frame) -> Value:
    truth = truth_of(vm.evaluate(node.test, frame))
    if truth is not None:
        return vm.evaluate(node.body if truth else node.orelse, frame)
    one, other = _evaluate_maybe(vm, node.body, frame), _evaluate_maybe(vm, node.orelse, frame)
    return one if one is other or (is_constant(one) and is_constant(other) and one == other) else UNKNOWN


def _display(vm: Vm, node: ast.List | ast.Tuple | ast.Set, frame: Frame) -> Value:
    items: list[Value] = []
    known = True
    for part in node.elts:
        if isinstance(part, ast.Starred):
            inner = vm.iterate(vm.evaluate(part.value, frame), part, frame)
            known = known and inner is not None
            items.extend(inner or ())
        else:
            items.append(vm.evaluate(part, frame))
    if isinstance(node, ast.Tuple):
        return tuple(items) if known else UNKNOWN
    return Sequence(tuple(items) if known else UNKNOWN, "list" if isinstance(node, ast.List) else "set")


def _dictionary(vm: Vm, node: ast.Dict, frame: Frame) -> Value:
    items: dict[Value, Value] = {}
    known = True
    for key_node, value_node in zip(node.keys, node.values, strict=True):
        key = vm.evaluate(key_node, frame) if key_node is not None else None
        value = vm.evaluate(value_node, frame)
        if key_node is None:
            inner = value.cell["items"] if isinstance(value, Mapping) else UNKNOWN
            known = known and isinstance(inner, dict)
            items.update(inner if isinstance(inner, dict) else {})
        elif is_constant(key):
            items[key] = value
        else:
            known = False
    return Mapping(items if known else UNKNOWN)


def _joined_string(vm: Vm, node: ast.JoinedStr, frame: Frame) -> Value:
    parts = [vm.evaluate(part, frame) for part in node.values]
    return "".join(parts) if all(isinstance(part, str) for part in parts) else UNKNOWN


def _formatted(vm: Vm, node: ast.FormattedValue, frame: Frame) -> Value:
    value = vm.evaluate(node.value, frame)
    if node.format_spec is not None or node.conversion not in (-1, ord("s")):
        return UNKNOWN
    text = paths.text_of(value)
    return text if text is not None else str(value) if isinstance(value, (int, float)) else UNKNOWN


def _lambda(vm: Vm, node: ast.Lambda, frame: Frame) -> Value:
    return Function("<lambda>", "<lambda>", node, frame.module, frame, evaluate_defaults(vm, node.args, frame))


def evaluate_defaults(vm: Vm, arguments: ast.arguments, frame: Frame) -> dict[str, Value]:
    """Evaluate the default values of parameters, in CPython's order."""
    positional = [*arguments.posonlyargs, *arguments.args]
    found = {
        parameter.arg: vm.evaluate(default, frame)
        for parameter, default in zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=True)
    }
    for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            found[parameter.arg] = vm.evaluate(default, frame)
    return found


def _subscript(vm: Vm, node: ast.Subscript, frame: Frame) -> Value:
    value = vm.evaluate(node.value, frame)
    key = vm.evaluate(node.slice, frame)
    return subscript(vm, value, key, node, frame)


def subscript(vm: Vm, value: Value, key: Value, node: ast.AST, frame: Frame) -> Value:
    """Return `value[key]`."""
    match value:
        case PathParents() if isinstance(key, int):
            found = paths.nth_parent(value, key)
            return vm.fail("IndexError", str(key), node, frame) if found is None else found
        case tuple() | str() if isinstance(key, (int, slice)):
            try:
                return value[key]
            except (IndexError, TypeError, ValueError):
                return UNKNOWN
        case Sequence():
            items = value.cell["items"]
            if not isinstance(items, tuple) or not isinstance(key, (int, slice)):
                return UNKNOWN
            if isinstance(key, slice):
                return Sequence(items[key])
            return _plain(items[key]) if -len(items) <= key < len(items) else UNKNOWN
        case Mapping() if is_constant(key) and isinstance(value.cell["items"], dict):
            return _plain(value.cell["items"].get(key, UNKNOWN))
        case ModuleTable():
            return _module_at(vm, key, node, frame)
        case Namespace() if isinstance(key, str):
            return _plain(value.module.names.get(key, UNKNOWN))
        case _:
            return UNKNOWN


def _plain(value: Value) -> Value:
    return value.value if isinstance(value, Maybe) else value


def _module_at(vm: Vm, key: Value, node: ast.AST, frame: Frame) -> Value:
    if not isinstance(key, str):
        return UNKNOWN
    if key in vm.modules:
        return _plain(vm.modules[key])
    if vm.settings.provider(key.partition(".")[0]) != "nobody":
        return UNKNOWN
    return vm.fail("KeyError", key, node, frame)


def _slice(vm: Vm, node: ast.Slice, frame: Frame) -> Value:
    parts = [vm.evaluate(part, frame) if part is not None else None for part in (node.lower, node.upper, node.step)]
    return slice(*parts) if all(part is None or isinstance(part, int) for part in parts) else UNKNOWN


def _walrus(vm: Vm, node: ast.NamedExpr, frame: Frame) -> Value:
    value = vm.evaluate(node.value, frame)
    names.store(vm, node.target.id, value, names.walrus_frame(frame))
    return value


def _comprehension(vm: Vm, node: ast.ListComp | ast.SetComp, frame: Frame) -> Value:
    inner = names.comprehension_frame(frame)
    first = vm.evaluate(node.generators[0].iter, frame)
    items: list[Value] = []
    known = run_generators(vm, node.generators, first, inner, lambda: items.append(vm.evaluate(node.elt, inner)))
    return Sequence(tuple(items) if known else UNKNOWN, "list" if isinstance(node, ast.ListComp) else "set")


def _dict_comprehension(vm: Vm, node: ast.DictComp, frame: Frame) -> Value:
    inner = names.comprehension_frame(frame)
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
        names.bind(vm, generator.target, item, frame)
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


def _generator(vm: Vm, node: ast.GeneratorExp, frame: Frame) -> Value:
    first = vm.evaluate(node.generators[0].iter, frame)
    inner = names.comprehension_frame(frame)
    inner.names[".0"] = first
    return Generator(node, inner)


def consume(vm: Vm, generator: Generator) -> "tuple[Value, ...] | None":
    """Run a generator expression to its end; return its items, None if they are not known."""
    node = generator.node
    if node is None:
        return None
    frame: Frame = generator.frame
    items: list[Value] = []
    known = run_generators(vm, node.generators, frame.names[".0"], frame, lambda: items.append(vm.evaluate(node.elt, frame)))
    return tuple(items) if known else None


def _yield(vm: Vm, node: ast.Yield, frame: Frame) -> Value:
    value = vm.evaluate(node.value, frame) if node.value is not None else None
    if frame.on_yield is not None:
        frame.on_yield(value)
    return UNKNOWN


def _await(vm: Vm, node: ast.Await | ast.YieldFrom | ast.Starred, frame: Frame) -> Value:
    vm.evaluate(node.value, frame)
    return UNKNOWN


EVALUATORS: Final[dict[type[ast.expr], Callable[[Vm, Any, Frame], Value]]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.BinOp: _binary,
    ast.BoolOp: _boolean,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.List: _display,
    ast.Tuple: _display,
    ast.Set: _display,
    ast.Dict: _dictionary,
    ast.JoinedStr: _joined_string,
    ast.FormattedValue: _formatted,
    ast.Lambda: _lambda,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.NamedExpr: _walrus,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.DictComp: _dict_comprehension,
    ast.GeneratorExp: _generator,
    ast.Yield: _yield,
    ast.YieldFrom: _await,
    ast.Await: _await,
    ast.Starred: _await,
}
