"""Make the machine run a project: its files parsed on demand, its listing, and who provides other names."""

import ast
from collections.abc import Collection

from importlint.machine.entries import make_settings
from importlint.machine.vm import Settings, SyntaxTrouble
from importlint.model.tree import Tree
from importlint.resolve.providers import make_provider, states_requirements
from importlint.resolve.search_path import PathIndex
from importlint.scan.parser import NotPythonError, parse
from importlint.scan.source import decode


def settings_of(
    tree: Tree,
    index: PathIndex,
    target: tuple[int, int],
    declared: Collection[str] = (),
    installed: Collection[str] | None = None,
) -> Settings:
    """Return the settings for running entries of a tree.

    declared: the import names of its dependencies. installed: those of the environment, where it is known.
    """
    provider = make_provider(
        index, target, declared, has_requirements=states_requirements(tree.files), installed=installed
    )
    return make_settings(tree.files, lambda path: _read_program(tree, path), provider, index=index, target=target)


def _read_program(tree: Tree, path: str) -> ast.Module | SyntaxTrouble:
    try:
        source = decode(tree.read(path))
        if source.problem is not None:
            return SyntaxTrouble(source.problem.message, source.problem.span.line)
        return parse(source.text)
    except NotPythonError as error:
        return SyntaxTrouble(error.problem.message, error.problem.span.line)
    except OSError as error:
        return SyntaxTrouble(f"cannot be read: {error.strerror}", 1)
