"""Processes that share the reading of files."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from importlint.errors import UsageError
from importlint.scan.run import ReadBatches, read_batches

# Fewer files than this are read sooner than a process starts.
_FILES_PER_WORKER = 500


@contextmanager
def reading(jobs: int, files: int) -> Iterator[ReadBatches]:
    """Start processes to read some number of files, none where one is enough; `jobs` 0 asks for as many as help."""
    if jobs < 0:
        raise UsageError(f"--jobs {jobs} is less than none", help="give a number of processes, or 0 to leave it open")
    workers = jobs or min(_processors(), files // _FILES_PER_WORKER)
    if workers <= 1:
        yield read_batches
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  (loads multiprocessing)

    from importlint.scan.workers import read_in_workers  # noqa: PLC0415  (likewise)

    with ProcessPoolExecutor(workers) as executor:
        yield partial(read_in_workers, executor=executor)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
