"""Statements made ready to run: one function for each kind of node."""

import ast
from collections.abc import Callable
from typing import Any, Final

from importlint.machine.assignment import (
    compile_annotated,
    compile_assignment,
    compile_augmented,
    compile_delete,
    compile_type_alias,
)
from importlint.machine.context_managers import compile_with
from importlint.machine.control_flow import (
    compile_async_for,
    compile_break,
    compile_continue,
    compile_for,
    compile_if,
    compile_return,
    compile_while,
)
from importlint.machine.definitions import compile_class, compile_function
from importlint.machine.exceptions import compile_assert, compile_raise, compile_try
from importlint.machine.frames import Frame
from importlint.machine.import_statements import execute_import, execute_import_from
from importlint.machine.matching import compile_match
from importlint.machine.vm import Compiler, Step, Vm
from importlint.scan.newer_nodes import TypeAlias


def _expression(to: Compiler, node: ast.Expr) -> Step:
    if isinstance(node.value, ast.Constant):
        return _nothing(to, node)
    code = to.expression(node.value)

    def step(vm: Vm, frame: Frame) -> None:
        code(vm, frame)

    return step


def _import(_to: Compiler, node: ast.Import) -> Step:
    return lambda vm, frame: execute_import(vm, node, frame)


def _import_from(_to: Compiler, node: ast.ImportFrom) -> Step:
    return lambda vm, frame: execute_import_from(vm, node, frame)


def _nothing(_to: Compiler, _node: ast.stmt) -> Step:
    return lambda _vm, _frame: None


STATEMENTS: Final[dict[type[ast.stmt], Callable[[Compiler, Any], Step]]] = {
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.FunctionDef: compile_function,
    ast.AsyncFunctionDef: compile_function,
    ast.ClassDef: compile_class,
    ast.Assign: compile_assignment,
    ast.AnnAssign: compile_annotated,
    ast.AugAssign: compile_augmented,
    ast.Delete: compile_delete,
    ast.Expr: _expression,
    ast.If: compile_if,
    ast.For: compile_for,
    ast.AsyncFor: compile_async_for,
    ast.While: compile_while,
    ast.Return: compile_return,
    ast.Break: compile_break,
    ast.Continue: compile_continue,
    ast.Match: compile_match,
    ast.Raise: compile_raise,
    ast.Assert: compile_assert,
    ast.Try: compile_try,
    ast.TryStar: compile_try,
    ast.With: compile_with,
    ast.AsyncWith: compile_with,
    ast.Pass: _nothing,
    ast.Global: _nothing,
    ast.Nonlocal: _nothing,
    TypeAlias: compile_type_alias,
}
