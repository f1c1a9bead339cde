"""What is known of a project when its launches are looked for."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from importlint.model.facts import FileFacts
from importlint.model.root import SourceRoot
from importlint.resolve.dependencies import Dependencies
from importlint.resolve.directories import upward
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
        return next((self._by_path[above] for above in upward(path) if above in self._by_path), None)

    def seen_from(self, path: str) -> tuple[str, ...]:
        """Return the roots of other projects that the files of the source root around a file can import from."""
        own = self.root_of(path)
        if own is None:
            return ()
        found = (self._by_path[root] for root in own.search_path if root in self._by_path)
        return tuple(root.path for root in found if root.project != own.project)

    def installed_for(self, path: str) -> tuple[str, ...]:
        """Return the roots of those projects that the project around a file depends on: its environment has them."""
        own = self.root_of(path)
        if own is None:
            return ()
        needed = self._reachable(own.project)
        found = (self._by_path[root] for root in own.search_path if root in self._by_path)
        return tuple(root.path for root in found if root.project in needed)

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
        return tuple(self._installed.get(project, ()))

    def files_under(self, directory: str) -> Sequence[str]:
        """Return the files of the tree below a directory."""
        files = self.metadata.paths
        if directory == ".":
            return files
        return files[bisect_left(files, f"{directory}/") : bisect_left(files, f"{directory}0")]

    @cached_property
    def _by_path(self) -> dict[str, SourceRoot]:
        return {root.path: root for root in self.roots}

    @cached_property
    def _installed(self) -> dict[str, list[str]]:
        """Return for each project directory those of its roots that its installation puts on the path."""
        found: dict[str, list[str]] = {}
        for root in self.roots:
            if root.origin in _INSTALLED:
                found.setdefault(root.project, []).append(root.path)
        return found
