"""Evaluation of expressions: one function for each kind of node."""

import ast
from collections.abc import Callable
from typing import Any, Final

from importlint.machine import paths
from importlint.machine.arguments import evaluate_arguments, evaluate_defaults
from importlint.machine.comprehensions import (
    evaluate_comprehension,
    evaluate_dict_comprehension,
    evaluate_maybe,
    make_generator,
)
from importlint.machine.frames import Frame
from importlint.machine.names import load, store, walrus_frame
from importlint.machine.operators import binary
from importlint.machine.subscripts import subscript
from importlint.machine.truth import compare, truth_of
from importlint.machine.values import CONSTANTS, UNKNOWN, Function, Mapping, Sequence, Value, is_constant
from importlint.machine.vm import Vm


def _constant(_vm: Vm, node: ast.Constant, _frame: Frame) -> Value:
    return node.value


def _name(vm: Vm, node: ast.Name, frame: Frame) -> Value:
    return load(vm, node.id, node, frame)


def _attribute(vm: Vm, node: ast.Attribute, frame: Frame) -> Value:
    value = vm.evaluate(node.value, frame)
    if value is UNKNOWN:
        return UNKNOWN
    return vm.get_attribute(value, node.attr, node, frame)


def _call(vm: Vm, node: ast.Call, frame: Frame) -> Value:
    function = vm.evaluate(node.func, frame)
    return vm.call(function, evaluate_arguments(vm, node, frame), node, frame)


def _binary(vm: Vm, node: ast.BinOp, frame: Frame) -> Value:
    return binary(vm.evaluate(node.left, frame), node.op, vm.evaluate(node.right, frame))


def _boolean(vm: Vm, node: ast.BoolOp, frame: Frame) -> Value:
    stop_at = isinstance(node.op, ast.Or)
    for part in node.values[:-1]:
        value = vm.evaluate(part, frame)
        truth = truth_of(value)
        if truth is stop_at:
            return value
        if truth is None:
            evaluate_maybe(vm, node.values[-1], frame)
            return UNKNOWN
    return vm.evaluate(node.values[-1], frame)


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
    one, other = evaluate_maybe(vm, node.body, frame), evaluate_maybe(vm, node.orelse, frame)
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
    if node.format_spec is not None:
        return UNKNOWN
    if node.conversion in (ord("r"), ord("a")):
        return repr(value) if isinstance(value, CONSTANTS) else UNKNOWN
    text = paths.text_of(value)
    return text if text is not None else str(value) if isinstance(value, (int, float)) else UNKNOWN


def _lambda(vm: Vm, node: ast.Lambda, frame: Frame) -> Value:
    return Function("<lambda>", "<lambda>", node, frame.module, frame, evaluate_defaults(vm, node.args, frame))


def _subscript(vm: Vm, node: ast.Subscript, frame: Frame) -> Value:
    value = vm.evaluate(node.value, frame)
    key = vm.evaluate(node.slice, frame)
    return subscript(vm, value, key, node, frame)


def _slice(vm: Vm, node: ast.Slice, frame: Frame) -> Value:
    parts = [vm.evaluate(part, frame) if part is not None else None for part in (node.lower, node.upper, node.step)]
    return slice(*parts) if all(part is None or isinstance(part, int) for part in parts) else UNKNOWN


def _walrus(vm: Vm, node: ast.NamedExpr, frame: Frame) -> Value:
    value = vm.evaluate(node.value, frame)
    store(vm, node.target.id, value, walrus_frame(frame))
    return value


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
    ast.ListComp: evaluate_comprehension,
    ast.SetComp: evaluate_comprehension,
    ast.DictComp: evaluate_dict_comprehension,
    ast.GeneratorExp: make_generator,
    ast.Yield: _yield,
    ast.YieldFrom: _await,
    ast.Await: _await,
    ast.Starred: _await,
}
