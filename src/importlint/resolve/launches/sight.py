"""Which source roots' modules a launch has on its search path, on the disk that it runs on."""

from collections.abc import Iterable
from functools import lru_cache

from importlint.model.launch import Container, Launch
from importlint.model.root import Module


def modules_seen(launch: Launch, modules: Iterable[Module], also: Iterable[str] = ()) -> list[Module]:
    """Return those top-level modules that the search path of a launch has; also: further directories on it."""
    if launch.container is None:
        directories = {*launch.search_path, *also}
        return [module for module in modules if module.id.root in directories]
    seen = _top_level(launch.container)
    return [module for module in modules if (module.path or module.directory) in seen]


@lru_cache(maxsize=256)
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
