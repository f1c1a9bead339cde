"""Packages that a launch has from several source roots at once, though each means its own."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import NamedTuple

from importlint.machine.runs import Run
from importlint.model.names import top_level
from importlint.model.root import Module, ModuleId
from importlint.project import Project
from importlint.resolve.directories import upward

# Every project has these for itself; that pytest mixes them up is another rule's affair.
_OF_EVERYBODY = frozenset({"test", "tests"})


class Halves(NamedTuple):
    """A package of which a launch has loaded modules of two source roots.

    first, second: what the roots provide under its name. hiding: a module that the launch has from the first, and that
    the second has under the same name. other: one that the launch has from the second.
    """

    first: Module
    second: Module
    hiding: str
    other: str


def find_halves(project: Project) -> Iterator[tuple[Run, Halves]]:
    """Yield the packages that launches have in halves, where at least one module hides another.

    Portions of one namespace package that have no module in common are meant to be together.
    """
    providers = _providers(project)
    for run in project.runs:
        loaded: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for name, path in run.trace.modules.items():
            if top_level(name) in providers:
                loaded[top_level(name)][name] = path
        for top, modules in sorted(loaded.items()):
            yield from ((run, halves) for halves in _halves_of(project, providers[top], modules))


def _providers(project: Project) -> dict[str, dict[str, Module]]:
    """Return what provides each top-level name that several source roots have, by its file or directory."""
    found: defaultdict[str, dict[str, Module]] = defaultdict(dict)
    for root in project.roots:
        for module in root.names:
            if module.id.name not in project.namespace and module.id.name not in _OF_EVERYBODY:
                found[module.id.name][module.directory or module.path] = module
    return {name: modules for name, modules in found.items() if len(modules) > 1}


def _halves_of(project: Project, providers: Mapping[str, Module], loaded: dict[str, str]) -> Iterator[Halves]:
    owned: dict[Module, dict[str, str]] = {}
    for name, path in loaded.items():
        owner = next((providers[place] for place in upward(path) if place in providers), None)
        if owner is not None:
            owned.setdefault(owner, {})[name] = path
    for first, second in permutations(owned, 2):
        hiding = [name for name, path in owned[first].items() if _hides(project, name, path, second)]
        if hiding:
            yield Halves(first, second, min(hiding), min(owned[second]))
            return


def _hides(project: Project, name: str, path: str, other: Module) -> bool:
    hidden = project.modules.get(ModuleId(other.id.root, name))
    return hidden is not None and hidden.path not in ("", path) and not hidden.path.endswith("/__init__.py")
