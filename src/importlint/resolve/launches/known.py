"""What is known of a project when its launches are looked for."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from importlint.model.facts import FileFacts
from importlint.model.names import top_level
from importlint.model.root import SourceRoot
from importlint.resolve.dependencies import Dependencies
from importlint.resolve.directories import folder, is_under, upward
from importlint.resolve.metadata import Metadata
from importlint.resolve.search_path import PathIndex
from importlint.settings import LaunchSetting

# The origins of roots that belong to what a project's installation provides.
_INSTALLED = frozenset(
    {"configured", "setuptools", "poetry", "hatch", "pdm", "flit", "uv", "src_layout", "project_directory"}
)


@dataclass(frozen=True, kw_only=True)
class Known:
    """The files of a project, what they import, its source roots, and what its projects depend on.

    configured: launches that the user's configuration names. config_file: its path, as far as it is in the tree.
    """

    facts: Mapping[str, FileFacts]
    roots: Sequence[SourceRoot]
    index: PathIndex
    metadata: Metadata
    dependencies: Mapping[str, Dependencies] = field(default_factory=dict)
    configured: tuple[LaunchSetting, ...] = ()
    config_file: str = ""

    def root_of(self, path: str) -> SourceRoot | None:
        """Return the innermost source root around a file."""
        around = [root for root in self.roots if is_under(path, root.path)]
        return max(around, key=lambda root: len(root.path) if root.path != "." else 0, default=None)

    def seen_from(self, path: str) -> tuple[str, ...]:
        """Return the roots of other projects that the files of the source root around a file can import from."""
        own = self.root_of(path)
        others = {root.path for root in self.roots if own is not None and root.project != own.project}
        return tuple(root for root in own.search_path if root in others) if own is not None else ()

    def installed_for(self, path: str) -> tuple[str, ...]:
        """Return the roots of those projects that the project around a file depends on: its environment has them."""
        own = self.root_of(path)
        if own is None:
            return ()
        needed = self._reachable(own.project)
        meant = {root.path for root in self.roots if root.project in needed}
        return tuple(root for root in own.search_path if root in meant)

    def _reachable(self, project: str) -> set[str]:
        """Return the projects that one depends on, directly or not."""
        seen: set[str] = set()
        waiting = [project]
        while waiting:
            found = self.dependencies.get(waiting.pop())
            fresh = set(found.directories) - seen if found is not None else set()
            seen |= fresh
            waiting.extend(sorted(fresh))
        return seen - {project}

    def roots_in(self, project: str) -> tuple[str, ...]:
        """Return the source roots that an installation of a project directory puts on the path."""
        return tuple(root.path for root in self.roots if root.project == project and root.origin in _INSTALLED)

    def imported_under(self, places: Iterable[str]) -> frozenset[str]:
        """Return the top-level names that files below some directories import, or those files themselves."""
        return frozenset(name for place in places for name in self._imports.get(place, ()))

    def files_under(self, directory: str) -> Sequence[str]:
        """Return the files of the tree below a directory."""
        files = self.metadata.paths
        if directory == ".":
            return files
        return files[bisect_left(files, f"{directory}/") : bisect_left(files, f"{directory}0")]

    def has_modules(self, place: str) -> bool:
        """Return whether a file is a module, or a directory holds one at any depth."""
        return place in self._module_places

    @cached_property
    def _imports(self) -> dict[str, set[str]]:
        """Return the names that each file imports, and all files below each directory."""
        found: dict[str, set[str]] = {}
        for path, facts in self.facts.items():
            names = frozenset(_names(facts))
            found[path] = set(names)
            for directory in upward(folder(path)):
                found.setdefault(directory, set()).update(names)
        return found

    @cached_property
    def _module_places(self) -> frozenset[str]:
        directories = {directory for path in self.facts for directory in upward(folder(path))}
        return frozenset((*self.facts, *directories))


def _names(found: FileFacts) -> Iterable[str]:
    for statement in found.imports:
        if not statement.is_from:
            yield from (top_level(alias.name) for alias in statement.names)
        elif not statement.level:
            yield top_level(statement.module)
    yield from (top_level(call.name) for call in found.dynamic_imports if call.name)
