"""What dotted names mean in one source root, looked up once each."""

from importlint.model.names import parents, top_level
from importlint.model.root import Module
from importlint.resolve.resolver import Origin, Resolver


class Meanings:
    """The modules that names mean to the modules of one source root; a graph asks for each name many times."""

    def __init__(self, resolver: Resolver, root: str) -> None:
        """Prepare for a root."""
        self._resolver = resolver
        self._root = root
        self._meanings: dict[str, tuple[Module | None, bool]] = {}
        self._parents: dict[str, tuple[str, ...]] = {}

    def meaning(self, name: str) -> tuple[Module | None, bool]:
        """Return the module that a name means, and whether that is assumed."""
        found = self._meanings.get(name)
        if found is None:
            found = self._meanings[name] = self._look_up(name)
        return found

    def is_module(self, name: str) -> bool:
        """Return whether a name means a module of the project."""
        return self.meaning(name)[0] is not None

    def has_parts(self, name: str) -> bool:
        """Return whether a module may have submodules, here or, if other roots have the top-level name too, there."""
        module = self.meaning(name)[0]
        return module is not None and (bool(module.directory) or self._resolver.is_provided_twice(top_level(name)))

    def parents(self, name: str) -> tuple[str, ...]:
        """Return the packages above a dotted name, outermost first."""
        found = self._parents.get(name)
        if found is None:
            found = self._parents[name] = parents(name)
        return found

    def _look_up(self, name: str) -> tuple[Module | None, bool]:
        resolution = self._resolver.resolve(self._root, name)
        if resolution.origin is Origin.ELSEWHERE and len(resolution.elsewhere) == 1:
            return resolution.elsewhere[0], True
        return resolution.module, False
