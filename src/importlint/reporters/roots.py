"""Which source root a file belongs to."""

from collections.abc import Iterable

from importlint.model.root import SourceRoot


class RootFinder:
    """The source roots of a report by position; a file belongs to the innermost one around it, else to the project."""

    def __init__(self, roots: Iterable[SourceRoot]) -> None:
        """Number the roots in their order."""
        self._positions = {root.path: position for position, root in enumerate(roots)}

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the roots' paths in order."""
        return tuple(self._positions)

    def add(self, root: str) -> int:
        """Return the position of a root, which is added if it is new."""
        return self._positions.setdefault(root, len(self._positions))

    def position(self, path: str) -> int:
        """Return the position of the root that a file belongs to."""
        directory = path
        while directory:
            directory = directory.rpartition("/")[0]
            if directory in self._positions:
                return self._positions[directory]
        return self.add(".")
