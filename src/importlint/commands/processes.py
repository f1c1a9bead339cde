"""The processes that `trace` and `which` speak of: a project, a working directory and a search path."""

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from importlint.commands.analysis import RULE_NAMES
from importlint.commands.grouped import option
from importlint.config import Config, load_config
from importlint.errors import TargetError
from importlint.machine.beginnings import Beginnings
from importlint.machine.entries import FirstImports, run_script
from importlint.machine.programs import settings_of
from importlint.machine.vm import Settings
from importlint.model.root import ModuleKind, SourceRoot
from importlint.model.trace import Trace
from importlint.model.tree import Tree
from importlint.resolve.built import outside_names
from importlint.resolve.dependencies import declared_names, find_dependencies
from importlint.resolve.environment import installed_names
from importlint.resolve.metadata import Metadata
from importlint.resolve.projects import find_marked, find_projects
from importlint.resolve.roots import find_roots
from importlint.resolve.search_path import PathIndex
from importlint.scan.files import list_tree

_PROCESS = "The process"


@dataclass(frozen=True, slots=True, kw_only=True)
class Processes:
    """A project whose entries can be run by the machine.

    cwd: the working directory, relative to the project. search_path: what was given on the command line; for a module
    the whole search path, for a script its PYTHONPATH.
    """

    tree: Tree
    index: PathIndex
    beginnings: Beginnings
    cwd: str
    search_path: tuple[str, ...]
    config_roots: tuple[str, ...]
    last: dict[tuple[str, ...], FirstImports] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """Return what the machine runs entries with."""
        return self.beginnings.settings

    def require(self, entries: Iterable[str]) -> None:
        """Raise TargetError for a script that the project does not have."""
        for entry in entries:
            if is_script(entry) and not self.settings.is_file(posixpath.normpath(entry)):
                raise TargetError(f"{entry}: no such script in the project", help="paths are relative to --project")

    def run(self, entries: Iterable[str]) -> Iterator[Trace]:
        """Run entries in the order given."""
        for are_scripts, group in groupby(entries, is_script):
            alike = list(group)
            yield from map(self._run_script, alike) if are_scripts else self._run_modules(alike)

    def _run_script(self, path: str) -> Trace:
        place = posixpath.normpath(path)
        return run_script(self.beginnings, place, cwd=self.cwd, python_path=self.search_path)._replace(entry=path)

    def _run_modules(self, names: list[str]) -> Iterator[Trace]:
        """Import each module first; without a search path, on that of the source root that has it."""
        if self.search_path:
            return iter(self._first_imports(self.search_path).run(names))
        return self._run_in_their_roots(names)

    def _run_in_their_roots(self, names: list[str]) -> Iterator[Trace]:
        roots = self.roots()
        for name in names:
            root = next((root for root in roots if self.index.find_dotted(name, [root.path])), None)
            path = root.search_path if root is not None else (".",)
            yield from self._first_imports(path).run([name])

    def _first_imports(self, search_path: tuple[str, ...]) -> FirstImports:
        """Return what imports modules first on a search path; those after each other go on where the last ended."""
        known = self.last.get(search_path)
        if known is None or known.is_over:
            self.last.clear()
            known = self.last[search_path] = FirstImports(self.beginnings, search_path=search_path, cwd=self.cwd)
        return known

    def roots(self) -> tuple[SourceRoot, ...]:
        """Return the project's source roots."""
        return find_roots(self.tree, self.index, self.config_roots)

    def module_names(self) -> list[str]:
        """Return the names of all modules on the search path, or in all source roots."""
        entries = self.search_path or tuple(root.path for root in self.roots())
        names = {name for entry in entries for name in _walk(self.index, posixpath.normpath(entry), "")}
        return sorted(names)

    def script_paths(self) -> list[str]:
        """Return the files that are run: those with a main guard."""
        marks = (b"__main__", b"#!")
        return [path for path in self.tree.files if path.endswith(".py") and _has(self.tree, path, marks)]


def is_script(entry: str) -> bool:
    """Return whether an entry is a script; otherwise it is a dotted module."""
    return entry.endswith(".py")


def _walk(index: PathIndex, directory: str, package: str) -> Iterator[str]:
    for name, found in index.names(directory).items():
        if not name.isidentifier() or name in ("__init__", "__main__"):
            continue
        full = f"{package}.{name}" if package else name
        if found.kind is not ModuleKind.NAMESPACE:
            yield full
        if found.directories:
            yield from _walk(index, found.directories[0], full)


def _has(tree: Tree, path: str, marks: tuple[bytes, bytes]) -> bool:
    try:
        data = tree.read(path)
    except OSError:
        return False
    return marks[0] in data or data.startswith(marks[1])


def process_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that describe a process."""
    for decorate in reversed(
        (
            option("--project", heading=_PROCESS, metavar="DIR", help="The project.  [default: found around here]"),
            option(
                "--cwd",
                heading=_PROCESS,
                metavar="DIR",
                default=".",
                help="The working directory, relative to the project.  [default: the project]",
            ),
            option(
                "--search-path",
                heading=_PROCESS,
                metavar="DIR",
                multiple=True,
                help="For a module the whole search path, for a script its PYTHONPATH. Repeatable, in order.",
            ),
            option(
                "--python",
                heading=_PROCESS,
                metavar="PATH",
                help="An interpreter or virtual environment: other packages exist if they are installed there.",
            ),
            option("--target-version", heading=_PROCESS, metavar="3.X", help="The Python that would run it."),
        )
    ):
        function = decorate(function)
    return function


def open_processes(options: Mapping[str, Any]) -> Processes:
    """Return the project that the options above describe."""
    config = _load(options["project"], options["target_version"])
    tree = list_tree(config.project, exclude=config.exclude)
    index = PathIndex(tree.files)
    metadata = Metadata(tree)
    projects = find_projects(find_marked(metadata), index)
    outside = outside_names(metadata, declared_names(find_dependencies(metadata, projects)))
    installed = installed_names(options["python"]) if options["python"] else None
    settings = settings_of(
        tree, index, config.target_version, outside, installed, syntax=config.syntax_version, compiled=True
    )
    return Processes(
        tree=tree,
        index=index,
        beginnings=Beginnings(settings),
        cwd=posixpath.normpath(options["cwd"]),
        search_path=tuple(map(posixpath.normpath, options["search_path"])),
        config_roots=config.roots,
    )


def _load(project: str | None, target_version: str | None) -> Config:
    """Return the configuration of a project: its own if it has one, not that of a project around it."""
    overrides = {"target-version": target_version} if target_version else {}
    config = load_config((project or ".",), rules=RULE_NAMES, overrides=overrides)
    if project is None or config.project == os.path.realpath(project):
        return config
    isolated = load_config((project,), rules=RULE_NAMES, isolated=True, overrides=overrides)
    return isolated._replace(project=os.path.realpath(project))
