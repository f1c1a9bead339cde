"""Statements that bind, change and delete names and items."""

import ast
from typing import Any

from importlint.machine.attributes import delete_attribute
from importlint.machine.definitions import annotations_run
from importlint.machine.frames import Frame
from importlint.machine.names import delete, store
from importlint.machine.operators import operation
from importlint.machine.subscripts import delete_item, subscript
from importlint.machine.values import UNKNOWN, Sequence, Value
from importlint.machine.vm import Code, Compiler, Step, Vm


def compile_assignment(to: Compiler, node: ast.Assign) -> Step:
    value, targets = to.expression(node.value), tuple(map(to.target, node.targets))
    if len(targets) == 1:
        target = targets[0]
        return lambda vm, frame: target(vm, value(vm, frame), frame)

    def step(vm: Vm, frame: Frame) -> None:
        given = value(vm, frame)
        for bind in targets:
            bind(vm, given, frame)

    return step


def compile_annotated(to: Compiler, node: ast.AnnAssign) -> Step:
    target, value = to.target(node.target), to.optional(node.value)
    annotation = to.expression(node.annotation)

    def step(vm: Vm, frame: Frame) -> None:
        if value is not None:
            target(vm, value(vm, frame), frame)
        # The annotation of a local variable is never evaluated.
        if frame.kind != "function" and node.simple and annotations_run(vm, frame):
            annotation(vm, frame)

    return step


def compile_augmented(to: Compiler, node: ast.AugAssign) -> Step:
    bind, old_code, new_code = to.target(node.target), _compile_old(to, node.target), to.expression(node.value)
    operate, is_sum = operation(node.op), isinstance(node.op, ast.Add)

    def step(vm: Vm, frame: Frame) -> None:
        old = old_code(vm, frame)
        new = new_code(vm, frame)
        if isinstance(old, Sequence) and is_sum:
            items = vm.possible_items(new, node, frame)
            mine = old.cell["items"]
            known = isinstance(mine, tuple)
            added = items if items is not None else (UNKNOWN,)
            vm.journal.put(old.cell, "items", (*mine, *added) if known else UNKNOWN)
            value: Value = old
        else:
            value = operate(vm, old, new, node, frame)
        bind(vm, value, frame)

    return step


def _compile_old(to: Compiler, target: ast.Name | ast.Attribute | ast.Subscript) -> Code:
    """Return what evaluates the target of an augmented assignment."""
    if isinstance(target, ast.Name):
        return to.expression(ast.copy_location(ast.Name(target.id, ast.Load()), target))
    if isinstance(target, ast.Attribute):
        return to.expression(ast.copy_location(ast.Attribute(target.value, target.attr, ast.Load()), target))
    holder, key = to.expression(target.value), to.expression(target.slice)
    return lambda vm, frame: subscript(vm, holder(vm, frame), key(vm, frame), target, frame)


def compile_delete(to: Compiler, node: ast.Delete) -> Step:
    steps = tuple(_compile_deletion(to, target, node) for target in node.targets)

    def step(vm: Vm, frame: Frame) -> None:
        for remove in steps:
            remove(vm, frame)

    return step


def _compile_deletion(to: Compiler, target: ast.expr, node: ast.Delete) -> Step:
    match target:
        case ast.Name(id=name):
            return lambda vm, frame: delete(vm, name, target, frame)
        case ast.Attribute(value=written, attr=name):
            holder = to.expression(written)
            return lambda vm, frame: delete_attribute(vm, holder(vm, frame), name)
        case ast.Subscript(value=written, slice=index):
            holder, key = to.expression(written), to.expression(index)
            return lambda vm, frame: delete_item(vm, holder(vm, frame), key(vm, frame), node, frame)
        case _:
            return lambda _vm, _frame: None


def compile_type_alias(_to: Compiler, node: Any) -> Step:
    return lambda vm, frame: store(vm, node.name.id, UNKNOWN, frame)
