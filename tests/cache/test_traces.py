"""Traces kept between runs: all that they say, and no longer than the files that they rest on last."""

from collections.abc import Iterable

from importlint.cache.traces import KnownTraces
from importlint.machine.beginnings import Beginnings
from importlint.machine.entries import run_modules
from importlint.machine.programs import settings_of
from importlint.model.trace import Crash, Failure, PathChange, Trace, Verdict
from importlint.resolve.search_path import PathIndex
from importlint.scan.files import tree_from_mapping

_FILES = {
    "a/__init__.py": "from a import b\nfrom a import c\n",
    "a/b.py": "import sys\nsys.path.append('x')\nfrom a.c import gone\n",
    "a/c.py": "try:\n    import a.broken\nexcept Exception:\n    pass\n",
    "a/broken.py": "1 / 0\nraise ValueError\n",
    "d.py": "import json\n",
}


def _traces() -> dict[str, Trace]:
    tree = tree_from_mapping(_FILES)
    beginnings = Beginnings(settings_of(tree, PathIndex(tree.files), (3, 11)))
    found = {trace.entry: trace for trace in run_modules(beginnings, ["a.b", "a.c", "d"], search_path=["."])}
    crash = Crash("E", "é\udce9", "t.py", 3)
    session = Trace("", Verdict.CRASH, crash, None, ("x",), (), {}, (PathChange("p.py", 1, ("q",)),))
    return found | {"session": session._replace(failures=(Failure("t.py", crash),), files=("t.py",))}


def _again(text: bytes | None, changed: Iterable[str] | None) -> tuple[KnownTraces, list[str]]:
    told: list[str] = []
    return KnownTraces(text, lambda: changed, told.append), told


def _written() -> bytes:
    known, _ = _again(None, None)
    for key, trace in _traces().items():
        assert known.find(key) is None
        known.keep(key, trace)
    return known.write()


def test_traces_come_back_whole() -> None:
    known, told = _again(_written(), ())
    for key, trace in _traces().items():
        assert known.find(key) == trace
    assert set(told) == {*_FILES, "t.py"}
    assert known.write() == _written()


def test_a_trace_lasts_as_long_as_the_files_that_it_ran() -> None:
    known, told = _again(_written(), ["a/broken.py"])
    assert known.find("a.c") is None
    assert known.find("a.b") is None
    assert known.find("d") == _traces()["d"]
    assert told == ["d.py"]


def test_nothing_lasts_where_the_listing_is_another() -> None:
    known, _ = _again(_written(), None)
    assert known.find("d") is None
