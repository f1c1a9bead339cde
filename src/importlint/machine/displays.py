"""Displays: tuples, lists, sets and dicts as they are written down."""

import ast
from collections.abc import Sequence as Items

from importlint.machine.frames import Frame
from importlint.machine.items import held
from importlint.machine.starred import compile_starred
from importlint.machine.values import UNKNOWN, Mapping, Sequence, Value, is_constant
from importlint.machine.vm import Code, Compiler, Vm


def compile_display(to: Compiler, node: ast.List | ast.Tuple | ast.Set) -> Code:
    """Return what makes a tuple, list or set."""
    if any(isinstance(part, ast.Starred) for part in node.elts):
        return _compile_starred(to, node)
    constants = _constants(node.elts)
    parts = tuple(map(to.expression, node.elts))
    if isinstance(node, ast.Tuple):
        if constants is not None:
            return lambda _vm, _frame: constants
        return lambda vm, frame: tuple([part(vm, frame) for part in parts])
    kind = _kind(node)
    if constants is not None:
        fixed = held(constants, kind)
        return lambda _vm, _frame: Sequence(fixed, kind)
    return lambda vm, frame: Sequence(held(tuple([part(vm, frame) for part in parts]), kind), kind)


def _kind(node: ast.expr) -> str:
    return "list" if isinstance(node, ast.List) else "set"


def _constants(nodes: Items[ast.expr | None]) -> tuple[Value, ...] | None:
    """Return the values of expressions that are all constants, otherwise None."""
    values = tuple(node.value for node in nodes if isinstance(node, ast.Constant))
    return values if len(values) == len(nodes) else None


def _compile_starred(to: Compiler, node: ast.List | ast.Tuple | ast.Set) -> Code:
    row = compile_starred(to, node.elts)

    def code(vm: Vm, frame: Frame) -> Value:
        items, complete = row(vm, frame)
        value = items if complete else UNKNOWN
        return value if isinstance(node, ast.Tuple) else Sequence(held(value, _kind(node)), _kind(node))

    return code


def compile_dictionary(to: Compiler, node: ast.Dict) -> Code:
    """Return what makes a dict; nobody changes the items of a Mapping in place, so that constant ones are shared."""
    keys, constants = _constants(node.keys), _constants(node.values)
    if keys is None:
        return _compile_computed(to, node)
    if constants is not None:
        items = dict(zip(keys, constants, strict=True))
        return lambda _vm, _frame: Mapping(items)
    parts = tuple(map(to.expression, node.values))
    return lambda vm, frame: Mapping(dict(zip(keys, [part(vm, frame) for part in parts], strict=True)))


def _compile_computed(to: Compiler, node: ast.Dict) -> Code:
    parts = [(to.optional(key), to.expression(value)) for key, value in zip(node.keys, node.values, strict=True)]

    def code(vm: Vm, frame: Frame) -> Value:
        items: dict[Value, Value] = {}
        known = True
        for key_code, value_code in parts:
            key = key_code and key_code(vm, frame)
            value = value_code(vm, frame)
            if key_code is None:
                inner = value.cell["items"] if isinstance(value, Mapping) else UNKNOWN
                known = known and isinstance(inner, dict)
                items.update(inner if isinstance(inner, dict) else {})
            elif is_constant(key):
                items[key] = value
            else:
                known = False
        return Mapping(items if known else UNKNOWN)

    return code
