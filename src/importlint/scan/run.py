"""Many files to facts, in one process or with the help of others."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from importlint.model.facts import FileFacts, Problem
from importlint.model.location import START
from importlint.model.tree import Tree
from importlint.scan.reader import read_facts

_BATCH_BYTES = 1_000_000
# The parser has read as much before the patterns that spare it are compiled.
_LITTLE = 50_000

# Files with their contents, and what reads the facts of many such portions, in order.
Batch = list[tuple[str, bytes]]
ReadBatches = Callable[[Iterator[Batch]], Iterator[list[FileFacts]]]
KnownFacts = Callable[[str], FileFacts | None]
# Takes the path of a file and its facts as a worker wrote them, so that nobody has to write them again.
KeepRow = Callable[[str, str], object]


def nothing_known(path: str) -> None:
    """Know no facts."""


def keep_no_row(path: str, row: str) -> None:
    """Keep nothing."""


def read_batches(batches: Iterator[Batch]) -> Iterator[list[FileFacts]]:
    """Yield the facts of each batch."""
    return map(read_batch, batches)


def scan_files(
    tree: Tree, paths: Iterable[str], read: ReadBatches = read_batches, known: KnownFacts = nothing_known
) -> dict[str, FileFacts]:
    """Return the facts of files by path, in order.

    Another `read` makes it faster and changes nothing else, nor does `known`, which may have the facts of a file as it
    is now.
    """
    wanted = sorted(set(paths))
    facts = {path: found for path in wanted if (found := known(path)) is not None}
    missing = [path for path in wanted if path not in facts]
    for batch in read(_batches(tree, missing, facts)):
        facts.update((each.path, each) for each in batch)
    return {path: facts[path] for path in wanted}


def _batches(tree: Tree, paths: Sequence[str], facts: dict[str, FileFacts]) -> Iterator[Batch]:
    """Yield files in portions that are worth the way to another process; those that cannot be read go to `facts`."""
    batch: Batch = []
    size = 0
    for path in paths:
        try:
            data = tree.read(path)
        except OSError as error:
            problem = Problem(START, f"cannot be read: {error.strerror or error}")
            facts[path] = FileFacts(path=path, reader="lexer", problem=problem)
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
    is_much = sum(len(data) for _, data in batch) > _LITTLE
    return [read_facts(path, data, with_patterns=is_much) for path, data in batch]
