"""Which launches are worth running: those in which names can come to mean something else than they seem to.

One name two files, or one file two names; or a relative import leads out of the package that it begins in.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

from importlint.graph.import_graph import ImportGraph
from importlint.graph.reach import Reach
from importlint.model.facts import FileFacts, ImportStatement, Timing
from importlint.model.launch import Launch, LaunchKind, Load
from importlint.model.names import join, top_level
from importlint.model.root import Module, SourceRoot
from importlint.resolve.directories import folder, is_under, upward
from importlint.resolve.launches.sight import Providers
from importlint.resolve.search_path import PathIndex

# Of launches that are guessed and lack the same names.
_ENOUGH: Final = 8


class Collisions:
    """What decides it: which files change `sys.path` or `sys.modules`, which names are contested, who has them.

    shadowing: the roots that have a name of a third party's package as well.
    """

    def __init__(
        self,
        facts: Mapping[str, FileFacts],
        index: PathIndex,
        graph: ImportGraph,
        roots: Sequence[SourceRoot],
        *,
        contested: Mapping[str, Sequence[Module]],
        shadowing: Collection[str],
    ) -> None:
        """Note the directories below which something is changed."""
        self._facts = facts
        self._index = index
        self._graph = graph
        self._roots = roots
        self._contested = [Providers(modules) for modules in contested.values()]
        self._shadowing = frozenset(shadowing)
        self._editing = frozenset(path for path, found in facts.items() if found.path_edits or found.table_edits)
        self._editing_below = frozenset(directory for path in self._editing for directory in upward(folder(path)))

    def choose(self, launches: Iterable[Launch]) -> Iterator[Launch]:
        """Yield the launches that are worth running.

        Of those that nobody has stated, and that lack the same names or begin with the same search path, some are
        enough: they tell the same.
        """
        alike: Counter[tuple[str, ...]] = Counter()
        for launch in launches:
            if self._may_happen_in(launch) or self._may_climb_out(launch):
                yield launch
                continue
            likeness = self._lacked_names(launch) or (launch.search_path if self._nests(launch) else ())
            alike[likeness] += not launch.is_stated
            if likeness and (launch.is_stated or alike[likeness] <= _ENOUGH):
                yield launch

    def _may_happen_in(self, launch: Launch) -> bool:
        """Return whether a launch can see two roots of one name, or has files that change where names are found."""
        if any(path in self._editing for path in _own_files(launch)) or _names_twice(launch):
            return True
        directories = _directories(launch)
        if any(place in self._shadowing for place in directories):
            return True
        if any(place in self._editing_below for place in directories) and self._reaches_edits(launch):
            return True
        return any(len(providers.seen_by(launch)) > 1 for providers in self._contested)

    def _may_climb_out(self, launch: Launch) -> bool:
        """Return whether a stated launch searches a directory that relative imports below it lead out of."""
        return launch.is_stated and not self._climbed.isdisjoint(_directories(launch))

    @cached_property
    def _climbed(self) -> frozenset[str]:
        """The directories that relative imports lead up to or past, when their packages are counted from there."""
        found: set[str] = set()
        for path, facts in self._facts.items():
            level = max((each.level for each in facts.imports if each.timing is Timing.EAGER), default=0)
            found.update(islice(upward(folder(path)), level))
        return frozenset(found)

    def _nests(self, launch: Launch) -> bool:
        """Return whether an entry of the search path lies in another, and its files are asked for by both names."""
        path = dict.fromkeys(launch.search_path)
        pairs = [(inner, outer) for inner in path for outer in upward(inner) if outer in path and outer != inner]
        own = {launch.entry, *(load.name for load in _loads(launch))} if pairs else set[str]()
        return any(self._has_two_names(launch, own, inner, outer) for inner, outer in pairs)

    def _has_two_names(self, launch: Launch, own: Collection[str], inner: str, outer: str) -> bool:
        way = _dotted(inner, outer)
        if way not in self._asked:
            return False
        here = self._index.names(inner)
        begins_here = is_under(launch.entry, inner) and _dotted(launch.entry.removesuffix(".py"), outer) in self._asked
        return begins_here or any(top_level(name) in here for name in own) or any(name in self._asked for name in here)

    def _reaches_edits(self, launch: Launch) -> bool:
        """Return whether a launch comes to a file that edits, or to one of which nobody knows what it comes to."""
        files = self._first_files(launch)
        return not files or not self._uncertain.isdisjoint(files)

    def _first_files(self, launch: Launch) -> list[str]:
        """Return the files that a launch begins with, [] if they are not known."""
        if launch.container is not None or launch.kind is LaunchKind.CODE:
            return []
        if launch.session is not None:
            return [load.path for load in _loads(launch)]
        if launch.entry in self._facts:
            return [launch.entry]
        parts = launch.entry.split(".")
        names = (".".join(parts[:end]) for end in range(1, len(parts) + 1))
        found = [self._index.find_dotted(name, launch.search_path) for name in (*names, f"{launch.entry}.__main__")]
        return [module.path for module in found if module is not None and module.path]

    @cached_property
    def _uncertain(self) -> frozenset[str]:
        """The files from which one is reached that edits, or that imports by a name that it makes up."""
        dynamic = (path for path, found in self._facts.items() if found.dynamic_imports)
        return Reach(self._graph).files_reaching((*self._editing, *dynamic))

    @cached_property
    def _asked(self) -> frozenset[str]:
        """The names that absolute imports ask for, and their parents."""
        asked: set[str] = set()
        for name in {name for found in self._facts.values() for each in found.imports for name in _names(each)}:
            while name and name not in asked:
                asked.add(name)
                name = name.rpartition(".")[0]  # noqa: PLW2901
        return frozenset(asked)

    @cached_property
    def _providing(self) -> Mapping[str, set[str]]:
        """The source roots that provide each top-level name."""
        providing: defaultdict[str, set[str]] = defaultdict(set)
        for root in self._roots:
            for module in root.names:
                providing[module.id.name].add(root.path)
        return providing

    def _lacked_names(self, launch: Launch) -> tuple[str, ...]:
        """Return the names that a launch's first file imports, and that only roots off its search path have."""
        module = self._index.find_dotted(launch.entry, launch.search_path) if launch.entry not in self._facts else None
        found = self._facts.get(module.path if module is not None else launch.entry)
        names = {top_level(name) for statement in found.imports for name in statement.absolute} if found else set[str]()
        path = set(launch.search_path)
        return tuple(sorted(name for name in names if not path & self._providing.get(name, path)))


def _names(statement: ImportStatement) -> Iterator[str]:
    yield from statement.absolute
    if statement.is_from and not statement.level:
        yield from (join(statement.module, alias.name) for alias in statement.names)


def _dotted(path: str, directory: str) -> str:
    return path.removeprefix("" if directory == "." else f"{directory}/").replace("/", ".")


def _loads(launch: Launch) -> tuple[Load, ...]:
    return launch.session.loads if launch.session is not None else ()


def _own_files(launch: Launch) -> Iterator[str]:
    yield launch.entry
    yield from (load.path for load in _loads(launch))


def _names_twice(launch: Launch) -> bool:
    """Return whether a session imports two test modules under one name."""
    times = Counter(load.name for load in _loads(launch) if not load.is_conftest)
    return any(count > 1 for count in times.values())


def _directories(launch: Launch) -> Iterable[str]:
    if launch.container is None:
        return launch.search_path
    return {folder(here) for _, here in launch.container.files}
