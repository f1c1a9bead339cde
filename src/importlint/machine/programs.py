"""Make the machine run a project: its files parsed on demand, its listing, and who provides other names."""

import ast
from collections.abc import Callable, Collection

from importlint.cache.skeletons import Place
from importlint.machine.entries import make_settings
from importlint.machine.outline import program_of
from importlint.machine.vm import Settings
from importlint.model.roles import may_appear
from importlint.model.tree import Tree
from importlint.model.versions import NEWEST
from importlint.resolve.providers import make_provider, states_requirements
from importlint.resolve.search_path import PathIndex
from importlint.scan.compiling import Mistake, find_mistake, find_newer, mistake_of
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
        return self._read(path, lambda text: program_of(parse_outline(text), self._calls_in(path)))

    def _calls_in(self, path: str) -> set[Place]:
        """Return where to note the functions of a file that are called."""
        places = self.called.setdefault(path, set())
        return set() if places is None else places

    def whole(self, path: str) -> ast.Module | Mistake:
        """Return the whole syntax tree of a file, or why it has none."""
        return self._read(path, parse)

    def text(self, path: str) -> str:
        """Return what a file holds, "" if it cannot be read."""
        self.called[path] = None
        try:
            return self._tree.read(path).decode("utf-8-sig", "replace")
        except OSError:
            return ""

    def _read(self, path: str, parse: Callable[[str], ast.Module]) -> ast.Module | Mistake:
        try:
            data = self._tree.read(path)
        except OSError as error:
            return Mistake(type(error).__name__, f"[Errno {error.errno}] {error.strerror}: '{path}'", None)
        source = decode(data)
        mistake = find_mistake(data, source, self._syntax) if self._compiled else find_newer(source.text, self._syntax)
        if mistake is not None:
            return mistake
        try:
            if source.problem is not None:
                raise NotPythonError(source.problem)  # noqa: TRY301 (what follows is the same for both)
            return parse(source.text)
        except NotPythonError as error:
            problem = error.problem
            return find_mistake(data, source, self._syntax) or mistake_of(problem.message, problem.span.line)
