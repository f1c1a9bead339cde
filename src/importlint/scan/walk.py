"""Every statement of a syntax tree with its context; expressions are not entered."""

import ast
from collections.abc import Callable, Iterator, Sequence

from importlint.scan.places import (
    TOP,
    Place,
    exceptions,
    in_class,
    in_else,
    in_function,
    in_handler,
    in_if,
    in_try,
    in_with,
)
from importlint.scan.positions import Positions

_Blocks = Iterator[tuple[Sequence[ast.stmt], Place]]


def statements(module: ast.Module, positions: Positions, outer: Place = TOP) -> Iterator[tuple[ast.stmt, Place]]:
    """Yield every statement with where it stands, block by block and not in the order of the text."""
    waiting: list[tuple[Sequence[ast.stmt], Place]] = [(module.body, outer)]
    while waiting:
        block, place = waiting.pop()
        for statement in block:
            yield statement, place
            enter = _ENTER.get(type(statement))
            if enter:
                waiting.extend(enter(statement, place, positions))


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, place: Place, _: Positions) -> _Blocks:
    yield node.body, in_function(place, node.name)


def _class(node: ast.ClassDef, place: Place, _: Positions) -> _Blocks:
    yield node.body, in_class(place, node.name)


def _if(node: ast.If, place: Place, positions: Positions) -> _Blocks:
    test = positions.text(node.test)
    yield node.body, in_if(place, test)
    yield node.orelse, in_else(place, test)


def _try(node: ast.Try | ast.TryStar, place: Place, positions: Positions) -> _Blocks:
    caught: tuple[str, ...] = ()
    for handler in node.handlers:
        handled = exceptions(positions.text(handler.type) if handler.type else "")
        caught += handled
        yield handler.body, in_handler(place, handled)
    yield node.body, in_try(place, caught)
    yield node.orelse, place
    yield node.finalbody, place


def _with(node: ast.With | ast.AsyncWith, place: Place, positions: Positions) -> _Blocks:
    yield node.body, in_with(place, (positions.text(item.context_expr) for item in node.items))


def _loop(node: ast.For | ast.AsyncFor | ast.While, place: Place, _: Positions) -> _Blocks:
    yield node.body, place
    yield node.orelse, place


def _match(node: ast.Match, place: Place, _: Positions) -> _Blocks:
    for case in node.cases:
        yield case.body, place


_ENTER: dict[type[ast.stmt], Callable[..., _Blocks]] = {
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.If: _if,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.For: _loop,
    ast.AsyncFor: _loop,
    ast.While: _loop,
    ast.Match: _match,
}
