"""The search path of a source root: what a process of its own project sees."""

from collections.abc import Iterable, Iterator, Mapping

from importlint.model.roles import is_test
from importlint.model.root import Module, ModuleKind
from importlint.resolve.dependencies import Dependencies
from importlint.resolve.directories import folder, is_under, upward
from importlint.resolve.path_settings import PathSetting
from importlint.resolve.sources import environment, pants, pytest
from importlint.resolve.survey import Survey

# Roots of these origins alone serve their own files only, unless they are project directories.
_PRIVATE = frozenset({"environment", "pants", "pytest", "imported", "relative", "tests", "scripts", "outermost"})


def find_search_paths(
    survey: Survey,
    origins: Mapping[str, Iterable[str]],
    names: Mapping[str, Iterable[Module]],
    dependencies: Mapping[str, Dependencies],
) -> dict[str, tuple[str, ...]]:
    """Return for each root the roots that its modules can import from, in order, itself first.

    They are the other roots of its project directory, the directories above it from which its files import, and the
    roots of the projects of this tree that its project depends on, and what PYTHONPATH and pytest's pythonpath name in
    the files of its project, or together with it. Two roots of one project directory that provide the same module are
    taken for two services, which do not see each other.
    """
    public: dict[str, list[str]] = {}
    for root in sorted(origins):
        is_meant = not _PRIVATE.issuperset(origins[root]) or root in survey.projects
        if is_meant and not all(_is_test(module) for module in names[root]):
            public.setdefault(survey.project_of(root), []).append(root)
    solid = {root: _solid(modules) for root, modules in names.items()}
    imported = _imported_from(survey, names.keys())
    found = (*environment.find_settings(survey), *pytest.find_settings(survey), *pants.find_settings(survey))
    settings = _Settings(found, survey)
    paths = {}
    for root in origins:
        project = survey.project_of(root)
        own = [other for other in public.get(project, ()) if solid[root].isdisjoint(solid[other])]
        needed = [other for place in _reachable(project, dependencies) for other in public.get(place, ())]
        set_up = [other for other in settings.directories(root, project, own) if other in names]
        paths[root] = tuple(dict.fromkeys((root, *own, *imported.get(root, ()), *needed, *set_up)))
    return paths


def _solid(modules: Iterable[Module]) -> frozenset[str]:
    """Return the names that do not merge with those of another root."""
    return frozenset(
        module.id.name for module in modules if module.kind is not ModuleKind.NAMESPACE and not _is_test(module)
    )


def _is_test(module: Module) -> bool:
    """Return whether a top-level module is a test or the tests of its project."""
    return is_test(f"{module.id.name}/__init__.py" if module.directory else f"{module.id.name}.py")


def _imported_from(survey: Survey, roots: Iterable[str]) -> dict[str, list[str]]:
    """Return for each root the roots above it from which files below it import, the nearest first."""
    known = frozenset(roots)
    found: dict[str, set[str]] = {}
    for use in survey.uses:
        for importer in use.importers:
            for root in upward(importer):
                if root in known and root != use.directory and is_under(root, use.directory):
                    found.setdefault(root, set()).add(use.directory)
    return {root: sorted(above, key=len, reverse=True) for root, above in found.items()}


class _Settings:
    """What files put on the path, by what it is for."""

    def __init__(self, settings: Iterable[PathSetting], survey: Survey) -> None:
        self._settings = tuple(settings)
        self._of_project: dict[str, list[int]] = {}
        self._with_directory: dict[str, list[int]] = {}
        for number, setting in enumerate(self._settings):
            project = survey.project_of(folder(setting.path))
            if project in survey.projects:
                self._of_project.setdefault(project, []).append(number)
            for directory in setting.directories:
                self._with_directory.setdefault(directory, []).append(number)

    def directories(self, root: str, project: str, own: Iterable[str]) -> Iterator[str]:
        """Yield what they put on a root's path: those of its project above it, or with it or its own among them."""
        found = {number for number in self._of_project.get(project, ()) if is_under(root, self._place(number))}
        for directory in (root, *own):
            found.update(self._with_directory.get(directory, ()))
        for number in sorted(found):
            yield from self._settings[number].directories

    def _place(self, number: int) -> str:
        return folder(self._settings[number].path)


def _reachable(project: str, dependencies: Mapping[str, Dependencies]) -> Iterator[str]:
    """Yield the directories of the tree that a project depends on, directly or not."""
    seen, waiting = {project}, [project]
    while waiting:
        for directory in dependencies.get(waiting.pop(0), Dependencies(frozenset(), ())).directories:
            if directory not in seen:
                seen.add(directory)
                waiting.append(directory)
                yield directory
