"""Copies of the process that do some of its work, and what it sees of it."""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import sleep

import pytest

from importlint.cache.observed import Observed
from importlint.commands import copies as deciding
from importlint.commands.copied import Copied
from importlint.commands.request import Request
from importlint.machine.aside import here
from importlint.scan.files import tree_from_mapping
from tests.commands.conftest import Write
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


def test_nobody_goes_on_after_an_error_here(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ZeroDivisionError), Copied(1, None)([partial(sleep, 0.05)] * 20):
        raise ZeroDivisionError
    assert caplog.text == ""


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


def scan(project: Path, *arguments: str) -> tuple[str, bool]:
    """Scan in a process of its own; return the report, and whether it was ready to copy itself."""
    command = [sys.executable, "-X", "importtime", "-m", "importlint", "scan", "--format", "json", *arguments]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout, "importlint.commands.copied" in done.stderr


def test_a_scan_says_the_same_with_copies_and_without(write: Write, tmp_path_factory: pytest.TempPathFactory) -> None:
    start = "import sys\nsys.path.insert(0, 'services/{}')\nimport app.core\nif __name__ == '__main__':\n    pass\n"
    many = {f"many/m{number}.py": "" for number in range(200)}
    project = write({**TWO_SERVICES, **CYCLE, **many, "a/run.py": start.format("a"), "b/run.py": start.format("b")})
    copied = ("--workers", "3", "--cache-dir", str(tmp_path_factory.mktemp("kept")))
    alone = ("--workers", "1", "--no-cache")
    before, _ = scan(project, *alone)
    assert scan(project, *copied) == (before, True)
    (project / "a/run.py").write_text(start.format("b"))
    after, _ = scan(project, *alone)
    assert after != before
    assert scan(project, *copied) == (after, True)
