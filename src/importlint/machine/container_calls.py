"""Builtin containers and what runs over them: `list`, `dict`, `sorted`, `range`, `any`."""

import ast
from collections.abc import Sequence as Items
from typing import Final

from importlint.machine import paths
from importlint.machine.frames import Frame
from importlint.machine.items import held, length_of
from importlint.machine.truth import truth_of
from importlint.machine.values import UNKNOWN, Generator, Mapping, ModuleTable, Path, Sequence, Value
from importlint.machine.vm import Arguments, Handler, Vm, argument_of


def _collect(kind: str) -> Handler:
    def handler(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
        if not arguments.positional:
            return () if kind == "tuple" else Sequence((), kind)
        items = vm.iterate(arguments.positional[0], node, frame)
        if kind == "tuple":
            return tuple(items) if items is not None else UNKNOWN
        return Sequence(held(tuple(items), kind) if items is not None else UNKNOWN, kind)

    return handler


def _dict(vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    first = arguments.positional[0] if arguments.positional else Mapping({})
    if isinstance(first, ModuleTable):
        return Mapping(dict(vm.modules))
    items = first.cell["items"] if isinstance(first, Mapping) else UNKNOWN
    if not isinstance(items, dict) or not arguments.complete:
        return Mapping(UNKNOWN)
    return Mapping({**items, **arguments.keywords})


def _sorted(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    items = vm.iterate(argument_of(arguments, 0, "iterable"), node, frame)
    if items is None or "key" in arguments.keywords:
        return Sequence(UNKNOWN)
    return Sequence(ordered(items, is_reversed=arguments.keywords.get("reverse") is True))


def ordered(items: Items[Value], *, is_reversed: bool = False) -> Value:
    """Return texts, numbers or paths in order, UNKNOWN for anything else."""
    for kinds in (str, (int, float), Path):
        if all(isinstance(item, kinds) for item in items):
            key = paths.parts_of if kinds is Path else None
            return tuple(sorted(items, key=key, reverse=is_reversed))
    return UNKNOWN


def _reversed(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    items = vm.iterate(argument_of(arguments, 0, "sequence"), node, frame)
    return Sequence(tuple(reversed(items)), "iterator") if items is not None else UNKNOWN


def _enumerate(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    items = vm.iterate(argument_of(arguments, 0, "iterable"), node, frame)
    start = argument_of(arguments, 1, "start", 0)
    if items is None or not isinstance(start, int):
        return UNKNOWN
    return Sequence(tuple(enumerate(items, start)), "iterator")


def _zip(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    columns = [vm.iterate(item, node, frame) for item in arguments.positional]
    known = [column for column in columns if column is not None]
    return Sequence(tuple(zip(*known, strict=False)), "iterator") if len(known) == len(columns) else UNKNOWN


def _range(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    bounds = arguments.positional
    if not bounds or not all(type(bound) is int for bound in bounds):
        return UNKNOWN
    numbers = range(*bounds[:3]) if len(bounds) < 3 or bounds[2] else range(0)
    return Sequence(tuple(numbers), "range") if len(numbers) <= 200 else UNKNOWN


def _text(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    value = argument_of(arguments, 0, "object", "")
    text = paths.text_of(value)
    return text if text is not None else str(value) if isinstance(value, (int, float)) else UNKNOWN


def _length(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    value = argument_of(arguments, 0, "object")
    if isinstance(value, Sequence):
        return length_of(value)
    items = value.cell["items"] if isinstance(value, Mapping) else value
    return len(items) if isinstance(items, (tuple, str, bytes, dict)) else UNKNOWN


def _truth(_vm: Vm, arguments: Arguments, _node: ast.AST, _frame: Frame) -> Value:
    truth = truth_of(argument_of(arguments, 0, "object", default=False))
    return UNKNOWN if truth is None else truth


def _exhaust(vm: Vm, arguments: Arguments, node: ast.AST, frame: Frame) -> Value:
    """Run a generator expression that a builtin such as `any` or `sum` consumes."""
    if arguments.positional and isinstance(arguments.positional[0], Generator):
        vm.iterate(arguments.positional[0], node, frame)
    return UNKNOWN


CONTAINER_CALLS: Final[dict[str, Handler]] = {
    "os.fspath": _text,
    "builtins.list": _collect("list"),
    "builtins.set": _collect("set"),
    "builtins.frozenset": _collect("frozenset"),
    "builtins.tuple": _collect("tuple"),
    "builtins.dict": _dict,
    "builtins.sorted": _sorted,
    "builtins.reversed": _reversed,
    "builtins.enumerate": _enumerate,
    "builtins.zip": _zip,
    "builtins.range": _range,
    "builtins.str": _text,
    "builtins.len": _length,
    "builtins.bool": _truth,
    "builtins.any": _exhaust,
    "builtins.all": _exhaust,
    "builtins.sum": _exhaust,
    "builtins.min": _exhaust,
    "builtins.max": _exhaust,
    "collections.OrderedDict": _dict,
}
