"""Files read with the help of executors, those that fail among them."""

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any

import pytest

from importlint.cache.rows import read_row, write_row
from importlint.model.facts import FileFacts
from importlint.scan import workers
from importlint.scan.files import tree_from_mapping
from importlint.scan.run import scan_files
from importlint.scan.workers import read_in_workers, read_there

FILES = {f"p{number}/m{number}.py": f"import a{number}\nprint 1\n" * (number % 3) for number in range(200)}


class Flawed(Executor):
    """An executor of threads whose later calls end in another way."""

    def __init__(self, end: Callable[[Future[Any]], object], good: int = 5) -> None:
        """Let some calls succeed; `end` is given the future of each later one."""
        self.inner = ThreadPoolExecutor(2)
        self.left = good
        self.end = end
        self.refused = 0

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Future[Any]:
        """Hand a call to the threads, or end it otherwise."""
        self.left -= 1
        if self.left >= 0:
            return self.inner.submit(function, *arguments, **keywords)
        future: Future[Any] = Future()
        self.refused += 1
        self.end(future)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the threads."""
        self.inner.shutdown(wait, cancel_futures=cancel_futures)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make many batches of few files, and have few under way."""
    monkeypatch.setattr("importlint.scan.run._BATCH_BYTES", 100)
    monkeypatch.setattr(workers, "_MAX_WAITING", 4)


@pytest.fixture(scope="module")
def expected() -> dict[str, FileFacts]:
    """Return what one process reads."""
    return scan_files(tree_from_mapping(FILES), FILES)


def scan_with(executor: Executor) -> tuple[dict[str, FileFacts], list[str]]:
    """Scan all files with the help of an executor; return the facts and what was told."""
    told: list[str] = []
    read = partial(read_in_workers, executor=executor, tell=told.append)
    return scan_files(tree_from_mapping(FILES), FILES, read), told


@pytest.mark.parametrize("count", [1, 2, 8])
def test_the_number_of_processes_changes_nothing(expected: dict[str, FileFacts], count: int) -> None:
    with ProcessPoolExecutor(count) as executor:
        assert scan_with(executor) == (expected, [])


def test_any_executor_will_do(expected: dict[str, FileFacts]) -> None:
    with ThreadPoolExecutor(3) as executor:
        assert scan_with(executor) == (expected, [])


def test_what_workers_wrote_can_be_kept(expected: dict[str, FileFacts]) -> None:
    rows: dict[str, str] = {}
    with ThreadPoolExecutor(2) as executor:
        read = partial(read_in_workers, executor=executor, keep=rows.__setitem__)
        scan_files(tree_from_mapping(FILES), FILES, read)
    assert rows == {path: write_row(facts) for path, facts in expected.items()}


def test_a_pool_whose_worker_died_loses_nothing(expected: dict[str, FileFacts]) -> None:
    with ProcessPoolExecutor(1) as executor:
        with pytest.raises(BrokenProcessPool):
            executor.submit(os._exit, 1).result()
        facts, (told,) = scan_with(executor)
    assert facts == expected
    assert told.startswith("200 files read in this process, not by the workers: BrokenProcessPool: ")


def test_a_process_that_dies_on_the_way_loses_nothing(expected: dict[str, FileFacts]) -> None:
    with ProcessPoolExecutor(2) as executor:
        told: list[str] = []

        def read(batches: Iterator[list[tuple[str, bytes]]]) -> Iterator[list[FileFacts]]:
            for number, facts in enumerate(read_in_workers(batches, executor, told.append)):
                if number == 3:
                    executor.submit(os._exit, 1)
                yield facts

        assert scan_files(tree_from_mapping(FILES), FILES, read) == expected
    assert len(told) == 1


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (lambda future: future.set_exception(MemoryError("a worker was\nkilled")), "MemoryError: a worker was"),
        (lambda future: future.set_exception(ModuleNotFoundError("No module")), "ModuleNotFoundError: No module"),
        (lambda future: future.cancel(), "they are gone"),
    ],
)
def test_what_a_worker_loses_is_read_here(
    expected: dict[str, FileFacts], end: Callable[[Future[Any]], object], reason: str
) -> None:
    with Flawed(end) as executor:
        facts, (told,) = scan_with(executor)
    assert facts == expected
    assert told.endswith(f"read in this process, not by the workers: {reason}")


def test_workers_that_no_longer_answer_are_asked_no_more(
    expected: dict[str, FileFacts], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_PATIENCE", 0.1)
    silence = threading.Event()
    with Flawed(lambda _: silence) as executor:
        facts, (told,) = scan_with(executor)
        assert executor.refused <= 4
    assert facts == expected
    assert told.endswith("no answer for 0 seconds")


def test_workers_have_the_same_version(expected: dict[str, FileFacts], monkeypatch: pytest.MonkeyPatch) -> None:
    batch = [("a.py", b"import b\n")]
    (row,) = read_there(batch, workers.__version__)
    assert read_row("a.py", row).imports[0].names[0].name == "b"
    monkeypatch.setattr(workers, "__version__", "0.0.1")
    with pytest.raises(workers.OtherVersionError, match=r"a worker has importlint 0\.0\.1, not 9"):
        read_there(batch, "9")
