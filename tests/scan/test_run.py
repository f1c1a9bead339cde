"""Many files to facts."""

import os
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial

import pytest

from importlint.model.facts import FileFacts
from importlint.model.tree import Tree
from importlint.scan.files import tree_from_mapping
from importlint.scan.run import scan_files
from importlint.scan.workers import read_in_workers

FILES = {f"p{number}/m{number}.py": f"import a{number}\nprint 1\n" * (number % 3) for number in range(60)}


def scan_with(executor: Executor) -> dict[str, FileFacts]:
    """Scan all files with the help of an executor."""
    return scan_files(tree_from_mapping(FILES), FILES, partial(read_in_workers, executor=executor))


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make many batches of few files."""
    monkeypatch.setattr("importlint.scan.run._BATCH_BYTES", 100)


def test_facts_come_in_order_of_the_paths() -> None:
    facts = scan_files(tree_from_mapping(FILES), reversed(list(FILES)))
    assert list(facts) == sorted(FILES)
    assert all(path == each.path for path, each in facts.items())


def test_only_the_files_that_were_asked_for() -> None:
    assert list(scan_files(tree_from_mapping(FILES), ["p1/m1.py"])) == ["p1/m1.py"]


@pytest.mark.parametrize("workers", [1, 2])
def test_other_processes_change_nothing(workers: int) -> None:
    with ProcessPoolExecutor(workers) as executor:
        assert scan_with(executor) == scan_files(tree_from_mapping(FILES), FILES)


def test_a_pool_whose_worker_died_loses_nothing() -> None:
    with ProcessPoolExecutor(1) as executor:
        with pytest.raises(BrokenProcessPool):
            executor.submit(os._exit, 1).result()
        assert scan_with(executor) == scan_files(tree_from_mapping(FILES), FILES)


class Dying(Executor):
    """An executor whose workers die after some batches have been given to them."""

    def __init__(self, inner: Executor) -> None:
        """Run the first batches on another executor."""
        self.inner = inner
        self.left = 5

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        """Lose every batch after the first ones."""
        self.left -= 1
        if self.left > 0:
            return self.inner.submit(fn, *args, **kwargs)
        lost: Future[object] = Future()
        lost.set_exception(BrokenProcessPool("a worker died"))
        return lost


def test_a_worker_that_dies_on_the_way_loses_nothing() -> None:
    with ThreadPoolExecutor(2) as threads:
        assert scan_with(Dying(threads)) == scan_files(tree_from_mapping(FILES), FILES)


def test_a_file_that_cannot_be_read() -> None:
    def read(path: str) -> bytes:
        if path == "b.py":
            raise PermissionError(13, "Permission denied", "/somewhere/b.py")
        return b"import x\n"

    facts = scan_files(Tree(files=("a.py", "b.py", "c.py"), read=read), ["a.py", "b.py", "c.py"])
    assert list(facts) == ["a.py", "b.py", "c.py"]
    assert facts["b.py"].problem is not None
    assert facts["b.py"].problem.message == "cannot be read: Permission denied"
    assert len(facts["c.py"].imports) == 1
