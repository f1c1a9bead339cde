"""Which top-level names a source root provides, and which root a file belongs to."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from importlint.model.root import Module, ModuleId, ModuleKind
from importlint.resolve.directories import parts_below, upward
from importlint.resolve.search_path import Found, PathIndex
from importlint.resolve.stdlib import is_any_stdlib

# Directories of these names are namespace packages only where somebody imports them as such.
_SELDOM_PACKAGES = frozenset({"doc", "docs", "example", "examples", "script", "scripts", "test", "tests", "testing"})


class Namespaces:
    """Tells which directories without `__init__` hold modules of their own, apart from those of nested roots."""

    def __init__(self, index: PathIndex, roots: AbstractSet[str], *, but: Collection[str] = ()) -> None:
        """Prepare for some source roots, all but a few of them: the set is not copied."""
        self._index = index
        self._roots = roots
        self._but = frozenset(but)
        self._known: dict[str, bool] = {}

    def holds_modules(self, directory: str) -> bool:
        """Return whether a directory, no root itself, has a module under an importable name, at any depth."""
        if directory in self._roots and directory not in self._but:
            return False
        if directory not in self._known:
            self._known[directory] = any(
                self._counts(name, found) for name, found in self._index.names(directory).items()
            )
        return self._known[directory]

    def _counts(self, name: str, found: Found) -> bool:
        if not found.directories:
            return name != "__init__"
        return is_importable(name) and (found.kind is ModuleKind.PACKAGE or self.holds_modules(found.directories[0]))


def is_importable(name: str) -> bool:
    """Return whether a top-level module can have such a name; a keyword can be imported by a string."""
    return name.isidentifier() and name not in {"__init__", "__main__", "__pycache__"}


def is_part(name: str, found: Found, parent: ModuleKind) -> bool:
    """Return whether a dotted name can go on below the top level with what a directory holds under a name.

    A regular package in a regular package can have any name without a dot, as can a module: they are imported by a
    string (`locale.is`, `api.v1-beta`).
    """
    if not found.directories:
        return name != "__init__"
    both_regular = found.kind is parent is ModuleKind.PACKAGE
    return is_importable(name) or (both_regular and "." not in name and name != "__pycache__")


def provided_names(
    root: str, index: PathIndex, namespaces: Namespaces, *, certain: Collection[str], whole: bool
) -> tuple[Module, ...]:
    """Return what a root provides at its top level: packages and modules, and the namespace packages that are meant.

    certain: names that are meant in any case. whole: directories that hold modules are meant unless they have the name
    of something else.
    """

    def is_meant(name: str, found: Found) -> bool:
        if found.kind is not ModuleKind.NAMESPACE:
            return True
        # The standard library's module is found instead: it is regular, wherever on the path it is.
        if is_any_stdlib(name):
            return False
        return name in certain or (
            whole and name not in _SELDOM_PACKAGES and namespaces.holds_modules(found.directories[0])
        )

    names = sorted(index.names(root).items())
    return tuple(module_of(root, name, found) for name, found in names if is_importable(name) and is_meant(name, found))


def module_of(root: str, name: str, found: Found) -> Module:
    """Return the module that a name under one root is."""
    return Module(ModuleId(root, name), found.path, found.kind, found.directories[0] if found.directories else "")


class Ownership:
    """Tells which root a file belongs to: the innermost one that provides the first part of its name."""

    def __init__(
        self, index: PathIndex, names: Mapping[str, Iterable[Module]], nested: Mapping[str, Collection[str]]
    ) -> None:
        """Prepare for some roots.

        names: the top-level modules that each provides. nested: the roots below each whose modules are its own as well.
        """
        self._index = index
        self._names = {root: frozenset(module.id.name for module in modules) for root, modules in names.items()}
        self._nested = nested
        self._ways: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}

    def owner(self, path: str) -> ModuleId | None:
        """Return the root of a file and its dotted name there; None if no root provides it.

        The `__init__` of a root that is no package of another one can be imported by that name.
        """
        directory, _, file = path.rpartition("/")
        own = ModuleId(directory or ".", "__init__") if file.startswith("__init__.") else None
        return next(self.owners(path), own if own and own.root in self._names else None)

    def owners(self, path: str) -> Iterator[ModuleId]:
        """Yield every name by which a file can be reached under a root around it, the innermost root first."""
        directory, _, file = path.rpartition("/")
        stem = _stem(file)
        directory = directory or "."
        if directory not in self._ways:
            self._ways[directory] = self._find_ways(directory)
        for root, packages in self._ways[directory]:
            if packages or stem != "__init__":
                yield ModuleId(root, ".".join(packages if stem == "__init__" else (*packages, stem)))

    def _find_ways(self, directory: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the roots around a directory from which packages lead to it, and those packages."""
        around = ((root, parts_below(directory, root)) for root in upward(directory) if root in self._names)
        return tuple((root, packages) for root, packages in around if self._leads_to(root, packages))

    def _leads_to(self, root: str, packages: tuple[str, ...]) -> bool:
        if packages and not (packages[0] in self._names[root] and is_importable(packages[0])):
            return False
        directory, kind = root, ModuleKind.NAMESPACE
        for name in packages:
            found = self._index.names(directory).get(name)
            if found is None or not found.directories or not is_part(name, found, kind):
                return False
            directory, kind = found.directories[0], found.kind
            if kind is ModuleKind.NAMESPACE and directory in self._names and directory not in self._nested[root]:
                return False
        return True


def _stem(file: str) -> str:
    """Return the module name of a file: `a.b.py` is odd but one module, `a.cpython-312.so` is `a`."""
    return file.removesuffix(".py") if file.endswith(".py") else file.partition(".")[0]
