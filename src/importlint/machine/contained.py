"""Run launches in containers: on the disk that their files lie on, told in words of the tree.

A container's root is its project here, so that `__file__` and absolute paths are what they are there.
"""

import ast
from collections.abc import Callable
from functools import lru_cache
from posixpath import dirname

from importlint.machine.beginnings import Beginnings
from importlint.machine.entries import make_settings
from importlint.machine.vm import Settings
from importlint.model.launch import Container, Launch, LaunchKind
from importlint.model.trace import Crash, Trace
from importlint.resolve.providers import NOBODY, THIRD_PARTY
from importlint.resolve.search_path import PathIndex

_ROOT = ""
_FILE_KINDS = frozenset({LaunchKind.SCRIPT, LaunchKind.ALEMBIC})


def run_contained(
    settings: Settings, launch: Launch, container: Container, run: Callable[[Beginnings, Launch], Trace]
) -> Trace:
    """Run a launch on its container's disk; `run` runs one whose files lie as its settings say."""
    files = {_inner(there): here for there, here in container.files}
    there = launch._replace(
        entry=_inner(container.entry) if launch.kind in _FILE_KINDS else container.entry,
        cwd=_inner(container.cwd),
        search_path=tuple(map(_inner, container.search_path)),
        container=None,
        session=container.session,
    )
    return _told(run(Beginnings(_settings_in(settings, container)), there), files)


@lru_cache(maxsize=4)
def _settings_in(settings: Settings, container: Container) -> Settings:
    files = {_inner(there): here for there, here in container.files}
    index = PathIndex(sorted(files))
    renamed = _names(index) - _names(settings.index)
    folders = _directories(files)
    return make_settings(
        sorted(files),
        lambda path: settings.program(files[path]) if files[path] else ast.Module([], []),
        lambda name: _provider(settings, name, is_renamed=name in renamed),
        may_appear=lambda name, there: settings.may_appear(name, [folders[each] for each in there if each in folders]),
        read_text=lambda path: settings.text(files[path]) if files[path] else "",
        project=_ROOT,
        target=settings.target,
        index=index,
    )


def _provider(settings: Settings, name: str, *, is_renamed: bool) -> str:
    """Say who provides a name; one that only the copies have is not taken for a third party's."""
    provider = settings.provider(name)
    return NOBODY if is_renamed and provider == THIRD_PARTY else provider


def _names(index: PathIndex) -> set[str]:
    return {name for directory in index.all_directories() for name in index.names(directory)}


def _inner(path: str) -> str:
    return path.lstrip("/") or "."


def _told(trace: Trace, files: dict[str, str]) -> Trace:
    """Return a trace with the paths of the tree, absolute ones for directories that show none of it."""

    def told(path: str) -> str:
        return files.get(path, path)

    def crash(error: Crash | None) -> Crash | None:
        return error._replace(path=told(error.path)) if error is not None else None

    directories = _directories(files)
    return trace._replace(
        entry=told(trace.entry),
        error=crash(trace.error),
        search_path=tuple(dict.fromkeys(directories.get(place, f"/{place}") for place in trace.search_path)),
        events=tuple(
            event._replace(path=told(event.path), resolved=told(event.resolved) if event.resolved else event.resolved)
            for event in trace.events
        ),
        files=tuple(filter(None, map(told, trace.files))),
        modules={name: told(path) for name, path in trace.modules.items()},
        failures=tuple(
            failure._replace(path=told(failure.path), error=failure.error._replace(path=told(failure.error.path)))
            for failure in trace.failures
        ),
        path_changes=tuple(
            change._replace(
                path=told(change.path),
                directories=tuple(directories.get(each, f"/{each}") for each in change.directories),
            )
            for change in trace.path_changes
        ),
    )


def _directories(files: dict[str, str]) -> dict[str, str]:
    """Return for each directory of the disk that of the tree whose files lie directly in it."""
    found: dict[str, str] = {}
    for there, here in files.items():
        directory, source = dirname(there) or ".", dirname(here) or "."
        while directory not in found:
            found[directory] = source
            if directory == "." or directory.rpartition("/")[2] != source.rpartition("/")[2]:
                break
            directory, source = dirname(directory) or ".", dirname(source) or "."
    return found
