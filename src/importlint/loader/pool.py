"""The workers of a service: started when first needed, used again, and gone with the process at the latest."""

from __future__ import annotations

import os
import queue
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, Callable

from importlint.loader.errors import CallTimeoutError, WorkerCrashError
from importlint.loader.worker import receive, send

_END_SECONDS = 5.0


class Worker:
    """Another interpreter, behind two pipes; it answers one request at a time.

    end: ends it as far as possible and says how it ended. thread: where it runs, if that is in this process.
    """

    def __init__(
        self,
        requests: BinaryIO,
        replies: BinaryIO,
        end: Callable[[], str],
        thread: threading.Thread | None = None,
    ) -> None:
        self.usable = True
        self.thread = thread
        self._requests = requests
        self._end = end
        self._replies: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        threading.Thread(target=self._read, args=(replies,), daemon=True, name="importlint-worker-replies").start()

    def _read(self, replies: BinaryIO) -> None:
        with replies:
            while (message := receive(replies)) is not None:
                self._replies.put(message)
            self._replies.put(None)
            self.usable = False

    def ask(self, request: bytes, timeout: float | None) -> bytes:
        """Return the reply to a request; raises CallTimeoutError or WorkerCrashError, after which it is gone."""
        try:
            send(self._requests, request)
            reply = self._replies.get(timeout=timeout)
        except queue.Empty:
            self.stop()
            raise CallTimeoutError(f"no result after {timeout:g} s") from None
        except OSError:
            reply = None
        except BaseException:  # An interrupt: its reply would be taken for that of the next request.
            self.stop()
            raise
        if reply is None:
            raise WorkerCrashError(f"the worker ended in the middle of the call: {self.stop()}")
        return reply

    def stop(self) -> str:
        """End it, busy or not, and return how it ended."""
        self.usable = False
        with suppress(OSError):  # What was not sent yet has nobody to read it.
            self._requests.close()
        return self._end()


class Pool:
    """At most so many workers, each started by a function."""

    def __init__(self, start: Callable[[], Worker], size: int) -> None:
        self._start = start
        self._size = size
        self._prepare()

    def _prepare(self) -> None:
        self._process = os.getpid()
        self._change = threading.Condition()
        self._idle: list[Worker] = []
        self._workers: list[Worker] = []
        # Those of workers that were given up in the middle of a call.
        self._threads: list[threading.Thread] = []
        # Runs when nobody has the pool any more, and before the interpreter ends.
        self._stop_all = weakref.finalize(self, _stop_all, self._workers, self._threads, self._process)

    def ask(self, request: bytes, timeout: float | None) -> bytes:
        """Send a request to a worker and return its reply; raises what Worker.ask does."""
        if self._process != os.getpid():  # A fork: the workers are the parent's.
            self._prepare()
        with self._borrowed() as worker:
            return worker.ask(request, timeout)

    @contextmanager
    def _borrowed(self) -> Iterator[Worker]:
        worker = self._take()
        try:
            yield worker
        finally:
            with self._change:
                if worker.usable:
                    self._idle.append(worker)
                else:
                    self._remove(worker)
                self._change.notify()

    def _remove(self, worker: Worker) -> None:
        self._workers.remove(worker)
        still = [*self._threads, *([worker.thread] if worker.thread else [])]
        self._threads[:] = [thread for thread in still if thread.is_alive()]

    def _take(self) -> Worker:
        with self._change:
            while True:
                while self._idle:
                    worker = self._idle.pop()
                    if worker.usable:
                        return worker
                    self._remove(worker)
                    worker.stop()
                if len(self._workers) < self._size:
                    worker = self._start()
                    self._workers.append(worker)
                    return worker
                self._change.wait()

    def close(self) -> None:
        """Stop all workers; a later call starts new ones."""
        if self._process == os.getpid():
            self._stop_all()
        self._prepare()


def _stop_all(workers: list[Worker], threads: list[threading.Thread], process: int) -> None:
    """Stop the workers of this process, and wait a little for those in threads of it; a fork has only copies."""
    if process == os.getpid():
        for worker in workers:
            worker.stop()
        for thread in [*threads, *(worker.thread for worker in workers if worker.thread)]:
            thread.join(_END_SECONDS)
