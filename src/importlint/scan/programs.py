"""A file as the machine runs it: its syntax tree, or why no Python would compile it."""

from collections.abc import Callable
from typing import TypeVar

from importlint.model.tree import Tree
from importlint.scan.compiling import Mistake, find_mistake, find_newer, mistake_of
from importlint.scan.outlines import parse_outline
from importlint.scan.parser import NotPythonError
from importlint.scan.source import decode

Program = TypeVar("Program")


def read_program(
    path: str,
    read: Callable[[str], bytes],
    parse: Callable[[str], Program],
    syntax: tuple[int, int],
    *,
    compiled: bool = False,
) -> Program | Mistake:
    """Return what parsing a file comes to, or why it has none.

    parse: raises NotPythonError. syntax: the newest Python whose syntax may be used. compiled: no mistake stays unseen.
    """
    try:
        data = read(path)
    except OSError as error:
        return Mistake(type(error).__name__, f"[Errno {error.errno}] {error.strerror}: '{path}'", None)
    source = decode(data)
    mistake = find_mistake(data, source, syntax) if compiled else find_newer(source.text, syntax)
    if mistake is not None:
        return mistake
    try:
        if source.problem is not None:
            raise NotPythonError(source.problem)  # noqa: TRY301 (what follows is the same for both)
        return parse(source.text)
    except NotPythonError as error:
        problem = error.problem
        return find_mistake(data, source, syntax) or mistake_of(problem.message, problem.span.line)


def can_run(tree: Tree, path: str, syntax: tuple[int, int]) -> bool:
    """Return whether the machine can run a file."""
    return not isinstance(read_program(path, tree.read_program, parse_outline, syntax), Mistake)
