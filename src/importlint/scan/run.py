"""Many files to facts, in one process or with the help of others."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future

from importlint.model.facts import FileFacts, Problem
from importlint.model.location import START
from importlint.model.tree import Tree
from importlint.scan.reader import read_facts

_BATCH_BYTES = 1_000_000
_MAX_WAITING = 16

_Batch = list[tuple[str, bytes]]


def scan_files(tree: Tree, paths: Iterable[str], executor: Executor | None = None) -> dict[str, FileFacts]:
    """Return the facts of files by path, in order; `executor` makes it faster and changes nothing else."""
    unreadable: dict[str, FileFacts] = {}
    batches = _batches(tree, sorted(set(paths)), unreadable)
    results = map(_read_batch, batches) if executor is None else _read_elsewhere(batches, executor)
    facts = {each.path: each for batch in results for each in batch}
    return dict(sorted((facts | unreadable).items()))


def _batches(tree: Tree, paths: Sequence[str], unreadable: dict[str, FileFacts]) -> Iterator[_Batch]:
    """Yield files in portions that are worth the way to another process."""
    batch: _Batch = []
    size = 0
    for path in paths:
        try:
            data = tree.read(path)
        except OSError as error:
            problem = Problem(START, f"cannot be read: {error.strerror or error}")
            unreadable[path] = FileFacts(path=path, reader="lexer", problem=problem)
            continue
        batch.append((path, data))
        size += len(data)
        if size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read_batch(batch: _Batch) -> list[FileFacts]:
    return [read_facts(path, data) for path, data in batch]


def _read_elsewhere(batches: Iterator[_Batch], executor: Executor) -> Iterator[list[FileFacts]]:
    """Yield the facts of batches in order, some of them under way at any time; what an executor loses is read here."""
    waiting: deque[tuple[_Batch, Future[list[FileFacts]] | None]] = deque()
    for batch in batches:
        waiting.append((batch, _submit(batch, executor)))
        if len(waiting) >= _MAX_WAITING:
            yield _collect(*waiting.popleft())
    for entry in waiting:
        yield _collect(*entry)


def _submit(batch: _Batch, executor: Executor) -> Future[list[FileFacts]] | None:
    try:
        return executor.submit(_read_batch, batch)
    except BrokenExecutor:
        return None


def _collect(batch: _Batch, future: Future[list[FileFacts]] | None) -> list[FileFacts]:
    try:
        return future.result() if future is not None else _read_batch(batch)
    except BrokenExecutor:
        return _read_batch(batch)
