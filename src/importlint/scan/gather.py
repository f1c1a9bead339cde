"""The facts of statements, wherever they were read."""

import ast
from collections.abc import Iterable, Iterator

from importlint.model.facts import (
    CachedLoader,
    DynamicImport,
    ImportStatement,
    Patch,
    PathEdit,
    Scope,
    Spawn,
    TableEdit,
)
from importlint.model.location import Span
from importlint.scan.cached_loaders import cached_loader
from importlint.scan.dynamic_imports import dynamic_import
from importlint.scan.import_facts import import_statement
from importlint.scan.patches import patch_of_call, patches_of_statement
from importlint.scan.path_edits import path_edit_of_call, path_edits_of_statement
from importlint.scan.places import Place, in_function, is_main_test
from importlint.scan.positions import Positions
from importlint.scan.reading import Reading
from importlint.scan.spawns import spawn
from importlint.scan.table_edits import table_edit_of_call, table_edits_of_statement
from importlint.scan.threads import thread_use

Fact = DynamicImport | PathEdit | TableEdit | CachedLoader | Patch | Spawn
Standing = tuple[ast.stmt, Place]


def gather_imports(standing: Iterable[Standing], positions: Positions) -> Iterator[ImportStatement]:
    """Yield the import statements among statements."""
    for node, place in standing:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield import_statement(node, place.context, positions)


def gather_facts(standing: Iterable[Standing], reading: Reading) -> Iterator[Fact]:
    """Yield the other facts of statements and of the expressions in them."""
    for node, place in standing:
        context = place.context
        loader = cached_loader(node, place, reading)
        if loader:
            yield loader
        yield from path_edits_of_statement(node, context, reading)
        yield from table_edits_of_statement(node, context, reading)
        yield from patches_of_statement(node, context, reading)
        for call, around in calls_in(node, place):
            for make in (dynamic_import, path_edit_of_call, table_edit_of_call, patch_of_call, spawn, thread_use):
                fact = make(call, around.context, reading)
                if fact:
                    yield fact


def calls_in(statement: ast.stmt, place: Place) -> Iterator[tuple[ast.Call, Place]]:
    """Yield the calls in a statement, not those in the statements that it holds, with where they stand."""
    waiting = [(node, place) for node in _expressions(statement)]
    while waiting:
        node, around = waiting.pop()
        if isinstance(node, ast.Call):
            yield node, around
        if isinstance(node, ast.Lambda):
            waiting.append((node.args, around))
            waiting.append((node.body, in_function(around, "<lambda>")))
        else:
            waiting.extend((inner, around) for inner in ast.iter_child_nodes(node))


def _expressions(statement: ast.stmt) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(statement):
        if not isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield node


def find_main_guard(standing: Iterable[Standing], positions: Positions) -> Span | None:
    """Return the place of the first `if __name__ == "__main__":` of a module, up to the end of its test."""
    for node, place in standing:
        if isinstance(node, ast.If) and place.context.scope is Scope.MODULE and is_main_test(positions.text(node.test)):
            start, end = positions.span(node), positions.span(node.test)
            return Span(start.line, start.column, end.end_line, end.end_column)
    return None


def defines_getattr(standing: Iterable[Standing]) -> bool:
    """Return whether a module has a `__getattr__` of its own (PEP 562)."""
    return any("__getattr__" in _bound(node) for node, place in standing if place.context.scope is Scope.MODULE)


def extends_path(standing: Iterable[Standing]) -> bool:
    """Return whether a package looks for its modules in more places (`pkgutil.extend_path`, `pkg_resources`)."""
    return any(
        "__path__" in _bound(node) or any(_extends(call.func) for call, _ in calls_in(node, place))
        for node, place in standing
        if place.context.scope is Scope.MODULE
    )


def find_lazy_modules(standing: Iterable[Standing]) -> tuple[tuple[str, ...], int]:
    """Return the names in a literal `__lazy_modules__` of a module, and the line of the assignment (PEP 810)."""
    for node, place in standing:
        if place.context.scope is Scope.MODULE and "__lazy_modules__" in _bound(node):
            value = getattr(node, "value", None)
            elements = value.elts if isinstance(value, ast.List | ast.Tuple | ast.Set) else []
            names = (element.value for element in elements if isinstance(element, ast.Constant))
            return tuple(name for name in names if isinstance(name, str) and name.isprintable()), node.lineno
    return (), 0


def _bound(node: ast.stmt) -> set[str]:
    """Return the names that a statement binds, unless it is a loop or the like."""
    match node:
        case ast.FunctionDef(name=name):
            return {name}
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return {alias.asname or alias.name for alias in names}
        case ast.Assign(targets=targets):
            return {inner.id for target in targets for inner in ast.walk(target) if isinstance(inner, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.AugAssign(target=ast.Name(id=name)):
            return {name}
    return set()


def _extends(function: ast.expr) -> bool:
    match function:
        case ast.Attribute(attr="declare_namespace") | ast.Name(id="declare_namespace"):
            return True
        case ast.Attribute(value=ast.Name(id="__path__"), attr="append" | "extend" | "insert"):
            return True
    return False
