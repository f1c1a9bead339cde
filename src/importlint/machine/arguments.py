"""Arguments of calls and defaults of parameters."""

import ast
from collections.abc import Callable
from collections.abc import Sequence as Items

from importlint.machine.frames import Frame
from importlint.machine.starred import compile_starred
from importlint.machine.values import Mapping, Value
from importlint.machine.vm import Arguments, Code, Compiler, Vm


def compile_arguments(
    to: Compiler, positional: Items[ast.expr], keywords: Items[ast.keyword]
) -> Callable[[Vm, Frame], Arguments]:
    """Return what evaluates the arguments of a call, or the bases and keywords of a class."""
    if any(isinstance(part, ast.Starred) for part in positional) or any(part.arg is None for part in keywords):
        return _compile_starred(to, positional, keywords)
    parts = tuple(map(to.expression, positional))
    if not keywords:
        return lambda vm, frame: Arguments(tuple([part(vm, frame) for part in parts]))
    named = tuple((keyword.arg, to.expression(keyword.value)) for keyword in keywords)
    return lambda vm, frame: Arguments(
        tuple([part(vm, frame) for part in parts]),
        {name: part(vm, frame) for name, part in named},  # type: ignore[misc]
    )


def _compile_starred(
    to: Compiler, positional: Items[ast.expr], keywords: Items[ast.keyword]
) -> Callable[[Vm, Frame], Arguments]:
    row = compile_starred(to, positional)
    named = [(keyword.arg, to.expression(keyword.value)) for keyword in keywords]

    def evaluate(vm: Vm, frame: Frame) -> Arguments:
        given, placed = row(vm, frame)
        complete = placed is None
        by_name: dict[str, Value] = {}
        for name, part in named:
            complete = _add(by_name, name, part(vm, frame)) and complete
        return Arguments(given, by_name, complete, placed)

    return evaluate


def _add(by_name: dict[str, Value], name: str | None, value: Value) -> bool:
    """Add a keyword argument, or those of a `**` argument; return whether they are known."""
    if name is not None:
        by_name[name] = value
        return True
    if not isinstance(value, Mapping) or not isinstance(value.cell["items"], dict):
        return False
    by_name.update({key: item for key, item in value.cell["items"].items() if isinstance(key, str)})
    return True


def compile_defaults(to: Compiler, arguments: ast.arguments) -> tuple[tuple[str, Code], ...]:
    """Return what evaluates the default values of parameters, in CPython's order."""
    positional = [*arguments.posonlyargs, *arguments.args]
    given = zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=True)
    by_keyword = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return tuple(
        (parameter.arg, to.expression(default)) for parameter, default in (*given, *by_keyword) if default is not None
    )
