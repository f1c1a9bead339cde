"""The head of a file: where imports of which kind go."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from importlint.model.fix import Edit
from importlint.model.location import Span


class Head(NamedTuple):
    """Where a file takes new imports: lines at whose beginning they are inserted.

    first: the first statement after the docstring. future: whether annotations are not evaluated already. imports: the
    first import. after: below the last import. checking: the body of `if TYPE_CHECKING:`, with its indentation.
    guard: how the file can say TYPE_CHECKING, "" if it has to import it. typing: the first name in a `from typing
    import` that can take another one, as line and column.
    """

    first: int
    future: bool
    begins_with_future: bool
    imports: int
    after: int
    checking: tuple[int, str] | None
    guard: str
    typing: tuple[int, int] | None


def read_head(module: ast.Module) -> Head | None:
    """Return the head of a file; None for one that has no import at its top."""
    body = module.body[1:] if ast.get_docstring(module, clean=False) is not None else module.body
    imports = list(_top_imports(body))
    plain = [node for node in imports if not _is_future(node)]
    if not plain:
        return None
    futures = [alias.name for node in imports if _is_future(node) for alias in node.names]
    return Head(
        first=body[0].lineno,
        future="annotations" in futures,
        begins_with_future=_is_future(body[0]),
        imports=plain[0].lineno,
        after=(plain[-1].end_lineno or plain[-1].lineno) + 1,
        checking=next(_checking_blocks(body), None),
        guard=next(_guards(plain), ""),
        typing=next(_from_typing(plain), None),
    )


def _top_imports(body: list[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the imports above the first function or class."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _checking_blocks(body: list[ast.stmt]) -> Iterator[tuple[int, str]]:
    for node in body:
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            first = node.body[0]
            if first.lineno > node.lineno:
                yield first.lineno, " " * first.col_offset


def _guards(imports: list[ast.Import | ast.ImportFrom]) -> Iterator[str]:
    for node in imports:
        for alias in node.names:
            if isinstance(node, ast.ImportFrom) and (node.module, alias.name) == ("typing", "TYPE_CHECKING"):
                yield alias.asname or alias.name
            if isinstance(node, ast.Import) and alias.name == "typing":
                yield f"{alias.asname or alias.name}.TYPE_CHECKING"


def _from_typing(imports: list[ast.Import | ast.ImportFrom]) -> Iterator[tuple[int, int]]:
    for node in imports:
        if (
            isinstance(node, ast.ImportFrom)
            and (node.module, node.level) == ("typing", 0)
            and node.names[0].name != "*"
        ):
            yield node.names[0].lineno, node.names[0].col_offset + 1


def insertion(path: str, line: int, text: str) -> Edit:
    """Return the edit that inserts lines above a line."""
    return Edit(path=path, span=Span(line, 1, line, 1), replacement=text)


def future_annotations(path: str, head: Head) -> tuple[Edit, ...]:
    """Return the edits after which annotations are not evaluated (PEP 563)."""
    if head.future:
        return ()
    gap = "" if head.begins_with_future else "\n"
    return (insertion(path, head.first, f"from __future__ import annotations\n{gap}"),)


def type_only(path: str, head: Head, written: str) -> tuple[Edit, ...]:
    """Return the edits that put an import where only type checkers see it."""
    if head.checking is not None:
        line, indent = head.checking
        return (insertion(path, line, f"{indent}{written}\n"),)
    guard = head.guard or "TYPE_CHECKING"
    block = insertion(path, head.after, f"\nif {guard}:\n    {written}\n")
    return (block,) if head.guard else (_import_guard(path, head), block)


def _import_guard(path: str, head: Head) -> Edit:
    if head.typing is None:
        return insertion(path, head.imports, "from typing import TYPE_CHECKING\n")
    line, column = head.typing
    return Edit(path=path, span=Span(line, column, line, column), replacement="TYPE_CHECKING, ")
