"""Run what a project's rules ask about: its launches, and the modules of its cycles imported first."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from typing import NamedTuple

from importlint.cache.skeletons import Place
from importlint.machine.aside import Aside, here
from importlint.machine.beginnings import Beginnings
from importlint.machine.contained import run_contained
from importlint.machine.entries import run_code, run_file, run_module, run_modules, run_script
from importlint.machine.memory import NOTHING_REMEMBERED, Memory
from importlint.machine.sessions import run_session
from importlint.model.launch import Launch, LaunchKind
from importlint.model.root import ModuleId
from importlint.model.trace import Trace


class Run(NamedTuple):
    """A launch and what happens in it."""

    launch: Launch
    trace: Trace


@contextmanager
def running_launches(
    beginnings: Beginnings,
    launches: Sequence[Launch],
    memory: Memory = NOTHING_REMEMBERED,
    aside: Aside = here,
) -> Iterator[Callable[[], tuple[Run, ...]]]:
    """Run launches, each in a process of its own; those after each other that begin alike, or run the same files.

    Within the context, a call waits for all. memory: what earlier runs of them came to is taken from it. aside: may run
    them while this process does something else.
    """
    known = {number: memory.find(launch) for number, launch in enumerate(launches)}
    missing = [(number, launch) for number, launch in enumerate(launches) if known[number] is None]
    in_order = sorted(missing, key=lambda each: _beginning(each[1]))
    alike = [list(group) for _, group in groupby(in_order, lambda each: _beginning(each[1])[:2])]
    with aside([partial(_run_all, beginnings, [launch for _, launch in group]) for group in alike]) as results:

        def finish() -> tuple[Run, ...]:
            for group, (found, called) in zip(alike, results(), strict=True):
                _note_calls(beginnings.settings.called, called)
                for (number, launch), trace in zip(group, found, strict=True):
                    known[number] = memory.keep(trace, launch)
            return tuple(Run(launch, trace) for launch, trace in zip(launches, known.values(), strict=True) if trace)

        yield finish


def run_launches(beginnings: Beginnings, launches: Iterable[Launch]) -> tuple[Run, ...]:
    """Run launches, each in a process of its own, and wait for them."""
    with running_launches(beginnings, tuple(launches)) as finish:
        return finish()


def _beginning(launch: Launch) -> tuple[object, ...]:
    place = launch.evidence[0].path if launch.evidence else launch.entry
    return (launch.search_path, launch.cwd, place)


def _run_all(beginnings: Beginnings, launches: Iterable[Launch]) -> tuple[list[Trace], dict[str, set[Place] | None]]:
    """Run launches; return their traces, and which functions were called, by then, of each file."""
    return [_run(beginnings, launch) for launch in launches], beginnings.settings.called


def _run(beginnings: Beginnings, launch: Launch) -> Trace:
    cwd, path = launch.cwd, launch.search_path
    if launch.container is not None:
        return run_contained(beginnings.settings, launch, launch.container, _run)
    if launch.session is not None:
        return run_session(beginnings, launch.session, cwd=cwd, installed=_installed(launch))
    if launch.kind is LaunchKind.SCRIPT:
        return run_script(beginnings, launch.entry, cwd=cwd, python_path=path[1:])
    if launch.kind is LaunchKind.MODULE:
        return run_module(beginnings, launch.entry, cwd=cwd, search_path=path)
    if launch.kind is LaunchKind.ALEMBIC:
        return run_file(beginnings, launch.entry, name="env_py", search_path=path, loaded=("alembic",), cwd=cwd)
    if launch.kind is LaunchKind.CODE:
        return run_code(beginnings.settings, launch.entry, place=launch.evidence[0][:2], search_path=path, cwd=cwd)
    return run_modules(beginnings, [launch.entry], search_path=path, cwd=cwd)[0]


def _installed(launch: Launch) -> tuple[str, ...]:
    """Return what a session has on its search path besides what it begins with and what it adds itself."""
    session = launch.session
    own = {*session.before, *(load.base for load in session.loads)} if session is not None else set[str]()
    return tuple(place for place in launch.search_path if place not in own)


def _note_calls(known: dict[str, set[Place] | None], further: Mapping[str, set[Place] | None]) -> None:
    """Add calls that were noted elsewhere to those that are known here."""
    for path, places in further.items():
        before = known.get(path, set())
        known[path] = None if places is None or before is None else before | places


def run_first_imports(
    beginnings: Beginnings, modules: Iterable[ModuleId], memory: Memory = NOTHING_REMEMBERED
) -> dict[ModuleId, Trace]:
    """Import modules first, each with nothing but its own source root on the search path.

    Which other roots a process sees, nobody knows here: a name that only they have is taken to be there, as a third
    party's is. What fails all the same, fails on every search path that begins with the root.
    """
    traces = {module: memory.find(module) for module in sorted(set(modules))}
    names: dict[str, list[str]] = {}
    for module, known in traces.items():
        if known is None:
            names.setdefault(module.root, []).append(module.name)
    for root, wanted in names.items():
        for trace in run_modules(beginnings, wanted, search_path=(root,), trusts=True):
            module = ModuleId(root, trace.entry)
            traces[module] = memory.keep(trace, module)
    return {module: trace for module, trace in traces.items() if trace is not None}
