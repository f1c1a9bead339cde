"""Where source roots that contest a name meet in one process, as far as the text of the project tells."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from importlint.model.facts import FileFacts, PathEdit
from importlint.model.finding import Step
from importlint.model.launch import Launch
from importlint.model.location import START, Location, Span
from importlint.model.names import top_level
from importlint.model.roles import is_test
from importlint.model.root import Evidence, Module, SourceRoot
from importlint.model.wording import listing
from importlint.namings import files_naming
from importlint.patterns import regex
from importlint.project import Project
from importlint.resolve.directories import child, folder, is_under, upward
from importlint.resolve.launches.sight import Providers

_TEXT_LITERAL = regex(r""""([^"]*)"|'([^']*)'""")
_ADDS = frozenset({"insert", "append", "extend", "assign", "augment", "addsitedir"})


class Meeting(NamedTuple):
    """Evidence that one process sees several source roots."""

    roots: tuple[str, ...]
    step: Step


@lru_cache(maxsize=1)  # Several rules ask.
def find_meetings(project: Project) -> dict[str, tuple[Meeting, ...]]:
    """Find, for each contested name, the evidence that one process sees two of its providers.

    Evidence is: two of them on the search path of one source root, or of one launch as it begins or as the machine sees
    it end; a file whose path edits name two of them; a file, or the tests of one source root, with imports that no
    provider can satisfy alone. Of one file the first evidence counts.
    """
    needs = _needs(project)
    having = _roots_having(project, {name for wanted in needs.values() for names in wanted.values() for name in names})
    editing = {path: facts for path, facts in project.facts.items() if facts.path_edits}
    return {
        name: _first_of_each_file(
            (
                *_on_search_paths(project, Providers(modules)),
                *_in_path_edits(editing, modules),
                *_in_launches(project, Providers(modules)),
                *_in_imports(needs.get(name, {}), having),
            )
        )
        for name, modules in project.contested.items()
    }


def _first_of_each_file(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    found: dict[str, Meeting] = {}
    for meeting in meetings:
        found.setdefault(meeting.step.location.path, meeting)
    return tuple(found.values())


def is_arranged(project: Project, path: str) -> bool:
    """Return whether a file, or a `conftest.py` beside or above it, adds something to `sys.path`.

    What that is need not be visible in the text.
    """
    conftests = (project.facts.get(child(directory, "conftest.py")) for directory in upward(folder(path)))
    found = (project.facts[path], *(facts for facts in conftests if facts is not None))
    return any(edit.operation in _ADDS for facts in found for edit in facts.path_edits)


def _on_search_paths(project: Project, providers: Providers) -> Iterator[Meeting]:
    seen: set[tuple[str, ...]] = set()
    for root in project.roots:
        both = _roots_of(providers.in_roots(root.search_path))
        if len(both) > 1 and both not in seen and not _is_refuted(project, root.path, providers):
            seen.add(both)
            shared = _shared_evidence(project, both)
            place = _location(shared) if shared else _crossing(project, root, both) or _location(root.evidence)
            yield _meeting(both, place, f"{listing(both)} are on one search path")


def _roots_of(modules: Iterable[Module]) -> tuple[str, ...]:
    return tuple(module.id.root for module in modules)


def _is_refuted(project: Project, root: str, providers: Providers) -> bool:
    """Return whether command lines start processes with a root, and none of these sees two of the providers.

    What a root needs beside it may lie elsewhere as it runs: a copy of one package, and not of what is beside that.
    """
    seen = [len(providers.seen_by(launch)) for launch in _stated_launches(project).get(root, ())]
    return bool(seen) and max(seen) < 2


@lru_cache(maxsize=1)
def _stated_launches(project: Project) -> dict[str, list[Launch]]:
    """Return the launches of command lines by the directories of their search paths."""
    found: dict[str, list[Launch]] = {}
    for launch in project.launches:
        for directory in dict.fromkeys(launch.search_path) if launch.is_stated else ():
            found.setdefault(directory, []).append(launch)
    return found


def _crossing(project: Project, root: SourceRoot, roots: Sequence[str]) -> Location | None:
    """Return the first import by which a root takes a module of another one."""
    edges = (edge for module in project.resolver.modules(root.path) for edge in project.imports_of(module.id))
    found = (edge for edge in edges if edge.imported.root in roots and edge.imported.root != root.path)
    return min((edge.location for edge in found), default=None)


def _shared_evidence(project: Project, roots: Sequence[str]) -> list[Evidence]:
    """Return evidence of one line that names several roots, such as a PYTHONPATH."""
    evidence = [found for root in roots for found in project.root(root).evidence]
    times = Counter(found[:2] for found in evidence)
    return [found for found in evidence if found.line and times[found[:2]] > 1]


def _in_launches(project: Project, providers: Providers) -> Iterator[Meeting]:
    ends = {run.launch.name: run.trace.search_path for run in project.runs}
    for launch in project.launches:
        end = ends.get(launch.name, ())
        both = _roots_of(providers.seen_by(launch, end))
        if len(both) > 1 and not is_guessed_session(project, launch) and not _is_guess(project, launch, providers, end):
            yield _meeting(both, _location(launch.evidence), f"`{launch.command}` sees {listing(both)}")


def _is_guess(project: Project, launch: Launch, providers: Providers, ends: Sequence[str]) -> bool:
    """Return whether a launch only begins with what its source root is taken to see, and command lines refute that."""
    is_inferred = not launch.is_stated and launch.session is None and {*ends} <= {*launch.search_path}
    first = next((root for root in launch.search_path[:1] if project.is_root(root)), None)
    return first is not None and is_inferred and _is_refuted(project, first, providers)


def is_guessed_session(project: Project, launch: Launch) -> bool:
    """Return whether nothing says that pytest begins there.

    There is no configuration; or commands test one part each, or parts have configurations of their own.
    """
    session = launch.session
    if session is None or launch.is_stated:
        return False
    if not session.config:
        return True
    own = {load.path for load in session.loads}
    return any(
        part.files < own and (part.is_stated or _is_below(part.config, session.config))
        for path in ("", *own)
        for part in _parts(project).get(path, ())
    )


class _Part(NamedTuple):
    """What one session tests."""

    files: frozenset[str]
    config: str
    is_stated: bool


@lru_cache(maxsize=1)
def _parts(project: Project) -> dict[str, list[_Part]]:
    """Return what sessions test, by the first file of each, "" if there is none."""
    found: dict[str, list[_Part]] = {}
    for launch in project.launches:
        if launch.session is not None:
            files = frozenset(load.path for load in launch.session.loads if not load.is_conftest)
            part = _Part(files, launch.session.config, launch.is_stated)
            found.setdefault(min(files, default=""), []).append(part)
    return found


def _is_below(path: str, other: str) -> bool:
    return bool(path) and folder(path) != folder(other) and is_under(path, folder(other))


def _meeting(roots: Iterable[str], place: Location, message: str) -> Meeting:
    return Meeting(tuple(sorted(roots)), Step(location=place, message=message))


def _location(evidence: Sequence[Evidence]) -> Location:
    path, line, _ = evidence[0]
    return Location(path, Span(line, 1, line, 1) if line else START)


def _in_path_edits(editing: Mapping[str, FileFacts], providers: Sequence[Module]) -> Iterator[Meeting]:
    roots = [module.id.root for module in providers]
    owners = _owners_of_parts(roots)
    for path, facts in editing.items():
        edits = _edits_naming(facts, roots, owners)
        named = sorted({root for _, roots in edits for root in roots})
        if len(named) > 1:
            place = Location(path, next(edit.span for edit, roots in edits if roots))
            yield _meeting(named, place, f"{listing(named)} are put on `sys.path` here")


def path_edits_to(facts: FileFacts, roots: Sequence[str]) -> list[tuple[PathEdit, list[str]]]:
    """Return the edits of a file that add something to `sys.path`, each with the directories that its text names.

    A text names a directory when one of its literals has a part of the path that no other of the directories has.
    """
    return _edits_naming(facts, roots, _owners_of_parts(roots) if facts.path_edits else {})


def _owners_of_parts(roots: Sequence[str]) -> dict[str, str]:
    """Return the parts of paths that only one of the directories has, and which one that is."""
    parts = {root: set(root.split("/")) - {"."} for root in roots}
    times = Counter(part for own in parts.values() for part in own)
    return {part: root for root, own in parts.items() for part in own if times[part] == 1}


def _edits_naming(
    facts: FileFacts, roots: Sequence[str], owners: Mapping[str, str]
) -> list[tuple[PathEdit, list[str]]]:
    adding = (edit for edit in facts.path_edits if edit.operation in _ADDS)
    return [(edit, sorted(_named(edit.argument, owners), key=roots.index)) for edit in adding]


def _named(argument: str, owners: Mapping[str, str]) -> set[str]:
    found = {part for match in _TEXT_LITERAL.finditer(argument) for part in (match[1] or match[2] or "").split("/")}
    return {owners[part] for part in found if part in owners}


_Wanted = dict[str, Location]


def _needs(project: Project) -> dict[str, dict[str, _Wanted]]:
    """Return, for each contested name, what each process asks of it: module name -> first place.

    A process is a file, or all tests of one source root, since one test session imports them all. Files of a provider
    are left out: they mean their own.
    """
    providers = {name: {module.id.root for module in found} for name, found in project.contested.items()}
    needs: defaultdict[str, dict[str, _Wanted]] = defaultdict(dict)
    for path in files_naming(project, project.contested):
        module = project.module_at(path)
        root = module.id.root if module else ""
        process = f"{root} (tests)" if module and is_test(path) else path
        for statement in project.facts[path].imports:
            for name in statement.absolute:
                if "." in name and root not in providers.get(top_level(name), (root,)):
                    wanted = needs[top_level(name)].setdefault(process, {})
                    wanted.setdefault(name, Location(path, statement.span))
    return needs


def _in_imports(needs: Mapping[str, _Wanted], having: Mapping[str, frozenset[str]]) -> Iterator[Meeting]:
    for wanted in needs.values():
        roots = [having[name] for name in wanted]
        if all(roots) and not frozenset[str].intersection(*roots):
            place = max(wanted.values())
            yield _meeting(frozenset[str]().union(*roots), place, f"no one root has {listing(sorted(wanted))}")


def _roots_having(project: Project, names: Collection[str]) -> dict[str, frozenset[str]]:
    """Return the source roots that have a module of each name, of those that provide its top-level name."""
    having: dict[str, set[str]] = {name: set() for name in names}
    for module in project.modules:
        if module.name in having:
            having[module.name].add(module.root)
    providers = {name: {module.id.root for module in found} for name, found in project.contested.items()}
    return {name: frozenset(providers[top_level(name)] & roots) for name, roots in having.items()}
