"""Who reads the files: this process, processes beside it, or an executor that the command line names."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice

from importlint.errors import UsageError
from importlint.model.facts import FileFacts
from importlint.scan.run import Batch, KeepRow, ReadBatches, keep_no_row, read_batches

# Less than this is read sooner than a process starts.
_BATCHES_PER_WORKER = 2


def reading(
    *,
    workers: int = 0,
    executor: str = "",
    tell: Callable[[str], object] = str,
    keep: KeepRow = keep_no_row,
) -> ReadBatches:
    """Return what reads files.

    workers: how many processes; 0 asks for as many as help, which is one where there is little to read. executor: the
    name of what brings other workers, "" for none. tell: takes a sentence about what the workers did not do.
    """
    if workers < 0:
        raise UsageError(f"--workers {workers} is less than none", help="give a number, or 0 to leave it open")
    if workers and executor:
        raise UsageError("--workers and --executor exclude each other", help="an executor brings its own workers")
    return partial(_read, workers=workers, executor=executor, tell=tell, keep=keep)


def _read(
    batches: Iterator[Batch],
    *,
    workers: int,
    executor: str,
    tell: Callable[[str], object],
    keep: KeepRow,
) -> Iterator[list[FileFacts]]:
    first = list(islice(batches, _BATCHES_PER_WORKER * processors()))
    workers = workers or len(first) // _BATCHES_PER_WORKER
    every = chain(first, batches)
    if not first or (workers <= 1 and not executor):
        yield from read_batches(every)
        return
    from importlint.commands.executors import open_executor, open_processes  # noqa: PLC0415  (slow to load)
    from importlint.scan.workers import read_in_workers  # noqa: PLC0415  (likewise)

    with open_executor(executor) if executor else open_processes(workers) as opened:
        yield from read_in_workers(every, opened, tell, keep)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
