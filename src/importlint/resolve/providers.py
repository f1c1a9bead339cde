"""Who provides a top-level name that the search path's own directories do not have."""

from collections.abc import Callable, Collection
from functools import cache
from importlib.resources import files

from importlint.model.root import ModuleKind
from importlint.resolve.search_path import PathIndex
from importlint.resolve.stdlib import is_stdlib

STANDARD_LIBRARY = "standard library"
THIRD_PARTY = "third party"
NOBODY = "nobody"


def make_provider(
    index: PathIndex, target: tuple[int, int], declared: Collection[str] = ()
) -> Callable[[str], str]:
    """Return a function that says who provides a name: STANDARD_LIBRARY, THIRD_PARTY or NOBODY.

    A name that is declared or installed is a third party's. One that the project itself has somewhere is nobody's: if
    the search path does not have it, the import fails. Of the rest, the well-known names of the package index are a third
    party's, and no others.
    """
    own = _own_names(index)

    def provider(name: str) -> str:
        if is_stdlib(name, target):
            return STANDARD_LIBRARY
        if name in declared:
            return THIRD_PARTY
        return THIRD_PARTY if name not in own and name.lower() in well_known_names() else NOBODY

    return provider


def _own_names(index: PathIndex) -> frozenset[str]:
    """Return every name that some directory of the project, no package itself, could provide at top level."""
    return frozenset(
        name
        for directory in index.all_directories()
        if "__init__" not in index.names(directory)
        for name, found in index.names(directory).items()
        if found.kind is not ModuleKind.NAMESPACE or _has_modules(index, found.directories[0])
    )


def _has_modules(index: PathIndex, directory: str) -> bool:
    return any(found.kind is not ModuleKind.NAMESPACE for found in index.names(directory).values())


@cache
def well_known_names() -> frozenset[str]:
    """Return the names of the most downloaded distributions, as an import statement would write them.

    The list stands beside this module (docs/decisions/010-well-known-names.md).
    """
    text = files("importlint.resolve").joinpath("well_known_names.txt").read_text(encoding="ascii")
    return frozenset(text.split())
