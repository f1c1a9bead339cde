"""What the absolute names in a file mean: which of the packages that move, if any, and how that is known."""

from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from importlint.codemods.moves.relocation import Relocation, Relocations, prefixes
from importlint.machine.beginnings import Beginnings
from importlint.machine.entries import run_script
from importlint.machine.programs import settings_of
from importlint.model.names import join, top_level
from importlint.model.root import ModuleId, ModuleKind
from importlint.model.trace import PathChange, Trace
from importlint.processes import is_arranged
from importlint.project import Project
from importlint.resolve.dependencies import declared_names, find_dependencies
from importlint.resolve.directories import is_under
from importlint.resolve.metadata import Metadata
from importlint.resolve.projects import find_marked, find_projects
from importlint.resolve.resolver import Origin


class Meant(NamedTuple):
    """What a name means: what moves it, and the source root under which the importer finds it."""

    relocation: Relocation
    root: str

    def renamed(self) -> tuple[int, str] | None:
        """Return how many leading parts of the name change, and what they become; None if nothing can."""
        return prefixes(self.relocation, self.root)


class Unclear(NamedTuple):
    """A name of which nobody can say which package is meant.

    why: in words. among: the source roots whose packages it may mean. name: the first part of it. works: whether the
    import succeeds as the file is run.
    """

    why: str
    among: tuple[str, ...] = ()
    name: str = ""
    works: bool = False


Meaning = Meant | Unclear | None


class Meanings:
    """Answers for every file of a project; files that arrange `sys.path` themselves are run by the import machine."""

    def __init__(self, project: Project, relocations: Relocations) -> None:
        """Prepare for some relocations."""
        self.project = project
        self.relocations = relocations
        self._traces: dict[str, Trace] = {}

    def of_import(self, path: str, line: int, name: str, taken: Sequence[str] = ()) -> Meaning:
        """Say what an absolute name in an import statement means; `taken` is what stands after `from name import`."""
        if top_level(name) not in self._tops(path):
            return None
        found = self._of_import(path, line, name, taken)
        return found._replace(name=top_level(name)) if isinstance(found, Unclear) else found

    def _of_import(self, path: str, line: int, name: str, taken: Sequence[str]) -> Meaning:
        static = self._static(path, name, taken)
        if isinstance(static, Unclear) or not is_arranged(self.project, path):
            return static or self._by_elimination(path, line, name, taken)
        if isinstance(static, Meant) and _is_own(path, static.relocation):
            return static
        return self._by_machine(path, line, name, taken) or static or self._by_elimination(path, line, name, taken)

    def of_text(self, path: str, name: str) -> Meaning:
        """Say what a dotted name in a string of a file means: a module, with what it defines behind it."""
        if top_level(name) not in self._tops(path):
            return None
        found = self._static(path, name, ())
        if found is None and is_arranged(self.project, path):
            found = self._on_path(path, name, ())
        return found or self._by_elimination(path, 0, name, ())

    def _tops(self, path: str) -> frozenset[str]:
        """Return the first parts of the names by which a file may mean something that moves."""
        outer = (relocation.path.split("/")[0] for relocation in self.relocations if path)
        return self.relocations.names | frozenset(outer)

    def _static(self, path: str, name: str, taken: Sequence[str]) -> Meaning:
        """Return what the search path of the file's source roots says; None if the name is not found there."""
        answers = {self._in_root(root, name, taken) for root in self._roots(path)}
        answers.discard(None)
        if len(answers) > 1:
            among = tuple(sorted({answer.root for answer in answers if isinstance(answer, Meant)}))
            return Unclear("the file can be imported under several names, and each means another package", among)
        return next(iter(answers), None)

    def _in_root(self, root: str, name: str, taken: Sequence[str]) -> Meaning:
        places = {self._place(root, wanted) for wanted in (name, *(join(name, each) for each in taken))}
        places.discard(None)
        meant = {place for place in places if place is not None and place.relocation is not None}
        if not meant:
            return None
        relocations = {place.relocation for place in meant if place.relocation is not None}
        if len(relocations) > 1 or any(place.is_regular and place.relocation is None for place in places if place):
            return Unclear("the names come from several directories", tuple(sorted(place.root for place in meant)))
        place = next(iter(meant))
        return Meant(place.relocation, place.root) if place.relocation is not None else None

    def _place(self, root: str, name: str) -> "_Place | None":
        found = self.project.resolver.resolve(root, name)
        if found.origin in {Origin.MISSING, Origin.GENERATED} and found.found:
            found = self.project.resolver.resolve(root, found.found)
        if found.origin is not Origin.PROJECT or found.module is None:
            return None
        module = found.module
        relocation = self.relocations.around(module.path or module.directory)
        if relocation is not None and is_under(module.id.root, relocation.path):
            relocation = None  # The directory on the search path moves as a whole, and names below it stay.
        return _Place(relocation, module.id.root, is_regular=module.kind is not ModuleKind.NAMESPACE)

    def _roots(self, path: str) -> tuple[str, ...]:
        """Return the source roots of a file: those that it is a module of, else the innermost one around it."""
        modules = tuple(dict.fromkeys(module.id.root for module in self.project.modules_at(path)))
        around = [root.path for root in self.project.roots if is_under(path, root.path)]
        return modules or tuple(sorted(around, key=lambda root: -len(root) if root != "." else 0)[:1])

    def _by_machine(self, path: str, line: int, name: str, taken: Sequence[str]) -> Meaning:
        """Return what the file gets when it is run; None if that cannot be told."""
        trace = self.trace(path)
        events = [event for event in trace.events if (event.path, event.line, event.name) == (path, line, name)]
        got = {event.resolved for event in events if event.outcome == "ok" and event.resolved}
        if len(got) != 1:
            return None if events else self._on_path(path, name, taken)
        relocation = self.relocations.around(got.pop())
        if relocation is None:
            return None
        last = self._last_put(trace.path_changes, path, line, frozenset(self._owners(name)))
        if last and relocation.root not in last:
            why = f"it gets {relocation.root}'s, but {' and '.join(last)} was put on sys.path for it"
            return Unclear(why, tuple(sorted({relocation.root, *last})), works=True)
        return Meant(relocation, relocation.root)

    def _on_path(self, path: str, name: str, taken: Sequence[str]) -> Meaning:
        """Return what a deferred import gets, if `sys.path` stays as the file leaves it."""
        roots = [root for root in self.trace(path).search_path if root in self._owners(name)]
        having = [root for root in roots if self._has(root, name, taken)]
        if not having or having[0] != roots[0]:
            return None
        relocation = self.relocations.of(having[0], name)
        return Meant(relocation, having[0]) if relocation is not None else None

    @staticmethod
    def _last_put(changes: Sequence[PathChange], path: str, line: int, owners: frozenset[str]) -> tuple[str, ...]:
        """Return which of some roots the file itself put on `sys.path` last before a line."""
        above = [change for change in changes if change.path == path and change.line < line]
        put = [tuple(place for place in change.directories if place in owners) for change in above]
        return next((roots for roots in reversed(put) if roots), ())

    def _by_elimination(self, path: str, line: int, name: str, taken: Sequence[str]) -> Meaning:
        return self._places(path, line, name, taken) if top_level(name) in self.relocations.names else None

    def _places(self, path: str, line: int, name: str, taken: Sequence[str]) -> Meaning:
        """Return the only package that has what is asked for; another could not satisfy the import."""
        if any(self._is_others(root, name) for root in self._roots(path)):
            return None
        having = tuple(root for root in self._owners(name) if self._has(root, name, taken))
        partly = next((root for root in self._roots(path) if self.project.resolver.resolve(root, name).found), None)
        if partly is not None:
            return Unclear(f"`{top_level(name)}` is found in {partly}, where it has nothing of this", having)
        if len(having) == 1:
            relocation = self.relocations.of(having[0], name)
            return Meant(relocation, having[0]) if relocation is not None else None
        if not having:
            return Unclear("no package has this")
        events = chain.from_iterable(run.trace.events for run in self.project.runs)
        works = any((event.path, event.line, event.outcome) == (path, line, "ok") for event in events)
        return Unclear(f"{len(having)} packages have this", having, works=works)

    def _is_others(self, root: str, name: str) -> bool:
        origin = self.project.resolver.resolve(root, name).origin
        return origin in {Origin.STDLIB, Origin.DEPENDENCY, Origin.PROJECT}

    def _owners(self, name: str) -> tuple[str, ...]:
        return tuple(module.id.root for module in self.project.contested.get(top_level(name), ()))

    def _has(self, root: str, name: str, taken: Sequence[str]) -> bool:
        """Return whether a root has a module with all the names that are taken from it."""
        index, module = self.project.index, ModuleId(root, name)
        if index.find_dotted(name, [root]) is None:
            return False
        names = [each for each in taken if each != "*" and index.find_dotted(join(name, each), [root]) is None]
        known = module in self.project.modules
        return not (known and any(self.project.names.lacks(module, each) for each in names))

    def path_changes(self, path: str) -> tuple[PathChange, ...]:
        """Return what a file itself puts on `sys.path` when it is run as a script, with nothing on PYTHONPATH."""
        changes = run_script(self._beginnings, path).path_changes
        return tuple(change for change in changes if change.path == path)

    def trace(self, path: str) -> Trace:
        """Return what happens when a file is run as a script, with its own source roots on PYTHONPATH."""
        if path not in self._traces:
            roots = dict.fromkeys(
                chain.from_iterable(self.project.root(root).search_path for root in self._roots(path))
            )
            self._traces[path] = run_script(self._beginnings, path, python_path=tuple(roots))
        return self._traces[path]

    @cached_property
    def _beginnings(self) -> Beginnings:
        project = self.project
        metadata = Metadata(project.tree)
        dependencies = find_dependencies(metadata, find_projects(find_marked(metadata), project.index))
        declared = frozenset(chain.from_iterable(declared_names(dependencies).values()))
        return Beginnings(settings_of(project.tree, project.index, project.target_version, declared))


class _Place(NamedTuple):
    """Where a name is found: what moves that, under which root; `is_regular`: it is more than a portion."""

    relocation: Relocation | None
    root: str
    is_regular: bool


def _is_own(path: str, relocation: Relocation) -> bool:
    """Return whether a file belongs to the same service as what it names."""
    return relocation.root != "." and is_under(path, relocation.root)
