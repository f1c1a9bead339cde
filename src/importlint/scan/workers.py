"""Batches of files read in other processes; a module of its own, because loading executors takes time."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future

from importlint.model.facts import FileFacts
from importlint.scan.run import Batch, read_batch

_MAX_WAITING = 16


def read_in_workers(batches: Iterator[Batch], executor: Executor) -> Iterator[list[FileFacts]]:
    """Yield the facts of batches in order, some of them under way at any time; what an executor loses is read here."""
    waiting: deque[tuple[Batch, Future[list[FileFacts]] | None]] = deque()
    for batch in batches:
        waiting.append((batch, _submit(batch, executor)))
        if len(waiting) >= _MAX_WAITING:
            yield _collect(*waiting.popleft())
    for entry in waiting:
        yield _collect(*entry)


def _submit(batch: Batch, executor: Executor) -> Future[list[FileFacts]] | None:
    try:
        return executor.submit(read_batch, batch)
    except BrokenExecutor:
        return None


def _collect(batch: Batch, future: Future[list[FileFacts]] | None) -> list[FileFacts]:
    try:
        return future.result() if future is not None else read_batch(batch)
    except BrokenExecutor:
        return read_batch(batch)
