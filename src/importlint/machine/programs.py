"""Make the machine run a project: its files parsed on demand, its listing, and who provides other names."""

import ast
from collections.abc import Callable, Collection

from importlint.machine.entries import make_settings
from importlint.machine.outline import program_of
from importlint.machine.vm import Settings, SyntaxTrouble
from importlint.model.tree import Tree
from importlint.resolve.providers import make_provider, states_requirements
from importlint.resolve.search_path import PathIndex
from importlint.scan.outlines import parse_outline
from importlint.scan.parser import NotPythonError, parse
from importlint.scan.source import decode


def settings_of(
    tree: Tree,
    index: PathIndex,
    target: tuple[int, int],
    declared: Collection[str] = (),
    installed: Collection[str] | None = None,
    *,
    whole: bool = False,
) -> Settings:
    """Return the settings for running entries of a tree.

    declared: the import names of its dependencies. installed: those of the environment, where it is known. whole: files
    are parsed with all that they hold, so that no mistake in them stays unseen; that takes five times as long.
    """
    provider = make_provider(
        index, target, declared, has_requirements=states_requirements(tree.files), installed=installed
    )
    syntax = lambda path: _read(tree, path, parse)  # noqa: E731
    program = lambda path: _read(tree, path, lambda text: program_of(parse_outline(text)))  # noqa: E731
    return make_settings(
        tree.files, syntax if whole else program, provider, read_syntax=syntax, index=index, target=target
    )


def _read(tree: Tree, path: str, parse: Callable[[str], ast.Module]) -> ast.Module | SyntaxTrouble:
    try:
        source = decode(tree.read(path))
        if source.problem is not None:
            return SyntaxTrouble(source.problem.message, source.problem.span.line)
        return parse(source.text)
    except NotPythonError as error:
        return SyntaxTrouble(error.problem.message, error.problem.span.line)
    except OSError as error:
        return SyntaxTrouble(f"cannot be read: {error.strerror}", 1)
