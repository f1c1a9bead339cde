"""Entries run and their traces written: here, and, where they are many, in processes beside this one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from importlint.commands.processes import Processes, open_processes
from importlint.commands.workers import processors
from importlint.errors import UsageError
from importlint.model.trace import Trace, Verdict
from importlint.reporters.trace_lines import TraceLines
from importlint.reporters.trace_tree import render_tree

FORMATS: Final = ("text", "jsonl")

# A process parses again what another has parsed: fewer entries are run sooner here.
_ENTRIES_PER_WORKER: Final = 250
# Where those who begin at either end meet, one of them waits for the other to end its portion.
_PORTIONS_PER_WORKER: Final = 8
_BLOCK: Final = 1 << 20


def workers_for(entries: Sequence[str], wanted: int) -> int:
    """Return how many processes to run entries in; 0 asks for as many as help."""
    if wanted < 0:
        raise UsageError(f"--workers {wanted} is less than none", help="give a number, or 0 to leave it open")
    return min(wanted, len(entries)) or min(processors(), len(entries) // _ENTRIES_PER_WORKER) or 1


class Tracing:
    """Runs entries of a project, and notes whether one crashes.

    options: what opens the same project elsewhere.
    """

    def __init__(self, processes: Processes, options: Mapping[str, Any], form: str) -> None:
        """Run none yet."""
        self._processes = processes
        self._options = dict(options)
        self._form = form
        self._render = TraceLines().render if form == "jsonl" else _render_paragraph
        self._has_crash = False

    def status(self) -> int:
        """Return 1 if an entry that has been written crashes, else 0."""
        return int(self._has_crash)

    def lines(self, entries: Sequence[str], workers: int) -> Iterator[str]:
        """Yield the text of each entry's trace in order, made by so many processes, this one among them."""
        found = self._shared(entries, workers) if workers > 1 else self.here(entries)
        for number, text in enumerate(found):
            yield text.removeprefix("\n") if number == 0 else text

    def here(self, entries: Sequence[str]) -> Iterator[str]:
        """Yield the text of each entry's trace in order."""
        for trace in self._processes.run(entries):
            self._has_crash |= trace.verdict is Verdict.CRASH
            yield self._render(trace)

    def _shared(self, entries: Sequence[str], workers: int) -> Iterator[str]:
        """Yield the texts: others begin with the last portion, this process with the first, until they meet."""
        from importlint.commands.executors import open_copies  # noqa: PLC0415  (slow to load)

        first, *others = _split(entries, workers * _PORTIONS_PER_WORKER)
        # What all entries load is then known to all who run the rest.
        yield from self.here(first)
        with TemporaryDirectory(prefix="importlint-trace-") as place, self._copied() as begin:
            files = [f"{place}/{number}" for number in range(len(others))]
            with open_copies(workers - 1, begin, (self._options, self._form)) as executor:
                tasks = list(zip(others, files, strict=True))
                futures = [executor.submit(_trace_there, *task) for task in reversed(tasks)]
                for (portion, file), future in zip(tasks, reversed(futures), strict=True):
                    if future.cancel() or future.exception() is not None:
                        yield from self.here(portion)
                    else:
                        self._has_crash |= bool(future.result())
                        yield from _blocks(file)
                        Path(file).unlink()

    @contextmanager
    def _copied(self) -> Iterator[Callable[[Mapping[str, Any], str], None]]:
        """Leave this where copies of this process find it; yield what makes others begin."""
        _there.append(self)
        try:
            yield _begin
        finally:
            _there.clear()


# What runs entries in a process beside the one that asks.
_there: list[Tracing] = []


def _begin(options: Mapping[str, Any], form: str) -> None:
    if not _there:
        _there.append(Tracing(open_processes(options), options, form))


def _trace_there(entries: Sequence[str], path: str) -> int:
    """Write the texts of entries' traces to a file; return the status."""
    with open(path, "w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:  # noqa: PTH123
        file.writelines(_there[0].here(entries))
    return _there[0].status()


def _split(entries: Sequence[str], count: int) -> list[Sequence[str]]:
    """Return the entries in portions of neighbours, which load the same modules."""
    count = min(count, len(entries))
    ends = [len(entries) * number // count for number in range(count + 1)]
    return [entries[begin:end] for begin, end in pairwise(ends)]


def _blocks(path: str) -> Iterator[str]:
    with open(path, encoding="utf-8", errors="surrogatepass", newline="\n") as file:  # noqa: PTH123
        while block := file.read(_BLOCK):
            yield block


def _render_paragraph(trace: Trace) -> str:
    return f"\n{render_tree(trace)}"
