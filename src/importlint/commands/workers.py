"""Who reads the files: this process, processes beside it, or an executor that the command line names."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from importlint.errors import UsageError
from importlint.scan.run import ReadBatches, read_batches

# Fewer files than this are read sooner than a process starts.
_FILES_PER_WORKER = 500


@contextmanager
def reading(
    files: int, *, workers: int = 0, executor: str = "", tell: Callable[[str], object] = str
) -> Iterator[ReadBatches]:
    """Provide what reads some number of files.

    workers: how many processes; 0 asks for as many as help, which is one for a small project. executor: the name of
    what brings other workers, "" for none. tell: takes a sentence about what the workers did not do.
    """
    if workers < 0:
        raise UsageError(f"--workers {workers} is less than none", help="give a number, or 0 to leave it open")
    if workers and executor:
        raise UsageError("--workers and --executor exclude each other", help="an executor brings its own workers")
    workers = workers or min(_processors(), files // _FILES_PER_WORKER)
    if workers <= 1 and not executor:
        yield read_batches
        return
    from importlint.commands.executors import open_executor, open_processes  # noqa: PLC0415  (slow to load)
    from importlint.scan.workers import read_in_workers  # noqa: PLC0415  (likewise)

    with open_executor(executor) if executor else open_processes(workers) as opened:
        yield partial(read_in_workers, executor=opened, tell=tell)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
