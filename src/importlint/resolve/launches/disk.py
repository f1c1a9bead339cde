"""What a process sees of the tree: its own paths, and which directories of the tree they show.

On the host the whole tree lies in one place. In a container, copies and volumes put parts of it anywhere, so that one
directory can show several of the tree at once: `COPY services/a/ /app/` and `COPY libs/shared/ /app/shared/` make
`/app` the contents of `services/a` with `shared` beside them. A search path has no words for "this one name of that
directory": `/app` becomes `services/a` followed by `libs`. That is exact as long as nobody there imports another of the
names in `libs`; where somebody does, and where two directories are merged below their top level, nothing is claimed.
Files that a build writes, and what `.dockerignore` leaves out, are not known here.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import normpath
from typing import NamedTuple

from importlint.resolve.directories import child, inside
from importlint.resolve.launches.known import Known

HOST = "/-"


class Mount(NamedTuple):
    """A file or directory of the tree at a place of the disk; source is None for something that is not of the tree.

    hides: it takes the place of everything there before, as a volume does; a copy adds to it.
    """

    target: str
    source: str | None
    hides: bool = False


_HOST_MOUNTS = (Mount(HOST, "."),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """The mounts of a disk, in the order in which they were made."""

    known: Known
    mounts: tuple[Mount, ...]

    @property
    def is_host(self) -> bool:
        """Return whether the tree lies on this disk as it is."""
        return self.mounts == _HOST_MOUNTS

    def file(self, path: str) -> str | None:
        """Return the file of the tree at a path."""
        return next((place for place in self._covering(path) if place and self.known.metadata.exists(place)), None)

    def directories(self, path: str) -> tuple[str, ...] | None:
        """Return the directories of the tree that a path shows, in order; None if they cannot tell what is there."""
        covering = list(self._covering(path))
        if None in covering:
            return None
        shown = [place for place in dict.fromkeys(covering) if place and self.known.index.is_directory(place)]
        names = [self._names(place) for place in shown]
        if len(names) > 1 and len(set().union(*names)) < sum(map(len, names)):
            return None
        added: Counter[str] = Counter()
        for mount in self._below(path):
            beside = self._beside(mount, _below(mount.target, path), shown)
            if beside is None:
                return None
            added.update(place for place in beside if place not in shown)
        # What is mounted most often comes first: it is the service, and the others are what is put beside it.
        beside_them = [place for place, _ in added.most_common()]
        return (*shown, *beside_them) if not added or self._is_exact(path, shown, beside_them) else None

    def _covering(self, path: str) -> Iterator[str | None]:
        """Yield what each mount at a path or above it shows there, the last one first."""
        for mount in reversed(self.mounts):
            if mount.target == path or _lies_in(path, mount.target):
                rest = _below(path, mount.target)
                yield inside(mount.source, rest) if mount.source is not None and rest else mount.source
                if mount.hides:
                    return

    def _below(self, path: str) -> Iterator[Mount]:
        """Yield the mounts below a path that nothing hides, the last one first."""
        hidden: list[str] = []
        for mount in reversed(self.mounts):
            if any(mount.target == place or _lies_in(mount.target, place) for place in hidden):
                continue
            if _lies_in(mount.target, path):
                yield mount
            if mount.hides:
                hidden.append(mount.target)

    def _beside(self, mount: Mount, rest: str, shown: list[str]) -> tuple[str, ...] | None:
        """Return the directory of the tree in which a mount lies under the name that it has on the disk.

        () if it need not be added, None if there is none.
        """
        held = [child(place, rest) for place in shown if self.known.has_modules(child(place, rest))]
        if not _module_name(rest.partition("/")[0]) or mount.source in held:
            return ()
        if mount.source is None or not self.known.has_modules(mount.source):
            return None if held and (mount.hides or mount.source is None) else ()
        name = rest.partition("/")[0]
        if held or (name != rest and any(self.known.has_modules(child(place, name)) for place in shown)):
            return None
        if mount.source == rest:
            return (".",)
        return (mount.source[: -len(rest) - 1],) if mount.source.endswith("/" + rest) else None

    def _is_exact(self, path: str, shown: list[str], added: list[str]) -> bool:
        """Return whether the mounts below are found, and nobody imports what the disk has not."""
        meant: set[str] = set()
        for mount in self._below(path):
            rest = _below(mount.target, path)
            name = _module_name(rest.partition("/")[0])
            found = self.known.index.find_dotted(_dotted(rest), (*shown, *added)) if name else None
            if found is not None and mount.source not in {found.path, *found.directories} and mount.source:
                return not self.known.has_modules(mount.source)
            meant.add(name)
        present = meant.union(*map(self._names, shown))
        extra = set().union(*map(self._names, added)) - present
        sources = [mount.source for mount in self.mounts if mount.source is not None]
        return not extra or extra.isdisjoint(self.known.imported_under(sources))

    def _names(self, directory: str) -> set[str]:
        """Return the names that a directory has for an import statement."""
        found = self.known.index.names(directory).items()
        return {
            name
            for name, what in found
            if name.isidentifier() and name != "__init__" and (what.path or self.known.has_modules(what.directories[0]))
        }


def host_disk(known: Known) -> Disk:
    """Return the disk on which the tree lies as it is."""
    return Disk(known=known, mounts=_HOST_MOUNTS)


def on_host(directory: str) -> str:
    """Return the path on the host's disk of a directory or file of the tree."""
    return normpath(f"{HOST}/{directory}")


def folder_on(path: str) -> str:
    """Return the directory that holds an absolute path."""
    return path.rpartition("/")[0] or "/"


def _lies_in(path: str, directory: str) -> bool:
    return path != directory and path.startswith(directory.rstrip("/") + "/")


def _below(path: str, directory: str) -> str:
    return path[len(directory.rstrip("/")) + 1 :]


def _dotted(rest: str) -> str:
    return rest.removesuffix(".py").replace("/", ".")


def _module_name(name: str) -> str:
    stem = name.removesuffix(".py")
    return stem if stem.isidentifier() else ""
