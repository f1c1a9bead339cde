"""Which calls are under way, and which are followed: a bounded depth, and a bounded number of statements."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from importlint.machine.frames import Frame
from importlint.machine.left_out import leave_out
from importlint.machine.settled import imports_are_settled
from importlint.machine.values import Function, Module
from importlint.machine.vm import Vm

_MAX_DEPTH: Final = 40
_MAX_RECURSION: Final = 3
# Statements in the calls of one module body, without the bodies of modules that the calls import: after so many, only
# functions are run that would import something; after so many more, none.
_ENOUGH: Final = 2_000
_MAX_STATEMENTS: Final = 20_000
# On a way that may not be taken at all, a function is run a few times and never within itself.
_MAX_UNCERTAIN_RUNS: Final = 8


class CallStack:
    """The calls under way since the innermost module body began, and what its calls have cost."""

    def __init__(self, vm: Vm) -> None:
        """Begin with no call."""
        self._vm = vm
        self._functions: list[Function] = []
        self._callers: list[Frame] = []
        self._began = 0
        self._spent = 0
        self._tried: dict[ast.AST, int] = {}

    @contextmanager
    def of_a_body(self) -> Iterator[None]:
        """Begin afresh for a module body: calls and budgets of its importer are not its own, but still around it."""
        before = self._functions, self._began - self._vm.statements, self._spent
        self._functions, self._spent = [], 0
        try:
            yield
        finally:
            self._functions, began, self._spent = before
            self._began = began + self._vm.statements

    def enter(self, function: Function, node: ast.AST, frame: Frame) -> bool:
        """Begin a call; return False where it would lead too deep or take too long."""
        vm = self._vm
        if not self._functions:
            self._began = vm.statements
        if vm.forks and not self._may_try(function):
            return False
        spent = self._spent + vm.statements - self._began
        is_deep = len(self._functions) >= _MAX_DEPTH or self._functions.count(function) >= _MAX_RECURSION
        if is_deep or spent > _ENOUGH:
            # The imports of a function that is already running have been seen.
            if function in self._functions:
                return False
            if imports_are_settled(vm, function):
                leave_out(vm, function)
                return False
            if is_deep or spent > _MAX_STATEMENTS:
                line = getattr(node, "lineno", 0)
                vm.wonder(f"calls nest too deep or take too long at {frame.module.path}:{line}")
                leave_out(vm, function)
                return False
        self._functions.append(function)
        self._callers.append(frame)
        return True

    def leave(self) -> None:
        """End a call."""
        self._functions.pop()
        self._callers.pop()
        if not self._functions:
            self._spent += self._vm.statements - self._began

    def modules_from(self, frame: Frame) -> tuple[Module, ...]:
        """Return the module of the running frame and those of its callers, up to the one that called from no function.

        What called a class body or a comprehension is not certain: the versions differ, and the import system has
        frames of its own.
        """
        found: list[Module] = []
        for each in (frame, *reversed(self._callers[-len(self._functions) :] if self._functions else [])):
            found.append(each.module)
            if each.kind not in ("function", "module"):
                break
        return tuple(found)

    def is_empty(self) -> bool:
        """Return whether no call is under way, in no module body either."""
        return not self._callers

    def is_remote(self) -> bool:
        """Return whether the running function is itself called only on a way that may not be taken."""
        may_have_ended = any(caller.undecided for caller in self._callers if caller.kind == "function")
        return bool(self._functions) and (self._vm.forks > 0 or may_have_ended)

    def forget_tries(self) -> None:
        """Count anew how often functions are run on a way that may not be taken."""
        self._tried = {}

    def _may_try(self, function: Function) -> bool:
        runs = self._tried.get(function.node, 0)
        self._tried[function.node] = runs + 1
        return runs < _MAX_UNCERTAIN_RUNS and function not in self._functions
