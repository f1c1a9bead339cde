"""Begin processes. Those that begin alike share what they load (`machine/sharing.py`)."""

import posixpath
from collections.abc import Sequence as Items
from typing import Final, NamedTuple

from importlint.machine.interpreter import Interpreter, Mark
from importlint.machine.recordings import State
from importlint.machine.top_level import SITE_PACKAGES, STANDARD_LIBRARY
from importlint.machine.vm import Settings

# Of so many beginnings is kept what was loaded since: those that come next are mostly like those before.
_MOST_KEPT: Final = 4


class _Begun(NamedTuple):
    """A process, and its state before it ran anything."""

    machine: Interpreter
    mark: Mark
    state: State


class Beginnings:
    """Where the processes of one project begin: one of them at a time is under way."""

    def __init__(self, settings: Settings) -> None:
        """Begin none yet."""
        self.settings = settings
        self._begun: dict[object, _Begun] = {}

    def begin(
        self,
        directories: Items[str],
        *,
        cwd: str = ".",
        environment: dict[str, str] | None = None,
        entry_zero: str = "",
        trusts: bool = False,
    ) -> Interpreter:
        """Return a process that has run nothing; one that began alike before ends by it.

        directories: its search path, relative to the project. entry_zero: the directory of a script.
        trusts: a name that nobody provides is taken to be there, as a third party's is.
        """
        likeness = (tuple(directories), cwd, tuple(sorted((environment or {}).items())), entry_zero)
        begun = self._begun.pop(likeness, None) or _begin(self.settings, directories, cwd, dict(environment or {}))
        self._begun[likeness] = begun
        while len(self._begun) > _MOST_KEPT:
            _forget(self._begun.pop(next(iter(self._begun))))
        machine, mark, state = begun
        machine.beginning += 1
        machine.roll_back(mark)
        machine.restart()
        machine.sharing.stand_at(state)
        machine.entry_zero = entry_zero
        machine.trusts = trusts
        return machine


def _forget(begun: _Begun) -> None:
    """Leave no circles of what a process ran and loaded: it is freed at once, and nobody has to look for it."""
    begun.machine.beginning += 1
    begun.machine.roll_back(begun.mark)
    begun.machine.sharing.stand_at(State())


def _begin(settings: Settings, directories: Items[str], cwd: str, environment: dict[str, str]) -> _Begun:
    project = settings.project or "/"
    absolute = tuple(posixpath.normpath(posixpath.join(project, directory)) for directory in directories)
    entries = (*absolute, STANDARD_LIBRARY, SITE_PACKAGES)
    working = posixpath.normpath(posixpath.join(project, cwd))
    machine = Interpreter(settings, entries, working, environment)
    return _Begun(machine, machine.mark(), machine.sharing.state)
