"""What a rule is given: the whole project, read once and never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from importlint.config import Config
from importlint.first_entries import first_entries
from importlint.graph.cycles import Cycle
from importlint.graph.defined_names import DefinedNames
from importlint.graph.import_graph import Edge, ImportGraph
from importlint.graph.tree_graph import graph_of_tree
from importlint.import_time import find_import_time_cycles
from importlint.machine.aside import Aside, here
from importlint.machine.beginnings import Beginnings
from importlint.machine.collisions import Collisions
from importlint.machine.memory import Memory, Store
from importlint.machine.programs import settings_of
from importlint.machine.runs import Run, run_first_imports, running_launches
from importlint.machine.vm import Settings
from importlint.machine.witnesses import Witnesses
from importlint.model.contract import Contract
from importlint.model.diagnostic import Diagnostic
from importlint.model.facts import FileFacts
from importlint.model.launch import Launch
from importlint.model.root import Module, ModuleId, ModuleKind, SourceRoot
from importlint.model.trace import Trace
from importlint.model.tree import Tree
from importlint.model.versions import DEFAULT
from importlint.resolve.built import outside_names
from importlint.resolve.launches.find import find_launches
from importlint.resolve.launches.known import Known
from importlint.resolve.metadata import Metadata
from importlint.resolve.resolver import Resolver
from importlint.resolve.search_path import PathIndex
from importlint.scan.run import ReadBatches, read_batches, scan_files


@dataclass(frozen=True, eq=False, kw_only=True)
class Project:
    """Everything known of a project; it equals itself alone, so that what is made of it can be kept beside it.

    facts: by path, sorted. modules: by id, sorted. modules_by_path: all modules that one file is, the one of the
    innermost source root first. contested: top-level name -> its providers, one for each source root, where they are
    different and do not merge as portions of one namespace package.
    diagnostics: what was wrong with the listing and with project files.
    cycles: the strongly connected components of the imports that run on import, assumed ones left out.
    names: which names modules define. settings: what the machine runs entries with.
    runs: what happens in the launches in which it can matter. witnesses: the same, by what they ran and loaded.
    first_imports: what happens when a module of a cycle is the first to be imported; of large cycles some are tried.
    namespace: names that the configuration declares to be namespace packages. contracts: the boundaries that it
    declares. config_file: its name, "" for none.
    """

    tree: Tree
    facts: Mapping[str, FileFacts]
    index: PathIndex
    roots: tuple[SourceRoot, ...]
    resolver: Resolver
    graph: ImportGraph
    modules: Mapping[ModuleId, Module]
    modules_by_path: Mapping[str, tuple[Module, ...]]
    contested: Mapping[str, tuple[Module, ...]]
    cycles: tuple[Cycle, ...]
    names: DefinedNames
    settings: Settings
    witnesses: Witnesses
    launches: tuple[Launch, ...] = ()
    runs: tuple[Run, ...] = ()
    first_imports: Mapping[ModuleId, Trace] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    target_version: tuple[int, int] = DEFAULT
    first_party: tuple[str, ...] = ()
    namespace: tuple[str, ...] = ()
    contracts: tuple[Contract, ...] = ()
    config_file: str = ""

    def root(self, path: str) -> SourceRoot:
        """Return the source root at a directory."""
        return self._roots[path]

    @cached_property
    def _roots(self) -> Mapping[str, SourceRoot]:
        return {root.path: root for root in self.roots}

    def is_root(self, path: str) -> bool:
        """Return whether a directory is a source root."""
        return path in self._roots

    def modules_at(self, path: str) -> tuple[Module, ...]:
        """Return the modules that a file is, the one of the innermost source root first; () for no module."""
        return self.modules_by_path.get(path, ())

    def module_at(self, path: str) -> Module | None:
        """Return the module that a file is in the innermost source root around it."""
        return next(iter(self.modules_at(path)), None)

    def importers_of(self, module: ModuleId) -> tuple[Edge, ...]:
        """Return the edges that end at a module."""
        return self.graph.importers_of(module)

    def imports_of(self, module: ModuleId) -> tuple[Edge, ...]:
        """Return the edges that start at a module, in source order."""
        return self.graph.imports_of(module)


def build_project(
    tree: Tree,
    config: Config,
    *,
    launches: tuple[Launch, ...] = (),
    read: ReadBatches = read_batches,
    facts: Mapping[str, FileFacts] | None = None,
    store: Store | None = None,
    aside: Aside = here,
) -> Project:
    """Build the project that a tree holds, on disk or in memory.

    read: can share the reading among processes. facts: those of all Python files, by path and sorted, where known.
    store: has what the machine saw in earlier runs. aside: may run launches while the rest is done.
    """
    metadata = Metadata(tree)
    if facts is None:
        facts = scan_files(tree, tree.python_files, read)
    found = graph_of_tree(tree, metadata, facts, config.roots, config.target_version)
    index, roots, resolver, graph = found.index, found.roots, found.resolver, found.graph
    contested = _contested(roots)
    known = Known(
        facts=facts,
        roots=roots,
        index=index,
        metadata=metadata,
        dependencies=found.dependencies,
        configured=config.launches,
        config_file=config.source.rpartition("/")[2],
    )
    given = launches or find_launches(known)
    outside = outside_names(metadata, found.declared)
    settings = settings_of(tree, index, config.target_version, outside, syntax=config.syntax_version)
    memory = Memory(
        store, settings, config.target_version, config.syntax_version, sorted(outside), sorted(found.extended)
    )
    collisions = Collisions(facts, index, graph, roots, contested=contested, shadowing=_shadowing(roots, resolver))
    beginnings = Beginnings(settings)
    with running_launches(beginnings, tuple(collisions.choose(given)), memory, aside) as launched:
        cycles = find_import_time_cycles(graph, beginnings, memory)
        first_imports = run_first_imports(beginnings, first_entries(graph, cycles), memory)
        runs = launched()
    memory.end()
    return Project(
        tree=tree,
        facts=facts,
        index=index,
        roots=roots,
        resolver=resolver,
        graph=graph,
        modules=graph.modules,
        modules_by_path=_by_path(graph.modules),
        contested=contested,
        cycles=cycles,
        names=DefinedNames(tree, facts, graph),
        settings=settings,
        launches=given,
        runs=runs,
        witnesses=Witnesses(runs),
        first_imports=first_imports,
        diagnostics=(*tree.diagnostics, *metadata.diagnostics),
        target_version=config.target_version,
        first_party=config.first_party,
        namespace=config.namespace,
        contracts=config.contracts,
        config_file=known.config_file,
    )


def _by_path(modules: Mapping[ModuleId, Module]) -> dict[str, tuple[Module, ...]]:
    found: dict[str, list[Module]] = {}
    for module in modules.values():
        if module.path:
            found.setdefault(module.path, []).append(module)
    return {path: tuple(sorted(names, key=_innermost_first)) for path, names in sorted(found.items())}


def _innermost_first(module: Module) -> tuple[int, ModuleId]:
    root = module.id.root
    return (0 if root == "." else -len(root), module.id)


def _contested(roots: Sequence[SourceRoot]) -> dict[str, tuple[Module, ...]]:
    providers: dict[str, list[Module]] = {}
    for root in roots:
        for module in root.names:
            providers.setdefault(module.id.name, []).append(module)
    return {name: tuple(found) for name, found in sorted(providers.items()) if _are_contested(found)}


def _shadowing(roots: Sequence[SourceRoot], resolver: Resolver) -> set[str]:
    """Return the roots that provide a top-level name which a dependency of their project provides as well."""
    names = ((root.path, module.id.name) for root in roots for module in root.names if module.path)
    return {root for root, name in names if resolver.is_declared(root, name)}


def _are_contested(providers: Sequence[Module]) -> bool:
    different = {module.path or module.directory for module in providers}
    return len(different) > 1 and any(module.kind is not ModuleKind.NAMESPACE for module in providers)
