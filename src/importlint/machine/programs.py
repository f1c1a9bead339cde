"""Make the machine run a project: its files parsed on demand, its listing, and who provides other names."""

import ast
from collections.abc import Collection

from importlint.cache.skeletons import Place
from importlint.machine.entries import make_settings
from importlint.machine.outline import program_of
from importlint.machine.vm import Settings
from importlint.model.roles import may_appear
from importlint.model.tree import Tree
from importlint.model.versions import NEWEST
from importlint.resolve.providers import make_provider, states_requirements
from importlint.resolve.search_path import PathIndex
from importlint.scan.compiling import Mistake
from importlint.scan.outlines import parse_outline
from importlint.scan.parser import parse
from importlint.scan.programs import read_program


def settings_of(
    tree: Tree,
    index: PathIndex,
    target: tuple[int, int],
    declared: Collection[str] = (),
    installed: Collection[str] | None = None,
    *,
    syntax: tuple[int, int] = NEWEST,
    compiled: bool = False,
) -> Settings:
    """Return the settings for running entries of a tree.

    declared: the import names of its dependencies. installed: those of the environment, where it is known. syntax: the
    newest Python whose syntax may be used. compiled: files are compiled, so that no mistake in them stays unseen; that
    takes four times as long as to parse what is executed.
    """
    provider = make_provider(
        index, target, declared, has_requirements=states_requirements(tree.files), installed=installed
    )
    programs = _Programs(tree, syntax, compiled=compiled)
    return make_settings(
        tree.files,
        programs.outline,
        provider,
        read_text=programs.text,
        may_appear=lambda name, directories: may_appear(tree.ignores, name, directories),
        read_syntax=programs.whole,
        index=index,
        target=target,
        called=programs.called,
    )


class _Programs:
    """Reads the files of a tree."""

    def __init__(self, tree: Tree, syntax: tuple[int, int], *, compiled: bool) -> None:
        self._tree = tree
        self._syntax = syntax
        self._compiled = compiled
        self.called: dict[str, set[Place] | None] = {}

    def outline(self, path: str) -> ast.Module | Mistake:
        """Return the syntax tree of a file, perhaps without the bodies of functions, or why it has none."""

        def parse(text: str) -> ast.Module:
            return program_of(parse_outline(text), self._calls_in(path))

        return read_program(path, self._tree.read_program, parse, self._syntax, compiled=self._compiled)

    def _calls_in(self, path: str) -> set[Place]:
        """Return where to note the functions of a file that are called."""
        places = self.called.setdefault(path, set())
        return set() if places is None else places

    def whole(self, path: str) -> ast.Module | Mistake:
        """Return the whole syntax tree of a file, or why it has none."""
        return read_program(path, self._tree.read, parse, self._syntax, compiled=self._compiled)

    def text(self, path: str) -> str:
        """Return what a file holds, "" if it cannot be read."""
        self.called[path] = None
        try:
            return self._tree.read(path).decode("utf-8-sig", "replace")
        except OSError:
            return ""
