"""Execution of statements: one function for each kind of node."""

import ast
from collections.abc import Callable
from typing import Any, Final

from importlint.machine.assignment import assign, assign_annotated, assign_augmented, define_type_alias, execute_delete
from importlint.machine.context_managers import execute_with
from importlint.machine.control_flow import (
    execute_async_for,
    execute_break,
    execute_continue,
    execute_for,
    execute_if,
    execute_return,
    execute_while,
)
from importlint.machine.definitions import define_class, define_function
from importlint.machine.exceptions import execute_assert, execute_raise, execute_try
from importlint.machine.frames import Completion, Frame
from importlint.machine.import_statements import execute_import, execute_import_from
from importlint.machine.matching import execute_match
from importlint.machine.vm import Vm
from importlint.scan.newer_nodes import TypeAlias


def _expression(vm: Vm, node: ast.Expr, frame: Frame) -> None:
    if not isinstance(node.value, ast.Constant):
        vm.evaluate(node.value, frame)


def _nothing(_vm: Vm, _node: ast.stmt, _frame: Frame) -> None:
    return None


EXECUTORS: Final[dict[type[ast.stmt], Callable[[Vm, Any, Frame], Completion | None]]] = {
    ast.Import: execute_import,
    ast.ImportFrom: execute_import_from,
    ast.FunctionDef: define_function,
    ast.AsyncFunctionDef: define_function,
    ast.ClassDef: define_class,
    ast.Assign: assign,
    ast.AnnAssign: assign_annotated,
    ast.AugAssign: assign_augmented,
    ast.Delete: execute_delete,
    ast.Expr: _expression,
    ast.If: execute_if,
    ast.For: execute_for,
    ast.AsyncFor: execute_async_for,
    ast.While: execute_while,
    ast.Return: execute_return,
    ast.Break: execute_break,
    ast.Continue: execute_continue,
    ast.Match: execute_match,
    ast.Raise: execute_raise,
    ast.Assert: execute_assert,
    ast.Try: execute_try,
    ast.TryStar: execute_try,
    ast.With: execute_with,
    ast.AsyncWith: execute_with,
    ast.Pass: _nothing,
    ast.Global: _nothing,
    ast.Nonlocal: _nothing,
    TypeAlias: define_type_alias,
}
