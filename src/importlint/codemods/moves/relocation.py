"""Packages and modules that get another place and another dotted name."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from importlint.model.change import Move
from importlint.model.names import top_level
from importlint.model.root import ModuleId, ModuleKind
from importlint.resolve.directories import is_under, parts_below


class Relocation(NamedTuple):
    """One package or module and where it goes.

    id: what it is to its source root. kind: package, module or portion. path, target: directory or file. name: the new
    dotted name. source: the source root that it is then under. service: what its service is called. base: the project
    directory that its root belongs to.
    """

    id: ModuleId
    kind: ModuleKind
    path: str
    target: str
    name: str
    source: str
    service: str
    base: str

    @property
    def root(self) -> str:
        """Return the source root that it leaves."""
        return self.id.root

    @property
    def is_file(self) -> bool:
        """Return whether it is a module and no directory."""
        return self.kind is ModuleKind.MODULE

    @property
    def deeper(self) -> int:
        """Return by how many directories its files lie deeper below the old root than before."""
        return len(parts_below(self.target, self.root)) - len(parts_below(self.path, self.root))

    @property
    def changes_root(self) -> bool:
        """Return whether search paths that have the old root must have another one."""
        return self.source != self.root


class Relocations:
    """All that moves together."""

    def __init__(self, relocations: Iterable[Relocation]) -> None:
        """Index them by place and by name."""
        self._all = tuple(sorted(relocations, key=lambda relocation: relocation.path))
        self._by_path = {relocation.path: relocation for relocation in self._all}

    def __iter__(self) -> Iterator[Relocation]:
        """Yield them by path."""
        return iter(self._all)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._all)

    @property
    def names(self) -> frozenset[str]:
        """Return the top-level names that something is moved away from."""
        return frozenset(relocation.id.name for relocation in self._all)

    def without(self, dropped: Iterable[Relocation]) -> "Relocations":
        """Return those that are left when some stay where they are."""
        gone = set(dropped)
        return Relocations(relocation for relocation in self._all if relocation not in gone)

    def around(self, path: str) -> Relocation | None:
        """Return what moves a file or directory, None if it stays."""
        while path:
            if path in self._by_path:
                return self._by_path[path]
            path = path.rpartition("/")[0]
        return None

    def moved(self, path: str) -> str:
        """Return where a file or directory lies afterwards."""
        relocation = self.around(path)
        return relocation.target + path[len(relocation.path) :] if relocation is not None else path

    def of(self, root: str, name: str) -> Relocation | None:
        """Return what moves a top-level name of a source root, None if it stays."""
        wanted = ModuleId(root, top_level(name))
        return next((relocation for relocation in self._all if relocation.id == wanted), None)

    @property
    def moves(self) -> tuple[Move, ...]:
        """Return them as moves of a change."""
        return tuple(Move(relocation.path, relocation.target) for relocation in self._all)


def prefixes(relocation: Relocation, root: str) -> tuple[int, str] | None:
    """Return how many leading parts of a dotted name lead to what moves, and what replaces them.

    root: the source root under which the name is looked up; one further out has longer names for the same files. None
    if the new place has no name there.
    """
    if root == relocation.root:
        return 1, relocation.name
    if not is_under(relocation.path, root):
        return None
    parts = parts_below(relocation.target.removesuffix(".py"), root)
    if not all(part.isidentifier() for part in parts):
        return None
    return len(parts_below(relocation.path, root)), ".".join(parts)
