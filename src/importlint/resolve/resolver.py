"""What a dotted name means to the modules of a source root."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from importlint.model.names import parents, top_level
from importlint.model.roles import may_appear
from importlint.model.root import Module, ModuleId, ModuleKind, SourceRoot
from importlint.resolve.directories import parent
from importlint.resolve.provision import Namespaces, Ownership, is_importable, is_part, module_of
from importlint.resolve.search_path import Found, PathIndex
from importlint.resolve.stdlib import is_never_shadowed, is_stdlib, removed_in


class Origin(StrEnum):
    """Where an imported name comes from.

    PROJECT: a root on the search path has it. ELSEWHERE: only roots that are not on it. MISSING: its package is the
    project's own, but there is no such module. GENERATED: as MISSING, but a build usually writes such a file, or the
    listing would leave it out.
    STDLIB, DEPENDENCY (declared by the project), UNKNOWN (most likely a dependency that is declared nowhere).
    REMOVED: in the standard library of older Pythons only.
    """

    PROJECT = "project"
    ELSEWHERE = "elsewhere"
    MISSING = "missing"
    GENERATED = "generated"
    STDLIB = "stdlib"
    REMOVED = "removed"
    DEPENDENCY = "dependency"
    UNKNOWN = "unknown"


class Resolution(NamedTuple):
    """What a dotted name means on the search path of one root.

    module: where the origin is PROJECT. found: the longest leading part of the name that the search path has, "" if
    none. elsewhere: the modules of this name in the roots that are not on the search path, if it is not found.
    distribution: where the origin is DEPENDENCY, as the project declares it.
    """

    origin: Origin
    module: Module | None = None
    found: str = ""
    elsewhere: tuple[Module, ...] = ()
    distribution: str = ""


class Resolver:
    """Resolves dotted names on the search paths of source roots; each answer is worked out once."""

    def __init__(
        self,
        index: PathIndex,
        roots: Sequence[SourceRoot],
        target: tuple[int, int] = (3, 13),
        declared: Mapping[str, Mapping[str, str]] | None = None,
        ignores: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Prepare for some roots.

        declared: project directory -> import name -> distribution. ignores: whether a listing leaves a path out.
        """
        self._index = index
        self._roots = {root.path: root for root in roots}
        self._provided = {root.path: {module.id.name: module for module in root.names} for root in roots}
        self._providers = _providers(roots)
        self._ownership = Ownership(
            index, {root.path: root.names for root in roots}, {root.path: root.nested for root in roots}
        )
        self._target = target
        self._declared = declared or {}
        self._ignores = ignores
        self._found: dict[str, dict[str, Found | None]] = {}
        self._entries: dict[ModuleId, tuple[str, ...]] = {}
        self._resolutions: dict[ModuleId, Resolution] = {}
        self._modules: dict[str, tuple[Module, ...]] = {}
        self._having: dict[str, tuple[frozenset[str], tuple[Module, ...]]] = {}
        self._below: dict[str, dict[str, list[tuple[str, Found]]]] = {}

    def resolve(self, root: str, name: str) -> Resolution:
        """Say what an absolute dotted name means to a module of a root."""
        wanted = ModuleId(root, name)
        if wanted not in self._resolutions:
            self._resolutions[wanted] = self._resolve(wanted)
        return self._resolutions[wanted]

    def modules(self, root: str) -> tuple[Module, ...]:
        """Return all modules under a root, by name."""
        if root not in self._modules:
            self._modules[root] = tuple(sorted(self._walk_root(self._roots[root])))
        return self._modules[root]

    def owner(self, path: str) -> ModuleId | None:
        """Return the module that a file is in the innermost root that provides it."""
        return self._ownership.owner(path)

    def is_provided_twice(self, name: str) -> bool:
        """Return whether more than one source root provides a top-level name."""
        return len(self._providers.get(name, ())) > 1

    def is_declared(self, root: str, name: str) -> bool:
        """Return whether the project of a root declares a dependency that provides a top-level name."""
        return bool(self._distribution(root, top_level(name)))

    def _resolve(self, wanted: ModuleId) -> Resolution:
        top = top_level(wanted.name)
        if is_never_shadowed(top, self._target):
            return Resolution(Origin.STDLIB)
        found = self._find(wanted.root, wanted.name)
        if found is not None and not (found.kind is ModuleKind.NAMESPACE and is_stdlib(top, self._target)):
            return Resolution(Origin.PROJECT, self._module(wanted, found), wanted.name)
        prefix = next((part for part in reversed(parents(wanted.name)) if self._find(wanted.root, part)), "")
        return self._classify(wanted, top, prefix)

    def _classify(self, wanted: ModuleId, top: str, prefix: str) -> Resolution:
        owner = self._find(wanted.root, prefix) if prefix else None
        elsewhere = self._elsewhere(wanted)
        if owner is not None and owner.kind is not ModuleKind.NAMESPACE:
            return Resolution(self._absent(wanted, owner, prefix, elsewhere), found=prefix, elsewhere=elsewhere)
        if is_stdlib(top, self._target):
            return Resolution(Origin.STDLIB, found=prefix)
        distribution = self._distribution(wanted.root, top)
        if distribution:
            return Resolution(Origin.DEPENDENCY, found=prefix, elsewhere=elsewhere, distribution=distribution)
        if elsewhere:
            return Resolution(Origin.ELSEWHERE, found=prefix, elsewhere=elsewhere)
        return Resolution(Origin.REMOVED if removed_in(top) else Origin.UNKNOWN, found=prefix)

    def _absent(self, wanted: ModuleId, owner: Found, prefix: str, elsewhere: tuple[Module, ...]) -> Origin:
        """Return what to call a submodule that the project's own package does not have."""
        rest = wanted.name[len(prefix) + 1 :].replace(".", "/")
        if may_appear(self._ignores, rest, owner.directories):
            return Origin.GENERATED
        return Origin.ELSEWHERE if elsewhere else Origin.MISSING

    def _find(self, root: str, name: str) -> Found | None:
        """Find a dotted name on a root's search path; top-level namespace portions count only where they are meant."""
        known = self._found.setdefault(root, {})
        if name not in known:
            package, _, last = name.rpartition(".")
            if package and package not in known:
                for above in parents(name):  # One by one from outside, so that however long a name is, none waits deep.
                    self._find(root, above)
            owner = known[package] if package else None
            entries = owner.directories if owner is not None else () if package else self._entries_for(root, name)
            known[name] = self._index.find(last, entries)
        return known[name]

    def _entries_for(self, root: str, top: str) -> tuple[str, ...]:
        key = ModuleId(root, top)
        if key not in self._entries:
            path = self._roots[root].search_path
            self._entries[key] = tuple(entry for entry in path if top in self._provided.get(entry, ()))
        return self._entries[key]

    def _module(self, wanted: ModuleId, found: Found) -> Module:
        """Return what was found, under the root that it lies in."""
        place = found.directories[0] if found.directories else f"{parent(found.path)}/"
        depth = wanted.name.count(".") + 1
        entry = place
        for _ in range(depth):
            entry = parent(entry)
        return module_of(entry, wanted.name, found)

    def _elsewhere(self, wanted: ModuleId) -> tuple[Module, ...]:
        path = self._roots[wanted.root].search_path
        having, modules = self._having_of(wanted.name)
        if having.isdisjoint(path):
            return modules  # One object for all that ask: in a large monorepo thousands of roots may have it.
        return tuple(module for module in modules if module.id.root not in path)

    def _having_of(self, name: str) -> tuple[frozenset[str], tuple[Module, ...]]:
        """Return the roots that have a module of a name, each by itself, and their modules."""
        if name not in self._having:
            top = top_level(name)
            if top not in self._below:
                self._below[top] = self._walk_below(top)
            modules = tuple(module_of(root, name, found) for root, found in self._below[top].get(name, ()))
            self._having[name] = frozenset(module.id.root for module in modules), modules
        return self._having[name]

    def _walk_below(self, top: str) -> dict[str, list[tuple[str, Found]]]:
        """Return what each root has under a top-level name, by dotted name: looked for once, not name by name."""
        below: dict[str, list[tuple[str, Found]]] = {}
        for root in self._providers.get(top, ()):
            waiting = [(top, self._index.find(top, [root]))]
            while waiting:
                name, found = waiting.pop()
                if found is not None:
                    below.setdefault(name, []).append((root, found))
                    inner = {part for directory in found.directories for part in self._index.names(directory)}
                    waiting.extend((f"{name}.{part}", self._index.find(part, found.directories)) for part in inner)
        return below

    def _distribution(self, root: str, top: str) -> str:
        return self._declared.get(self._roots[root].project, {}).get(top, "")

    def _walk_root(self, root: SourceRoot) -> Iterator[Module]:
        namespaces = Namespaces(self._index, self._roots.keys(), but=root.nested)
        for module in root.names:
            yield module
            if module.directory:
                yield from self._walk(root.path, module, namespaces)
        for name, found in self._index.names(root.path).items():
            if _is_only_run(name, found) and (name != "__init__" or self.owner(found.path) == (root.path, name)):
                yield module_of(root.path, name, found)

    def _walk(self, root: str, package: Module, namespaces: Namespaces) -> Iterator[Module]:
        for name, found in self._index.names(package.directory).items():
            if not is_part(name, found, package.kind):
                continue
            if found.kind is ModuleKind.NAMESPACE and not namespaces.holds_modules(found.directories[0]):
                continue
            module = module_of(root, f"{package.id.name}.{name}", found)
            yield module
            if module.directory:
                yield from self._walk(root, module, namespaces)


def _is_only_run(name: str, found: Found) -> bool:
    """Return whether a file's name is none that an import statement can write: it is run, or imported by a string."""
    return not found.directories and not is_importable(name)


def _providers(roots: Sequence[SourceRoot]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for root in roots:
        for module in root.names:
            found.setdefault(module.id.name, []).append(root.path)
    return {name: tuple(providers) for name, providers in found.items()}
