"""Batches of files read by an executor; a module of its own, because loading executors takes time."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future

from importlint import __version__
from importlint.cache.rows import read_row, write_row
from importlint.model.facts import FileFacts
from importlint.model.wording import count
from importlint.scan.run import Batch, KeepRow, keep_no_row, read_batch

# So many batches are under way at most: enough for a cluster of workers, and a bound for what is held in memory.
_MAX_WAITING = 64

# An executor that has lost all its workers may never answer; after so many seconds it is asked no more.
_PATIENCE = 60.0

Facts = list[FileFacts]
# What comes back from a worker: facts as JSON, which is written and read in half the time of pickles.
Rows = list[str]


class OtherVersionError(Exception):
    """A worker has another importlint, whose facts could differ."""


def read_in_workers(
    batches: Iterator[Batch],
    executor: Executor,
    tell: Callable[[str], object] = str,
    keep: KeepRow = keep_no_row,
) -> Iterator[Facts]:
    """Yield the facts of batches in order, some of them under way at any time; what does not come back is read here.

    tell: takes one sentence about that, if anything had to be read here. keep: takes what workers wrote of a file.
    """
    workers = _Workers(executor, keep)
    waiting: deque[tuple[Batch, Future[Rows] | None]] = deque()
    for batch in batches:
        waiting.append((batch, workers.submit(batch)))
        if len(waiting) >= _MAX_WAITING:
            yield workers.collect(*waiting.popleft())
    while waiting:
        yield workers.collect(*waiting.popleft())
    if workers.lost:
        tell(f"{count(workers.lost, 'file')} read in this process, not by the workers: {workers.reason}")


def read_there(batch: Batch, version: str) -> Rows:
    """Return the facts of one batch, in a worker; raises OtherVersionError unless it has the importlint that asks."""
    if version != __version__:
        raise OtherVersionError(f"a worker has importlint {__version__}, not {version}")
    return [write_row(facts) for facts in read_batch(batch)]


class _Workers:
    """An executor, and how it fares.

    lost: how many files did not come back. reason: why the first of them did not.
    """

    def __init__(self, executor: Executor, keep: KeepRow) -> None:
        self.lost = 0
        self._keep = keep
        self.reason = ""
        self._executor = executor
        self._patience = _PATIENCE

    def submit(self, batch: Batch) -> Future[Rows] | None:
        """Hand a batch over, if anybody is there to take it."""
        if not self._patience:
            return None
        try:
            return self._executor.submit(read_there, batch, __version__)
        except BrokenExecutor as error:
            self._give_up(f"{type(error).__name__}: {error}")
            return None

    def collect(self, batch: Batch, future: Future[Rows] | None) -> Facts:
        """Return the facts of a batch; reading raises nothing, so an error is one of the workers."""
        if future is not None:
            try:
                error = future.exception(self._patience)
                if error is None:
                    rows = dict(zip((path for path, _ in batch), future.result(), strict=True))
                    facts = [read_row(path, row) for path, row in rows.items()]
                    for path, row in rows.items():
                        self._keep(path, row)
                    return facts
                self._note(f"{type(error).__name__}: {error}")
            except CancelledError:
                self._give_up("they are gone")
            except TimeoutError:
                self._give_up(f"no answer for {_PATIENCE:.0f} seconds")
                future.cancel()
        self.lost += len(batch)
        return read_batch(batch)

    def _give_up(self, reason: str) -> None:
        self._patience = 0.0
        self._note(reason)

    def _note(self, reason: str) -> None:
        self.reason = self.reason or reason.partition("\n")[0]
