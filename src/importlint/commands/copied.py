"""Copies of this process that do some of its work: what it knows, they know.

A module of its own, because loading executors takes time.
"""

import gc
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from importlint.cache.observed import Notes, Observed
from importlint.commands.executors import open_copies
from importlint.machine.aside import Result, here


class Copied:
    """Shares tasks out: copies begin with the first; this process, when it has nothing else to do, with the last."""

    def __init__(self, most: int, observed: Observed | None) -> None:
        """Copy nothing yet; observed: notes which questions the tasks ask of the project."""
        self._most = most
        self._observed = observed

    def __call__(self, tasks: Sequence[Callable[[], Result]]) -> AbstractContextManager[Callable[[], list[Result]]]:
        """Begin, as `Aside` says."""
        return self._begin(tasks) if tasks else here(tasks)

    @contextmanager
    def _begin(self, tasks: Sequence[Callable[[], Result]]) -> Iterator[Callable[[], list[Result]]]:
        workers = min(self._most, len(tasks))
        with open_copies(workers, _remember, (tasks, self._observed)) as executor:
            queue = _Queue(executor, len(tasks))
            for _ in range(workers):
                queue.feed()
            try:
                yield lambda: self._finish(tasks, queue)
            finally:
                queue.clear()

    def _finish(self, tasks: Sequence[Callable[[], Result]], queue: "_Queue") -> list[Result]:
        results: dict[int, Result] = {}
        while (number := queue.take()) is not None:
            results[number] = tasks[number]()
        for number, future in queue.given:
            try:
                results[number], notes = future.result()
            except BrokenExecutor:
                results[number] = tasks[number]()
            else:
                if self._observed is not None:
                    self._observed.take_over(notes)
        return [results[number] for number in range(len(tasks))]


class _Queue:
    """Numbers of tasks that wait, and those that were given to copies: one at a time to each."""

    def __init__(self, executor: Executor, count: int) -> None:
        self.given: list[tuple[int, Future[tuple[Any, Notes]]]] = []
        self._executor = executor
        self._waiting = deque(range(count))
        self._lock = threading.Lock()

    def take(self) -> int | None:
        """Take the last one for this process."""
        with self._lock:
            return self._waiting.pop() if self._waiting else None

    def clear(self) -> None:
        """Let nobody begin another one."""
        with self._lock:
            self._waiting.clear()

    def feed(self, _done: object = None) -> None:
        """Give the first one to a copy, and when it is done the next."""
        with self._lock:
            if not self._waiting:
                return
            try:
                future = self._executor.submit(_do, self._waiting[0])
            except BrokenExecutor:
                return
            self.given.append((self._waiting.popleft(), future))
        future.add_done_callback(self.feed)


# In a copy: what it was copied for.
_known: list[tuple[Sequence[Callable[[], Any]], Observed | None]] = []


def _remember(tasks: Sequence[Callable[[], Any]], observed: Observed | None) -> None:
    # The processes share memory until one writes to it, and a collector of garbage writes to all that it looks at.
    gc.freeze()
    _known.append((tasks, observed))


def _do(number: int) -> tuple[Any, Notes]:
    tasks, observed = _known[0]
    result = tasks[number]()
    return result, observed.notes() if observed is not None else Notes()
