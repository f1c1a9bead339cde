"""When times are proof, and when a file has to be read."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from importlint.cache.effects import Now
from importlint.cache.ledger import Ledger
from importlint.cache.observed import Observed
from importlint.cache.rows import write_row
from importlint.cache.saved import Saved
from importlint.cache.seen import Seen
from importlint.cache.stamps import is_settled
from importlint.cache.traces import KnownTraces
from importlint.model.tree import Stamp, Tree
from importlint.scan.files import tree_from_mapping
from importlint.scan.outlines import skeletons_of
from importlint.scan.run import scan_files

SECOND = 1_000_000_000


@pytest.mark.parametrize(
    ("stamp", "settled"),
    [
        (None, False),
        ((), True),
        ((1, 90 * SECOND, 90 * SECOND, 7), True),
        ((1, 99 * SECOND, 90 * SECOND, 7), False),
        ((1, 90 * SECOND, 99 * SECOND, 7), False),
        ((1, 900 * SECOND, 90 * SECOND, 7), False),
    ],
)
def test_only_what_lies_behind_is_settled(stamp: Stamp | None, settled: bool) -> None:
    assert is_settled(stamp, 100 * SECOND) is settled


def tree(text: str, stamp: Stamp | None) -> Tree:
    """Return a tree of one file, of which the file system says `stamp`."""
    return tree_from_mapping({"a.py": text})._replace(stamp=lambda _: stamp)


@contextmanager
def ledger(directory: Path, now: Tree) -> Iterator[tuple[Saved, Ledger]]:
    """Compare a tree with what was kept."""
    saved = Saved(str(directory), "/project")
    yield saved, saved.compare(now, now.python_files)
    saved.close()


def keep(directory: Path, now: Tree) -> None:
    """Keep a result that rests on the facts of a tree."""
    with ledger(directory, now) as (saved, found):
        scan, analysis = Observed(now), Observed(now)
        rows = map(write_row, scan_files(scan.tree, now.python_files).values())
        saved.save("key", b"report", b"graph", rows, nothing_run(now), Seen(found, scan, analysis))


def reading(now: Tree) -> Now:
    """Return what reads the files of a tree."""
    return Now(lambda path: scan_files(now, [path])[path], skeletons_of(now), lambda _: True)


def nothing_run(now: Tree) -> KnownTraces:
    """Return the traces of a run in which the machine ran nothing."""
    return KnownTraces(None, None, lambda: None, str, skeletons_of(now))


def holds(directory: Path, now: Tree) -> bool:
    """Return whether the kept result is that of a tree."""
    with ledger(directory, now) as (saved, found):
        return saved.holds("key", now, found, lambda: reading(now), with_graph=False)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a directory for the cache."""
    return tmp_path / "cache"


def test_an_old_file_is_not_read_again(kept: Path) -> None:
    old = (9, SECOND, SECOND, 7)
    keep(kept, tree("import a\n", old))
    # The file system swears that it is the same.
    assert holds(kept, tree("import b\n", old))
    assert not holds(kept, tree("import b\n", (9, SECOND, 2 * SECOND, 7)))
    assert holds(kept, tree("import a\n", (9, SECOND, 2 * SECOND, 7)))


@pytest.mark.parametrize("ahead", [0, -1, 3600])
def test_a_file_that_was_written_just_now_is_read_again(kept: Path, ahead: int) -> None:
    just_now = time.time_ns() + ahead * SECOND
    stamp = (9, just_now, just_now, 7)
    keep(kept, tree("import a\n", stamp))
    assert holds(kept, tree("import a\n", stamp))
    assert not holds(kept, tree("import b\n", stamp))


def test_without_stamps_every_file_is_read(kept: Path) -> None:
    keep(kept, tree("import a\n", None))
    assert holds(kept, tree("import a\n", None))
    assert not holds(kept, tree("import b\n", None))


def test_a_file_that_changes_while_it_is_read_is_not_kept(kept: Path) -> None:
    now = tree("import a\n", None)
    with ledger(kept, now) as (saved, found):
        scan, analysis = Observed(now), Observed(tree("import b\n", None))
        rows = map(write_row, scan_files(scan.tree, now.python_files).values())
        analysis.tree.read("a.py")
        saved.save("key", b"report", b"graph", rows, nothing_run(now), Seen(found, scan, analysis))
    assert not holds(kept, now)


def test_what_the_analysis_read_and_asked_counts(kept: Path) -> None:
    files = {"a.py": "import a\n", "Makefile": "x"}
    now = tree_from_mapping(files)
    with ledger(kept, now) as (saved, found):
        scan, analysis = Observed(now), Observed(now)
        rows = map(write_row, scan_files(scan.tree, now.python_files).values())
        analysis.tree.read("Makefile")
        analysis.tree.ignores("b.py")
        saved.save("key", b"report", b"graph", rows, nothing_run(now), Seen(found, scan, analysis))
    assert holds(kept, tree_from_mapping(files))
    assert holds(kept, tree_from_mapping({**files, "a.py": "import a\nx = 1\n"}))
    assert not holds(kept, tree_from_mapping({**files, "Makefile": "y"}))
    assert not holds(kept, tree_from_mapping({**files, "b.py": ""}))
    assert not holds(kept, now._replace(ignores=lambda _: True))
