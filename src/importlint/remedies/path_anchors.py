"""A directory on `sys.path` written as an expression that starts at the file's own place, not at the process's."""

import ast
from collections.abc import Iterator
from posixpath import dirname

from importlint.model.facts import PathEdit
from importlint.model.fix import Edit
from importlint.project import Project
from importlint.remedies.import_block import insertion
from importlint.remedies.tried import sound, text_of
from importlint.scan.positions import Positions

# Which argument of the method is the directory.
_ARGUMENT = {"insert": 1, "append": 0, "addsitedir": 0}


def expression(path: str, directory: str, name: str = "Path") -> str:
    """Write a directory of the project as an expression from a file's own place."""
    here = dirname(path).split("/") if dirname(path) else []
    wanted = [] if directory == "." else directory.split("/")
    shared = 0
    while shared < min(len(here), len(wanted)) and here[shared] == wanted[shared]:
        shared += 1
    parts = "".join(f' / "{part}"' for part in wanted[shared:])
    return f"str({name}(__file__).resolve().parents[{len(here) - shared}]{parts})"


def anchored(project: Project, path: str, edit: PathEdit, directory: str) -> tuple[Edit, ...]:
    """Return the edits that put an expression in the place of the directory; () if it is no argument of a call."""
    text, program = text_of(project, path), project.settings.syntax(path)
    if text is None or not isinstance(program, ast.Module) or not project.index.is_directory(directory):
        return ()
    positions = Positions(text)
    places = [call.args[_ARGUMENT[edit.operation]] for call in _calls(program, positions, edit)]
    if len(places) != 1:
        return ()
    name = next(_paths(program, edit.span.line), "")
    replaced = Edit(path=path, span=positions.span(places[0]), replacement=expression(path, directory, name or "Path"))
    imported = () if name else _import_path(path, program, edit.span.line)
    return sound(project, (*imported, replaced)) if name or imported else ()


def _calls(program: ast.Module, positions: Positions, edit: PathEdit) -> Iterator[ast.Call]:
    number = _ARGUMENT.get(edit.operation)
    for node in ast.walk(program):
        if isinstance(node, ast.Call) and number is not None and len(node.args) == number + 1:
            inside = edit.span[:2] <= positions.span(node)[:2] and positions.span(node)[2:] <= edit.span[2:]
            if inside and isinstance(node.func, ast.Attribute) and node.func.attr == edit.operation:
                yield node


def _paths(program: ast.Module, line: int) -> Iterator[str]:
    """Yield the names under which `pathlib.Path` is imported above a line."""
    for node in program.body:
        if node.lineno < line and isinstance(node, ast.ImportFrom) and node.module == "pathlib":
            yield from (alias.asname or alias.name for alias in node.names if alias.name == "Path")
        if node.lineno < line and isinstance(node, ast.Import):
            yield from (f"{alias.asname or alias.name}.Path" for alias in node.names if alias.name == "pathlib")


def _import_path(path: str, program: ast.Module, line: int) -> tuple[Edit, ...]:
    """Return the edit that imports Path below the last import above a line."""
    above = [node for node in program.body if isinstance(node, ast.Import | ast.ImportFrom) and node.lineno < line]
    if not above:
        return ()
    return (insertion(path, (above[-1].end_lineno or above[-1].lineno) + 1, "from pathlib import Path\n"),)
