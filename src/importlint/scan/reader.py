"""One file's bytes to facts."""

import ast
from collections.abc import Iterator, Sequence

from importlint.model.facts import Context, FileFacts, Scope
from importlint.model.location import Span
from importlint.scan.idioms import may_have_idioms, read_idioms
from importlint.scan.ignores import read_ignores
from importlint.scan.import_facts import import_statement
from importlint.scan.lexed_imports import lex_imports
from importlint.scan.parser import NotPythonError, parse
from importlint.scan.positions import Positions
from importlint.scan.source import decode
from importlint.scan.walk import statements


def read_facts(path: str, data: bytes) -> FileFacts:
    """Return what one file says about imports; never raises."""
    source = decode(data)
    try:
        module = parse(source.text)
    except NotPythonError as error:
        imports = lex_imports(source.text).imports
        ignores = read_ignores(source.text, [statement.span for statement in imports])
        return FileFacts(
            path=path, reader="lexer", imports=imports, ignores=ignores, problem=source.problem or error.problem
        )
    positions = Positions(source.text)
    found = list(statements(module, positions))
    facts = FileFacts(
        path=path,
        imports=tuple(
            sorted(
                import_statement(statement, context, positions)
                for statement, context in found
                if isinstance(statement, ast.Import | ast.ImportFrom)
            )
        ),
        ignores=read_ignores(source.text, (_own_span(statement, positions) for statement, _ in found))
        if "importlint:" in source.text
        else (),
        lazy_modules=_lazy_modules(found),
        has_getattr=_has_getattr(module),
        extends_path="__path__" in source.text and _extends_path(found),
        main_guard=_main_guard(found, positions) if "__main__" in source.text else None,
        shebang=source.text.startswith("#!"),
        problem=source.problem,
    )
    return facts._replace(**read_idioms(found, positions)._asdict()) if may_have_idioms(source.text) else facts


def _own_span(statement: ast.stmt, positions: Positions) -> Span:
    """Return the place of a statement without the block in it: of a compound statement, its header."""
    span = positions.span(statement)
    decorators = getattr(statement, "decorator_list", ())
    first = min((decorator.lineno for decorator in decorators), default=span.line)
    block = getattr(statement, "body", None) or getattr(statement, "cases", None)
    if not block:
        return span
    below = block[0] if isinstance(block[0], ast.stmt) else block[0].pattern
    last = max(below.lineno - 1, span.line)
    return Span(first, 1, last, len(positions.lines[last - 1]) + 1)


def _lazy_modules(found: Sequence[tuple[ast.stmt, Context]]) -> tuple[str, ...]:
    """Return the names in a literal `__lazy_modules__` (PEP 810)."""
    for statement, context in found:
        match statement:
            case ast.Assign(targets=[ast.Name(id="__lazy_modules__")], value=value) if context.scope is Scope.MODULE:
                items = value.elts if isinstance(value, ast.List | ast.Tuple | ast.Set) else []
                return tuple(
                    item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)
                )
            case _:
                pass
    return ()


def _has_getattr(module: ast.Module) -> bool:
    return any(isinstance(statement, ast.FunctionDef) and statement.name == "__getattr__" for statement in module.body)


def _extends_path(found: Sequence[tuple[ast.stmt, Context]]) -> bool:
    """Return whether a package extends its own path (`pkgutil.extend_path`) or declares itself a namespace."""
    return any(_assigns_path(statement) for statement, context in found if context.scope is Scope.MODULE)


def _assigns_path(statement: ast.stmt) -> bool:
    match statement:
        case ast.Assign(targets=[ast.Name(id="__path__")]) | ast.AugAssign(target=ast.Name(id="__path__")):
            return True
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(attr="append" | "extend" | "insert", value=ast.Name("__path__")))
        ):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="declare_namespace"))):
            return True
        case _:
            return False


def _main_guard(found: Sequence[tuple[ast.stmt, Context]], positions: Positions) -> Span | None:
    guards: Iterator[Span] = (
        _own_span(statement, positions) for statement, context in found if context == _TOP and _is_main_guard(statement)
    )
    return min(guards, default=None)


_TOP = Context()


def _is_main_guard(statement: ast.stmt) -> bool:
    match statement:
        case ast.If(test=ast.Compare(left=left, ops=[ast.Eq()], comparators=[right])):
            sides = (left, right)
            has_name = any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides)
            return has_name and any(isinstance(side, ast.Constant) and side.value == "__main__" for side in sides)
        case _:
            return False
