"""What dotted names mean in one source root, looked up once each."""

from typing import NamedTuple

from importlint.model.names import parents, top_level
from importlint.model.root import Module, ModuleId
from importlint.resolve.resolver import Origin, Resolver


class Meant(NamedTuple):
    """A module of the project that a name means.

    assumed: only one other source root has it. has_parts: it may have submodules, here or, if other roots have the
    top-level name too, there.
    """

    id: ModuleId
    assumed: bool
    has_parts: bool


# A module that a statement imports, and the names that it reads from it. None: it is imported only implicitly, as a
# parent, and nothing is read from it.
Asked = tuple[Meant, tuple[str, ...] | None]


class Way(NamedTuple):
    """What `import NAME` imports: the packages above it, outermost first, and itself, if they are the project's."""

    above: tuple[Asked, ...]
    end: Meant | None


class Meanings:
    """The modules that names mean to the modules of one source root; a graph asks for each name many times.

    asked: what statements ask for, by the names in them, with the module before them if it is a `from` import.
    """

    def __init__(self, resolver: Resolver, root: str) -> None:
        """Prepare for a root."""
        self._resolver = resolver
        self._root = root
        self._meant: dict[str, Meant | None] = {}
        self._ways: dict[str, Way] = {}
        self._new: list[Module] = []
        self.asked: dict[tuple[object, ...], tuple[Asked, ...]] = {}

    def meant(self, name: str) -> Meant | None:
        """Return the module of the project that a name means."""
        if name not in self._meant:
            self._meant[name] = self._look_up(name)
        return self._meant[name]

    def way(self, name: str) -> Way:
        """Return what an import of a name imports."""
        way = self._ways.get(name)
        if way is None:
            above = [(meant, None) for parent in parents(name) if (meant := self.meant(parent))]
            way = self._ways[name] = Way(tuple(above), self.meant(name))
        return way

    def take_new(self) -> list[Module]:
        """Return the modules that names have meant for the first time since this was asked last."""
        new, self._new = self._new, []
        return new

    def _look_up(self, name: str) -> Meant | None:
        resolution = self._resolver.resolve(self._root, name)
        is_assumed = resolution.origin is Origin.ELSEWHERE and len(resolution.elsewhere) == 1
        module = resolution.elsewhere[0] if is_assumed else resolution.module
        if module is None:
            return None
        self._new.append(module)
        has_parts = bool(module.directory) or self._resolver.is_provided_twice(top_level(name))
        return Meant(module.id, is_assumed, has_parts)
