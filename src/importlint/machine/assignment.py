"""Statements that bind, change and delete names and items."""

import ast
from typing import Any

from importlint.machine.attributes import delete_attribute
from importlint.machine.definitions import annotations_run
from importlint.machine.frames import Frame
from importlint.machine.names import bind, delete, store
from importlint.machine.operators import binary
from importlint.machine.subscripts import delete_item, subscript
from importlint.machine.values import UNKNOWN, Sequence, Value
from importlint.machine.vm import Vm


def assign(vm: Vm, node: ast.Assign, frame: Frame) -> None:
    value = vm.evaluate(node.value, frame)
    for target in node.targets:
        bind(vm, target, value, frame)


def assign_annotated(vm: Vm, node: ast.AnnAssign, frame: Frame) -> None:
    if node.value is not None:
        bind(vm, node.target, vm.evaluate(node.value, frame), frame)
    # The annotation of a local variable is never evaluated.
    if frame.kind != "function" and node.simple and annotations_run(vm, frame):
        vm.evaluate(node.annotation, frame)


def assign_augmented(vm: Vm, node: ast.AugAssign, frame: Frame) -> None:
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
        value = binary(old, node.op, new)
    bind(vm, target, value, frame)


def _as_load(target: ast.Name | ast.Attribute) -> ast.expr:
    if isinstance(target, ast.Name):
        return ast.copy_location(ast.Name(target.id, ast.Load()), target)
    return ast.copy_location(ast.Attribute(target.value, target.attr, ast.Load()), target)


def execute_delete(vm: Vm, node: ast.Delete, frame: Frame) -> None:
    for target in node.targets:
        match target:
            case ast.Name(id=name):
                delete(vm, name, target, frame)
            case ast.Attribute(value=holder, attr=name):
                delete_attribute(vm, vm.evaluate(holder, frame), name)
            case ast.Subscript(value=holder, slice=key):
                delete_item(vm, vm.evaluate(holder, frame), vm.evaluate(key, frame), node, frame)
            case _:
                pass


def define_type_alias(vm: Vm, node: Any, frame: Frame) -> None:
    store(vm, node.name.id, UNKNOWN, frame)
