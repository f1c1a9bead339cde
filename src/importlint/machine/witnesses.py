"""Which launches saw an import statement, and which loaded a file, without asking every launch."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from importlint.machine.runs import Run
from importlint.model.trace import ImportEvent


class Witness(NamedTuple):
    """A launch, and what an import statement did in it: () if it did not run, or did not in sight."""

    run: Run
    events: tuple[ImportEvent, ...]


class Witnesses:
    """The launches that were followed, by what they ran and loaded; nothing is put in order before it is asked for."""

    def __init__(self, runs: Sequence[Run]) -> None:
        """Take the launches."""
        self._runs = runs

    def of_line(self, path: str, line: int) -> list[Witness]:
        """Return the launches that ran an import in a line, or at least loaded its file, in order."""
        events = self._events.get((path, line), {})
        numbers = sorted({*events, *self._loaders.get(path, ())})
        return [Witness(self._runs[number], tuple(events.get(number, ()))) for number in numbers]

    def of_file(self, path: str) -> list[Run]:
        """Return the launches that have run a file, in order."""
        return [self._runs[number] for number in self._loaders.get(path, ())]

    @cached_property
    def _events(self) -> Mapping[tuple[str, int], Mapping[int, list[ImportEvent]]]:
        found: dict[tuple[str, int], dict[int, list[ImportEvent]]] = {}
        for number, run in enumerate(self._runs):
            for event in run.trace.events:
                found.setdefault((event.path, event.line), {}).setdefault(number, []).append(event)
        return found

    @cached_property
    def _loaders(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, run in enumerate(self._runs):
            for path in loaded_files(run):
                found.setdefault(path, []).append(number)
        return found


def loaded_files(run: Run) -> frozenset[str]:
    """Return the files that a launch has run, those among them that are no longer in `sys.modules` at its end."""
    found = (event.resolved for event in run.trace.events if event.resolved)
    return frozenset((*run.trace.modules.values(), *found, run.launch.entry))
