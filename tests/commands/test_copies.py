"""Copies of the process that do some of its work, and what it sees of it."""

import os
import sys
from collections.abc import Callable
from functools import partial

import pytest

from importlint.cache.observed import Observed
from importlint.commands import copies as deciding
from importlint.commands.copied import Copied
from importlint.commands.request import Request
from importlint.machine.aside import here
from importlint.scan.files import tree_from_mapping
from tests.commands.conftest import Run, Write
from tests.commands.projects import CYCLE, TWO_SERVICES

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there a process is copied")


def double(number: int) -> tuple[int, int]:
    """Return the double of a number, and who made it."""
    return 2 * number, os.getpid()


def end_copy(process: int, number: int) -> int:
    """Return a number, but end any other process than one."""
    if os.getpid() != process:
        os._exit(1)
    return number


@pytest.mark.parametrize("workers", [1, 3])
def test_results_come_in_order_whoever_made_them(workers: int) -> None:
    with Copied(workers, None)([partial(double, number) for number in range(9)]) as results:
        found = results()
    assert [result for result, _ in found] == list(range(0, 18, 2))
    assert {who for _, who in found} - {os.getpid()}


def test_a_copy_that_ends_leaves_its_work_to_this_process() -> None:
    with Copied(2, None)([partial(end_copy, os.getpid(), number) for number in range(5)]) as results:
        assert results() == [0, 1, 2, 3, 4]


def test_an_error_of_a_task_is_one_here() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), Copied(1, None)([fail]) as results:
        results()


def test_nothing_to_do() -> None:
    tasks: list[Callable[[], int]] = []
    with Copied(2, None)(tasks) as results:
        assert results() == []


def test_what_a_copy_asks_of_the_tree_is_noted_here() -> None:
    observed = Observed(tree_from_mapping({"a.py": "x = 1\n", "b.py": "y = 1\n"}))
    tasks = [
        partial(observed.tree.read, "a.py"),
        partial(observed.tree.ignores, "c.py"),
        partial(observed.tree.binds, "b.py", "y"),
    ]
    with Copied(3, observed)(tasks) as results:
        assert results() == [b"x = 1\n", False, True]
    assert list(observed.contents) == ["a.py"]
    assert (observed.ignored, observed.bound) == ({"c.py": False}, {"b.py": {"y"}})


@pytest.mark.parametrize(
    ("request_", "files"), [(Request(workers=1), 1_000), (Request(executor="a:b"), 1_000), (Request(workers=4), 10)]
)
def test_when_there_is_no_copy(request_: Request, files: int) -> None:
    tree = tree_from_mapping({f"f{number}.py": "" for number in range(files)})
    assert deciding.copies(request_, tree) is here


def test_a_scan_says_the_same_with_copies_and_without(
    write: Write, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    start = "import sys\nsys.path.insert(0, 'services/{}')\nimport app.core\nif __name__ == '__main__':\n    pass\n"
    project = write({**TWO_SERVICES, **CYCLE, "one/run.py": start.format("a"), "two/run.py": start.format("b")})
    arguments = ("scan", "-q", "--format", "json")
    copied = (*arguments, "--workers", "3", "--cache-dir", str(tmp_path_factory.mktemp("kept")))
    alone = (*arguments, "--workers", "1", "--no-cache")
    begun: list[int] = []
    begin = Copied.__call__

    def begin_and_note(self: Copied, tasks: list[Callable[[], object]]) -> object:
        begun.append(len(tasks))
        return begin(self, tasks)

    monkeypatch.setattr(deciding, "_FEWEST_FILES", 0)
    monkeypatch.setattr(Copied, "__call__", begin_and_note)
    before = run(*copied).out
    assert before == run(*alone).out
    (project / "one/run.py").write_text(start.format("b"))
    assert run(*copied).out == run(*alone).out != before
    assert len(begun) == 2
    assert all(begun)
