"""CPython's path finder over a listing of files: which file a name means on a given search path.

The specification is Lib/importlib/_bootstrap_external.py: `FileFinder.find_spec` for one directory and
`PathFinder._get_spec` for a list of them. It differs on purpose in two things: extension modules of every platform and
version count, as a tree is not made for one interpreter; bytecode files without a source do not.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from importlint.model.root import ModuleKind
from importlint.patterns import regex

EXTENSION_SUFFIXES = (".so", ".pyd")
_SOURCE_SUFFIX = ".py"
# What may stand between a module's name and the suffix of an extension module, of whatever interpreter and platform:
# `.cpython-312-x86_64-linux-gnu`, `.abi3`, `.cp313-win_amd64`, `.pypy310-pp73-darwin` (PEP 3149, PEP 384).
_TAG = regex(r"(?:\.(?:cpython-|cp|pypy|graalpy|abi)[\w-]*)?")
_RANK = {ModuleKind.PACKAGE: 3, ModuleKind.EXTENSION: 2, ModuleKind.MODULE: 1, ModuleKind.NAMESPACE: 0}


class Found(NamedTuple):
    """What one name means.

    path: the file that its import runs, "" for a namespace package. directories: where its submodules are looked for:
    one for a package, one for each portion of a namespace package, () for a module.
    """

    kind: ModuleKind
    path: str
    directories: tuple[str, ...]


class PathIndex:
    """For each directory of a tree, what each name in it means to a path entry finder."""

    def __init__(self, files: Iterable[str], extending: Collection[str] = ()) -> None:
        """Index a listing; `files` are relative paths with POSIX separators.

        extending: those files that extend their package's path, with `pkgutil.extend_path` or the like, or make one.
        """
        self._extending = extending
        self._names: dict[str, dict[str, Found]] = {".": {}}
        self._directories: dict[str, list[str]] = {}
        for path in files:
            directory, _, file = path.rpartition("/")
            names = self._directory(directory or ".")
            name, kind = _module_of_file(file)
            if not name:
                continue
            if name == "__init__":
                self._add_package(directory or ".", path, kind)
            _put(names, name, Found(kind, path, ()))

    def _directory(self, directory: str) -> dict[str, Found]:
        known = self._names.get(directory)
        if known is None:
            known = self._names[directory] = {}
            parent, _, name = directory.rpartition("/")
            self._directories.setdefault(parent or ".", []).append(name)
            _put(self._directory(parent or "."), name, Found(ModuleKind.NAMESPACE, "", (directory,)))
        return known

    def _add_package(self, directory: str, path: str, kind: ModuleKind) -> None:
        if directory == ".":
            return
        parent, _, name = directory.rpartition("/")
        names = self._directory(parent or ".")
        known = names.get(name)
        # An extension module's __init__ is tried before the source file.
        if known is None or known.kind is not ModuleKind.PACKAGE or kind is ModuleKind.EXTENSION:
            names[name] = Found(ModuleKind.PACKAGE, path, (directory,))

    def extends_path(self, path: str) -> bool:
        """Return whether a file is one of those that set or extend the `__path__` of their module."""
        return path in self._extending

    def is_directory(self, directory: str) -> bool:
        """Return whether the tree has this directory."""
        return directory in self._names

    def directories(self, directory: str) -> tuple[str, ...]:
        """Return the names of the directories in a directory, sorted."""
        return tuple(sorted(self._directories.get(directory, ())))

    def all_directories(self) -> Iterable[str]:
        """Return every directory of the tree."""
        return self._names.keys()

    def names(self, directory: str) -> dict[str, Found]:
        """Return what each name in a directory means there; {} for a directory that does not exist."""
        return self._names.get(directory, {})

    def find(self, name: str, entries: Sequence[str]) -> Found | None:
        """Find an undotted name on a list of directories, as PathFinder does.

        The first regular package or module wins; namespace portions count only if no entry has one, and then all of
        them make up the package.
        """
        portions: list[str] = []
        for entry in entries:
            found = self._names.get(entry, {}).get(name)
            if found is None:
                continue
            if found.kind is not ModuleKind.NAMESPACE:
                return self._extended(found, name, entries) if found.path in self._extending else found
            portions.extend(portion for portion in found.directories if portion not in portions)
        return Found(ModuleKind.NAMESPACE, "", tuple(portions)) if portions else None

    def _extended(self, package: Found, name: str, entries: Sequence[str]) -> Found:
        """Add the directories of this name in all entries to a package (CPython: Lib/pkgutil.py, extend_path)."""
        others = (self._names.get(entry, {}).get(name) for entry in entries)
        further = (directory for found in others if found is not None for directory in found.directories)
        return package._replace(directories=tuple(dict.fromkeys((*package.directories, *further))))

    def has_portion(self, package: str, name: str) -> bool:
        """Return whether any directory with the name of a package has a module of this name."""
        place = "/" + package.replace(".", "/")
        return any(name in names for directory, names in self._names.items() if f"/{directory}".endswith(place))

    def find_dotted(self, name: str, entries: Sequence[str]) -> Found | None:
        """Find a dotted name: its parents one by one, then itself in the last one's directories."""
        found: Found | None = None
        for part in name.split("."):
            found = self.find(part, entries)
            if found is None:
                return None
            entries = found.directories
        return found


def _module_of_file(file: str) -> tuple[str, ModuleKind]:
    """Return the module name that a file provides, "" if none."""
    if file.endswith(_SOURCE_SUFFIX):
        return file[: -len(_SOURCE_SUFFIX)], ModuleKind.MODULE
    if file.endswith(EXTENSION_SUFFIXES):
        name, dot, tag = file.rpartition(".")[0].partition(".")
        return (name if _TAG.fullmatch(dot + tag) else ""), ModuleKind.EXTENSION
    return "", ModuleKind.MODULE


def _put(names: dict[str, Found], name: str, found: Found) -> None:
    known = names.get(name)
    if known is None or _RANK[found.kind] > _RANK[known.kind]:
        names[name] = found
