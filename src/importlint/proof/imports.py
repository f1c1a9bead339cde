"""Import what a change touches and what imports that, each in a fresh interpreter, before and after it."""
# ruff: noqa: PTH118

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from importlint.model.change import ChangeSet, is_within
from importlint.model.wording import count
from importlint.project import Project
from importlint.proof.check import Check
from importlint.proof.programs import Ran, run_python

_SECONDS = 60.0
_SHOWN = 5
_MOST_IMPORTERS = 100
_IMPORT = "import importlib, sys; sys.path[:1] = sys.argv[2:]; importlib.import_module(sys.argv[1])"


class Entry(NamedTuple):
    """A module to import first: its name, the directories on the search path, the first of which is where to stand."""

    name: str
    search_path: tuple[str, ...]


def touched_modules(project: Project, changes: ChangeSet) -> dict[str, Entry]:
    """Return the modules of the files that a change touches, and the first of those that import them.

    They are found by their path, as the project has it before the change.
    """
    touched = {path for path in project.facts if _is_touched(path, changes)}
    modules = (module.id for path in touched for module in project.modules_at(path))
    importers = sorted({edge.path for module in modules for edge in project.importers_of(module)} - touched)
    return _entries(project, sorted({*touched, *importers[:_MOST_IMPORTERS]}))


def moved_modules(project: Project, changes: ChangeSet, before: Iterable[str]) -> dict[str, Entry]:
    """Return what those modules are in the changed project, by their path before the change, and the new ones."""
    targets = {changes.target_of(path): path for path in before}
    created = {file.path: file.path for file in changes.new_files if file.path.endswith(".py")}
    found = _entries(project, {**targets, **created})
    return {(targets | created)[path]: entry for path, entry in found.items()}


def _is_touched(path: str, changes: ChangeSet) -> bool:
    return (
        any(edit.path == path for edit in changes.edits)
        or any(is_within(path, move.path) for move in changes.moves)
        or any(is_within(path, removal) for removal in changes.removals)
    )


def _entries(project: Project, paths: Iterable[str]) -> dict[str, Entry]:
    """Return an entry for each file that can be imported; a `__main__` would run a program."""
    modules = {path: project.module_at(path) for path in paths}
    return {
        path: Entry(module.id.name, project.root(module.id.root).search_path)
        for path, module in modules.items()
        if module is not None and module.id.name.rpartition(".")[2] != "__main__"
    }


def import_all(python: str, copy: str, entries: Mapping[str, Entry]) -> dict[str, Ran]:
    """Import each module in an interpreter of its own, several at a time."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        ran = pool.map(lambda entry: _import(python, copy, entry), entries.values())
        return dict(zip(entries, ran, strict=True))


def _import(python: str, copy: str, entry: Entry) -> Ran:
    path = [os.path.normpath(os.path.join(copy, directory)) for directory in entry.search_path]
    return run_python(python, _IMPORT, [entry.name, *path], directory=path[0], seconds=_SECONDS)


def compare_imports(before: Mapping[str, Ran], after: Mapping[str, Ran], entries: Mapping[str, Entry]) -> Check:
    """Say whether everything that could be imported still can; `entries` are those after the change."""
    worse = list(_worse(before, after, entries))
    if worse:
        broken = f"{count(len(worse), 'module')} of {len(after)} cannot be imported any more"
        return Check("imports", False, broken, tuple(worse[:_SHOWN]))  # noqa: FBT003
    mended = sum(_failed(before, path) and ran.status == 0 for path, ran in after.items())
    still = sum(ran.status != 0 for ran in after.values())
    parts = [f"{count(len(after), 'module')}, each first in a fresh interpreter"]
    parts += [f"{mended} that failed before can be imported now"] if mended else []
    parts += [f"{still} that failed before fail still"] if still else []
    return Check("imports", True, "; ".join(parts))  # noqa: FBT003


def _worse(before: Mapping[str, Ran], after: Mapping[str, Ran], entries: Mapping[str, Entry]) -> Iterator[str]:
    for path, ran in after.items():
        if ran.status != 0 and not _failed(before, path):
            yield f"{entries[path].name}: {ran.said[-1] if ran.said else f'exit status {ran.status}'}"


def _failed(before: Mapping[str, Ran], path: str) -> bool:
    return path in before and before[path].status != 0
