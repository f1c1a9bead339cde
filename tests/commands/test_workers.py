"""When processes are started to read files."""

import pytest

from importlint.commands.workers import reading
from importlint.errors import UsageError
from importlint.scan.files import tree_from_mapping
from importlint.scan.run import scan_files
from tests.commands.conftest import Write
from tests.commands.test_start_up import imported_by

POOL = "concurrent.futures.process"
SMALL = {f"m{number}.py": f"import m{number + 1}\n" for number in range(20)}
LARGE = {name: text + "# a line of many\n" * 50_000 for name, text in SMALL.items()}


def test_little_is_read_in_one_process(write: Write) -> None:
    assert POOL not in imported_by(write(SMALL), "scan", "--no-cache")
    assert POOL not in imported_by(write(SMALL), "scan", "--no-cache", "--workers", "1")


def test_much_is_read_in_several_where_there_are_processors(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = tree_from_mapping(LARGE)
    monkeypatch.setattr("importlint.commands.workers.processors", lambda: 2)
    assert scan_files(tree, tree.files, reading()) == scan_files(tree, tree.files)
    assert POOL in imported_by(write(LARGE), "scan", "--no-cache", "--workers", "2")


def test_as_many_are_started_as_asked_for_unless_there_is_nothing_to_read(write: Write) -> None:
    assert POOL in imported_by(write(SMALL), "scan", "--no-cache", "--workers", "2")
    kept = ("scan", "--cache-dir", "cache", "--workers", "2")
    assert POOL in imported_by(write(SMALL), *kept)
    assert POOL not in imported_by(write(SMALL | {"notes.txt": ""}), *kept)


def test_a_negative_number_of_processes_is_refused() -> None:
    with pytest.raises(UsageError, match="--workers -1"):
        reading(workers=-1)
