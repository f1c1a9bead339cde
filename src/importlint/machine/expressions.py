"""Expressions made ready to run: one function for each kind of node."""

import ast
from collections.abc import Callable
from typing import Any, Final

from importlint.machine import paths
from importlint.machine.arguments import compile_arguments, compile_defaults
from importlint.machine.attributes import get_attribute, settle
from importlint.machine.calls import call
from importlint.machine.comprehensions import (
    compile_comprehension,
    compile_dict_comprehension,
    compile_generator,
    evaluate_maybe,
)
from importlint.machine.displays import compile_dictionary, compile_display
from importlint.machine.frames import Frame
from importlint.machine.names import load, store, walrus_frame
from importlint.machine.operators import operation
from importlint.machine.subscripts import subscript
from importlint.machine.truth import comparison, truth_of
from importlint.machine.values import CONSTANTS, MISSING, UNKNOWN, Function, LazyImport, Maybe, Value, is_constant
from importlint.machine.vm import Code, Compiler, Vm


def _constant(_to: Compiler, node: ast.Constant) -> Code:
    value = node.value
    return lambda _vm, _frame: value


def _name(_to: Compiler, node: ast.Name) -> Code:
    name = node.id

    def code(vm: Vm, frame: Frame) -> Value:
        value = frame.names.get(name, MISSING)
        if value is MISSING:
            return load(vm, name, node, frame)
        kind = type(value)
        return settle(vm, frame.names, name, node, frame) if kind is Maybe or kind is LazyImport else value

    return code


def _attribute(to: Compiler, node: ast.Attribute) -> Code:
    holder, name = to.expression(node.value), node.attr

    def code(vm: Vm, frame: Frame) -> Value:
        value = holder(vm, frame)
        return UNKNOWN if value is UNKNOWN else get_attribute(vm, value, name, node, frame)

    return code


def _call(to: Compiler, node: ast.Call) -> Code:
    function = to.expression(node.func)
    arguments = compile_arguments(to, node.args, node.keywords)

    def code(vm: Vm, frame: Frame) -> Value:
        return call(vm, function(vm, frame), arguments(vm, frame), node, frame)

    return code


def _binary(to: Compiler, node: ast.BinOp) -> Code:
    left, right, operate = to.expression(node.left), to.expression(node.right), operation(node.op)
    return lambda vm, frame: operate(vm, left(vm, frame), right(vm, frame), node, frame)


def _boolean(to: Compiler, node: ast.BoolOp) -> Code:
    stop_at = isinstance(node.op, ast.Or)
    *parts, last = map(to.expression, node.values)

    def code(vm: Vm, frame: Frame) -> Value:
        for part in parts:
            value = part(vm, frame)
            truth = truth_of(value)
            if truth is stop_at:
                return value
            if truth is None:
                evaluate_maybe(vm, last, frame)
                return UNKNOWN
        return last(vm, frame)

    return code


def _unary(to: Compiler, node: ast.UnaryOp) -> Code:
    operand = to.expression(node.operand)
    if isinstance(node.op, ast.Not):
        return lambda vm, frame: _negated(truth_of(operand(vm, frame)))
    op = node.op
    return lambda vm, frame: _signed(op, operand(vm, frame))


def _negated(truth: bool | None) -> Value:
    return UNKNOWN if truth is None else not truth


def _signed(op: ast.unaryop, value: Value) -> Value:
    if isinstance(value, (int, float)):
        if isinstance(op, ast.USub):
            return -value
        return +value if isinstance(op, ast.UAdd) else ~value if isinstance(value, int) else UNKNOWN
    return UNKNOWN


def _compare(to: Compiler, node: ast.Compare) -> Code:
    first = to.expression(node.left)
    parts = [(comparison(op), to.expression(part)) for op, part in zip(node.ops, node.comparators, strict=True)]

    def code(vm: Vm, frame: Frame) -> Value:
        left = first(vm, frame)
        result: Value = True
        for compare, part in parts:
            right = part(vm, frame)
            answer = compare(vm, left, right)
            if answer is False:
                return False
            if answer is not True:
                result = UNKNOWN
            left = right
        return result

    return code


def _conditional(to: Compiler, node: ast.IfExp) -> Code:
    test, body, orelse = to.expression(node.test), to.expression(node.body), to.expression(node.orelse)

    def code(vm: Vm, frame: Frame) -> Value:
        truth = truth_of(test(vm, frame))
        if truth is not None:
            return body(vm, frame) if truth else orelse(vm, frame)
        one, other = evaluate_maybe(vm, body, frame), evaluate_maybe(vm, orelse, frame)
        return one if one is other or (is_constant(one) and is_constant(other) and one == other) else UNKNOWN

    return code


def _joined_string(to: Compiler, node: ast.JoinedStr) -> Code:
    values = tuple(map(to.expression, node.values))

    def code(vm: Vm, frame: Frame) -> Value:
        parts = [value(vm, frame) for value in values]
        return "".join(parts) if all(isinstance(part, str) for part in parts) else UNKNOWN

    return code


def _formatted(to: Compiler, node: ast.FormattedValue) -> Code:
    inner, has_format, is_quoted = (
        to.expression(node.value),
        node.format_spec is not None,
        chr(max(node.conversion, 0)) in ("r", "a"),
    )

    def code(vm: Vm, frame: Frame) -> Value:
        value = inner(vm, frame)
        if has_format:
            return UNKNOWN
        if is_quoted:
            return repr(value) if isinstance(value, CONSTANTS) else UNKNOWN
        text = paths.text_of(value)
        return text if text is not None else str(value) if isinstance(value, (int, float)) else UNKNOWN

    return code


def _lambda(to: Compiler, node: ast.Lambda) -> Code:
    defaults = compile_defaults(to, node.args)

    def code(vm: Vm, frame: Frame) -> Value:
        found = {name: default(vm, frame) for name, default in defaults}
        return Function("<lambda>", "<lambda>", node, frame.module, frame, found)

    return code


def _subscript(to: Compiler, node: ast.Subscript) -> Code:
    holder, key = to.expression(node.value), to.expression(node.slice)
    return lambda vm, frame: subscript(vm, holder(vm, frame), key(vm, frame), node, frame)


def _slice(to: Compiler, node: ast.Slice) -> Code:
    bounds = [to.optional(part) for part in (node.lower, node.upper, node.step)]

    def code(vm: Vm, frame: Frame) -> Value:
        parts = [bound and bound(vm, frame) for bound in bounds]
        return slice(*parts) if all(part is None or isinstance(part, int) for part in parts) else UNKNOWN

    return code


def _walrus(to: Compiler, node: ast.NamedExpr) -> Code:
    name, inner = node.target.id, to.expression(node.value)

    def code(vm: Vm, frame: Frame) -> Value:
        value = inner(vm, frame)
        store(vm, name, value, walrus_frame(frame))
        return value

    return code


def _yield(to: Compiler, node: ast.Yield) -> Code:
    inner = to.optional(node.value)

    def code(vm: Vm, frame: Frame) -> Value:
        value = inner and inner(vm, frame)
        if frame.on_yield is not None:
            frame.on_yield(value)
        return UNKNOWN

    return code


def _await(to: Compiler, node: ast.Await | ast.YieldFrom | ast.Starred) -> Code:
    inner = to.expression(node.value)

    def code(vm: Vm, frame: Frame) -> Value:
        inner(vm, frame)
        return UNKNOWN

    return code


EXPRESSIONS: Final[dict[type[ast.expr], Callable[[Compiler, Any], Code]]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.BinOp: _binary,
    ast.BoolOp: _boolean,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.List: compile_display,
    ast.Tuple: compile_display,
    ast.Set: compile_display,
    ast.Dict: compile_dictionary,
    ast.JoinedStr: _joined_string,
    ast.FormattedValue: _formatted,
    ast.Lambda: _lambda,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.NamedExpr: _walrus,
    ast.ListComp: compile_comprehension,
    ast.SetComp: compile_comprehension,
    ast.DictComp: compile_dict_comprehension,
    ast.GeneratorExp: compile_generator,
    ast.Yield: _yield,
    ast.YieldFrom: _await,
    ast.Await: _await,
    ast.Starred: _await,
}
