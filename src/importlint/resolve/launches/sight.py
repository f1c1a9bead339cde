"""Which source roots' modules a launch has on its search path, on the disk that it runs on."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from importlint.model.launch import Container, Launch
from importlint.model.root import Module


class Providers:
    """The top-level modules that provide one name, told by where they lie."""

    def __init__(self, modules: Sequence[Module]) -> None:
        """Take the modules, one for each source root."""
        self._modules = modules
        self._by_root = {module.id.root: number for number, module in enumerate(modules)}
        self._by_place = {module.path or module.directory: number for number, module in enumerate(modules)}

    def in_roots(self, roots: Iterable[str]) -> list[Module]:
        """Return those of some source roots, in their own order."""
        return self._at(self._by_root, frozenset(roots))

    def seen_by(self, launch: Launch, also: Iterable[str] = ()) -> list[Module]:
        """Return those that the search path of a launch has; also: further directories on it."""
        if launch.container is None:
            return self.in_roots((*launch.search_path, *also))
        return self._at(self._by_place, _top_level(launch.container))

    def _at(self, numbers: Mapping[str, int], places: frozenset[str]) -> list[Module]:
        found = numbers.keys() & places
        return [self._modules[number] for number in sorted(numbers[place] for place in found)]


@cache
def _top_level(container: Container) -> frozenset[str]:
    """Return the files of the top-level modules that a container's search path has, and the directories beside them."""
    found: set[str] = set()
    for entry in container.search_path:
        prefix = entry.rstrip("/") + "/"
        for there, here in container.files:
            name, slash, rest = there.removeprefix(prefix).partition("/")
            if not there.startswith(prefix) or not here.endswith(".py"):
                continue
            if not slash or rest == "__init__.py":
                found.add(here)
            if slash and here.endswith(f"/{name}/{rest}"):
                found.add(here[: -len(rest) - 1])
            elif slash and here == f"{name}/{rest}":
                found.add(name)
    return frozenset(found)
