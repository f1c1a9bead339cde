"""What is known of a function before it runs: its names, whether it yields, its body made ready."""

import ast

from importlint.machine.outline import body_of
from importlint.machine.scopes import Scope
from importlint.machine.vm import Block, Code, Compiler

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class FunctionCode:
    """A function's text, worked out when it is called for the first time.

    positional: the names of its positional parameters. unknown: every parameter but `*rest` and `**keywords`, bound to
    UNKNOWN. local: the names local to it. declared: those that it declares global or nonlocal. result: of a lambda.
    """

    __slots__ = (
        "block", "declared", "is_async", "keywords", "local", "named", "positional", "rest", "result", "yields",
    )  # fmt: skip

    def __init__(self, to: Compiler, node: Definition) -> None:
        arguments = node.args
        self.positional = tuple(parameter.arg for parameter in (*arguments.posonlyargs, *arguments.args))
        self.named = (*self.positional, *(parameter.arg for parameter in arguments.kwonlyargs))
        self.rest = arguments.vararg.arg if arguments.vararg is not None else None
        self.keywords = arguments.kwarg.arg if arguments.kwarg is not None else None
        is_lambda = isinstance(node, ast.Lambda)
        body = () if isinstance(node, ast.Lambda) else body_of(node)
        scope = Scope([node.body] if isinstance(node, ast.Lambda) else body)
        scope.bound.update(self.named, [name for name in (self.rest, self.keywords) if name is not None])
        self.local = frozenset(scope.bound - scope.declared)
        self.declared = frozenset(scope.declared)
        self.is_async = isinstance(node, ast.AsyncFunctionDef)
        self.yields = scope.yields and not is_lambda
        self.result: Code | None = to.expression(node.body) if isinstance(node, ast.Lambda) else None
        self.block = Block(to, body)


def code_of(to: Compiler, node: Definition) -> FunctionCode:
    """Return what is known of a function's text (kept on the node)."""
    known: FunctionCode | None = getattr(node, "_importlint_code", None)
    if known is None:
        known = node._importlint_code = FunctionCode(to, node)  # type: ignore[union-attr] # noqa: SLF001
    return known
