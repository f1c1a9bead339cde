"""Packages that a launch has from several source roots at once, though each means its own."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from importlint.machine.runs import Run
from importlint.model.names import top_level
from importlint.model.root import Module, ModuleId
from importlint.project import Project
from importlint.sights import is_of

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


def find_halves(project: Project, run: Run) -> Iterator[Halves]:
    """Yield the packages that a launch has in halves, where at least one module hides another.

    Portions of one namespace package that have no module in common are meant to be together.
    """
    loaded: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, path in run.trace.modules.items():
        loaded[top_level(name)][name] = path
    for top, modules in sorted(loaded.items()):
        if top not in project.namespace and top not in _OF_EVERYBODY:
            yield from _halves_of(project, top, modules)


def _halves_of(project: Project, top: str, loaded: dict[str, str]) -> Iterator[Halves]:
    providers = [module for root in project.roots for module in root.names if module.id.name == top]
    for first in providers:
        for second in providers:
            others = [name for name, path in loaded.items() if is_of(second, path) and not is_of(first, path)]
            hiding = [
                name for name, path in loaded.items() if is_of(first, path) and _hides(project, name, path, second)
            ]
            if first != second and others and hiding:
                yield Halves(first, second, min(hiding), min(others))
                return


def _hides(project: Project, name: str, path: str, other: Module) -> bool:
    hidden = project.modules.get(ModuleId(other.id.root, name))
    return hidden is not None and hidden.path not in ("", path) and not hidden.path.endswith("/__init__.py")
