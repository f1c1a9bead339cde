"""Short names for services, out of the directories that hold them."""

from collections.abc import Sequence

from importlint.model.loader import identifier, without_affixes

# Parts of a path that say how a project is laid out, not which one it is.
LAYOUT_WORDS = frozenset({".", "src", "lib", "python", "backend", "app", "code", "source"})


def service_names(directories: Sequence[str]) -> dict[str, str]:
    """Return an identifier for each directory, all different: `services/pillars-service/src` gives `pillars`.

    Where the last telling part of two paths is the same, parts before it are added.
    """
    longest = max((len(_parts(directory)) for directory in directories), default=0)
    names: dict[str, str] = {}
    for length in range(1, longest + 1):
        tried = {directory: _name(directory, length) for directory in directories if directory not in names}
        found = [*names.values(), *tried.values()]
        names |= {directory: name for directory, name in tried.items() if found.count(name) == 1}
    return {directory: names.get(directory) or identifier(directory) or "main" for directory in directories}


def _name(directory: str, length: int) -> str:
    return identifier("_".join(without_affixes(part) for part in _parts(directory)[-length:]))


def _parts(directory: str) -> list[str]:
    return [part for part in directory.split("/") if part not in LAYOUT_WORDS]
