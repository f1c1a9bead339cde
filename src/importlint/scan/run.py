"""Many files to facts, in one process or with the help of others."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from importlint.model.facts import FileFacts, Problem
from importlint.model.location import START
from importlint.model.tree import Tree
from importlint.scan.reader import read_facts

_BATCH_BYTES = 1_000_000

# Files with their contents, and what reads the facts of many such portions, in order.
Batch = list[tuple[str, bytes]]
ReadBatches = Callable[[Iterator[Batch]], Iterator[list[FileFacts]]]


def read_batches(batches: Iterator[Batch]) -> Iterator[list[FileFacts]]:
    """Yield the facts of each batch."""
    return map(read_batch, batches)


def scan_files(tree: Tree, paths: Iterable[str], read: ReadBatches = read_batches) -> dict[str, FileFacts]:
    """Return the facts of files by path, in order; another `read` makes it faster and changes nothing else."""
    unreadable: dict[str, FileFacts] = {}
    batches = _batches(tree, sorted(set(paths)), unreadable)
    facts = {each.path: each for batch in read(batches) for each in batch}
    return dict(sorted((facts | unreadable).items()))


def _batches(tree: Tree, paths: Sequence[str], unreadable: dict[str, FileFacts]) -> Iterator[Batch]:
    """Yield files in portions that are worth the way to another process."""
    batch: Batch = []
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


def read_batch(batch: Batch) -> list[FileFacts]:
    """Return the facts of one batch."""
    return [read_facts(path, data) for path, data in batch]
