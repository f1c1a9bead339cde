"""What a process sees of the tree: its own paths, and which files of the tree lie there.

On the host the whole tree lies in one place. In a container, copies and volumes put parts of it anywhere, so that one
directory can show several of the tree at once: `COPY services/a/ /app/` and `COPY libs/shared/ /app/shared/` make
`/app` the contents of `services/a` with `shared` beside them. Files that a build writes are not known here.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from posixpath import normpath
from typing import NamedTuple

from importlint.model.tree import Tree
from importlint.resolve.directories import inside, is_under
from importlint.resolve.launches.dockerignore import Ignored
from importlint.resolve.launches.known import Known
from importlint.resolve.metadata import Metadata
from importlint.resolve.search_path import Found, PathIndex

HOST = "/-"
# The source of an empty file that a build makes; of a mount that hides, one that leaves nothing.
MADE = ""


class Mount(NamedTuple):
    """A file or directory of the tree at a place of the disk; source is None for something that is not of the tree.

    A directory that does not exist shows nothing.
    hides: it takes the place of everything there before, as a volume does; a copy adds to it. ignored: what is not
    copied with a directory.
    """

    target: str
    source: str | None
    hides: bool = False
    ignored: Ignored = Ignored()


_HOST_MOUNTS = (Mount(HOST, "."),)


@dataclass(frozen=True, kw_only=True)
class Disk:
    """The mounts of a disk, in the order in which they were made."""

    known: Known
    mounts: tuple[Mount, ...]

    @cached_property
    def is_host(self) -> bool:
        """Return whether the tree lies on this disk as it is."""
        return self.mounts == _HOST_MOUNTS

    def file(self, path: str) -> str | None:
        """Return the file of the tree at a path."""
        place = self.place(path)
        return place if place is not None and (not self.is_host or self.known.metadata.exists(place)) else None

    def place(self, path: str) -> str | None:
        """Return the path in the tree of a file at a path, on the host one that the listing may leave out as well."""
        if not self.is_host:
            return self.files.get(path)
        return _below(path, HOST) if _lies_in(path, HOST) else None

    def directories(self, path: str) -> tuple[str, ...] | None:
        """Return the directories of the tree that a path shows, in order; None if it is not known what is there.

        First those that lie there themselves, then those of which a part lies there under the name that it has in them.
        """
        if self.is_host:
            place = "." if path == HOST else _below(path, HOST) if _lies_in(path, HOST) else ""
            return (place,) if place and self.known.index.is_directory(place) else ()
        if any(_is_at(path, place) or _hides_module(self.files, place, path) for place in self._unknown):
            return None
        shown = self._shown(path)
        return tuple(place for place in dict.fromkeys((*self._lying_at(path), *shown)) if place in shown)

    def find_dotted(self, name: str, path: Sequence[str]) -> Found | None:
        """Find a dotted name on a search path of this disk; what is found is named as the tree names it."""
        if self.is_host:
            return self.known.index.find_dotted(
                name, [place for each in path for place in self.directories(each) or ()]
            )
        found = self.index.find_dotted(name, [each.strip("/") or "." for each in path])
        return found._replace(path=self.files.get(f"/{found.path}", "")) if found is not None else None

    def places_of(self, directory: str) -> tuple[str, ...]:
        """Return the paths at which files of a directory of the tree lie as they lie in it."""
        if self.is_host:
            return (on_host(directory),)
        found: set[str] = set()
        for there, here in self.files.items():
            rest = _below_tree(here, directory) if is_under(here, directory) else ""
            if rest.endswith(".py") and there.endswith(f"/{rest}"):
                found.add(there[: -len(rest) - 1] or "/")
        return tuple(sorted(found))

    @cached_property
    def files(self) -> dict[str, str]:
        """Return the files of the tree by the paths at which they lie in a container."""
        found: dict[str, str] = {}
        for mount in self.mounts:
            if mount.hides:
                found = {path: source for path, source in found.items() if not _is_at(path, mount.target)}
            if mount.source == MADE:
                found |= {} if mount.hides else {mount.target: found.get(mount.target, MADE)}
            elif mount.source is not None and self.known.metadata.exists(mount.source):
                found[mount.target] = mount.source
            elif mount.source is not None:
                for source in self.known.files_under(mount.source):
                    if not mount.ignored.covers(source):
                        found[f"{mount.target.rstrip('/')}/{_below_tree(source, mount.source)}"] = source
        return found

    @cached_property
    def index(self) -> PathIndex:
        """Return what each name in a container's directories means; paths are without their first slash."""
        return PathIndex(sorted(path.lstrip("/") for path in self.files))

    @cached_property
    def inside(self) -> Known:
        """Return what is known of a container's files as if its root were a project."""
        files = {path.lstrip("/"): here for path, here in self.files.items() if here}
        facts = {path: self.known.facts[here] for path, here in sorted(files.items()) if here in self.known.facts}
        tree = Tree(files=tuple(sorted(files)), read=lambda path: self.known.metadata.text(files[path]).encode())
        return Known(facts=facts, roots=(), index=self.index, metadata=Metadata(tree))

    @cached_property
    def _unknown(self) -> tuple[str, ...]:
        """Return the places of what is not of the tree, apart from those that something of it has hidden since."""
        left: list[str] = []
        for mount in self.mounts:
            if mount.hides:
                left = [place for place in left if not _is_at(place, mount.target)]
            if mount.source is None:
                left.append(mount.target)
        return tuple(left)

    def _lying_at(self, path: str) -> Iterator[str]:
        """Yield the directories of the tree that are mounted at a path or above it, the last one first."""
        for mount in reversed(self.mounts):
            if mount.source and _is_at(path, mount.target):
                place = inside(mount.source, _below(path, mount.target) or ".")
                if place is not None:
                    yield place

    def _shown(self, path: str) -> list[str]:
        """Return the directories of the tree whose modules lie below a path as they lie in them, most files first."""
        counts: Counter[str] = Counter()
        for there, here in self.files.items():
            if there.endswith(".py") and _lies_in(there, path):
                rest = _below(there, path)
                if here == rest or here.endswith(f"/{rest}"):
                    counts[here[: -len(rest) - 1] or "."] += 1
        return [place for place, _ in counts.most_common()]


def showing(mounts: Sequence[Mount], place: str, target: str) -> Iterator[Mount]:
    """Yield the mounts that show at a target what some mounts show at a place and below it."""
    for mount in mounts:
        if _is_at(mount.target, place):
            yield mount._replace(target=normpath(f"{target}/{_below(mount.target, place)}"))
        elif _lies_in(place, mount.target) and mount.source != MADE:
            source = inside(mount.source, _below(place, mount.target)) if mount.source is not None else None
            if source is not None or mount.source is None:
                yield mount._replace(target=target, source=source)


def host_disk(known: Known) -> Disk:
    """Return the disk on which the tree lies as it is."""
    return Disk(known=known, mounts=_HOST_MOUNTS)


def on_host(directory: str) -> str:
    """Return the path on the host's disk of a directory or file of the tree."""
    return normpath(f"{HOST}/{directory}")


def folder_on(path: str) -> str:
    """Return the directory that holds an absolute path."""
    return path.rpartition("/")[0] or "/"


def _is_at(path: str, place: str) -> bool:
    """Return whether a path is a place or lies below it."""
    return path == place or _lies_in(path, place)


def _lies_in(path: str, directory: str) -> bool:
    return path != directory and path.startswith(directory.rstrip("/") + "/")


def _below(path: str, directory: str) -> str:
    return path[len(directory.rstrip("/")) + 1 :]


def _below_tree(path: str, directory: str) -> str:
    return path if directory == "." else path[len(directory) + 1 :]


def _hides_module(files: dict[str, str], place: str, path: str) -> bool:
    """Return whether something unknown below a path may stand where modules of the tree do."""
    name = _below(place, path).partition("/")[0] if _lies_in(place, path) else ""
    return name.removesuffix(".py").isidentifier() and any(_is_at(there, place) for there in files)
