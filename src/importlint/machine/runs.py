"""Run what a project's rules ask about: its launches, and the modules of its cycles imported first."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from importlint.machine.entries import run_module, run_modules, run_script
from importlint.machine.vm import Settings
from importlint.model.launch import Launch, LaunchKind
from importlint.model.root import ModuleId
from importlint.model.trace import Trace


class Run(NamedTuple):
    """A launch and what happens in it."""

    launch: Launch
    trace: Trace


def run_launches(settings: Settings, launches: Iterable[Launch]) -> tuple[Run, ...]:
    """Run launches, each in a process of its own; those of a kind that has no entry file are left out."""
    return tuple(Run(launch, _run(settings, launch)) for launch in launches if launch.kind is not LaunchKind.PYTEST)


def _run(settings: Settings, launch: Launch) -> Trace:
    if launch.kind is LaunchKind.SCRIPT:
        return run_script(settings, launch.entry, cwd=launch.cwd, python_path=launch.search_path[1:])
    if launch.kind is LaunchKind.MODULE:
        return run_module(settings, launch.entry, cwd=launch.cwd, search_path=launch.search_path)
    return next(run_modules(settings, [launch.entry], search_path=launch.search_path, cwd=launch.cwd))


def run_first_imports(
    settings: Settings, modules: Iterable[ModuleId], search_paths: Mapping[str, tuple[str, ...]]
) -> dict[ModuleId, Trace]:
    """Import modules first, each on the search path of its source root; modules of one root share the work."""
    names: dict[str, list[str]] = {}
    for module in sorted(set(modules)):
        names.setdefault(module.root, []).append(module.name)
    return {
        ModuleId(root, trace.entry): trace
        for root, wanted in names.items()
        for trace in run_modules(settings, wanted, search_path=search_paths[root])
    }
