"""Traces kept between runs: all that they say, and no longer than the files that they rest on last."""

from collections.abc import Iterable, Mapping

import pytest

from importlint.cache import traces
from importlint.cache.traces import KnownTraces
from importlint.machine.beginnings import Beginnings
from importlint.machine.entries import run_modules
from importlint.machine.programs import settings_of
from importlint.model.trace import Crash, Failure, PathChange, Trace, Verdict
from importlint.resolve.search_path import PathIndex
from importlint.scan.files import tree_from_mapping
from importlint.scan.outlines import skeletons_of

_FILES = {
    "a/__init__.py": "from a import b\nfrom a import c\n",
    "a/b.py": "import sys\nsys.path.append('x')\nfrom a.c import gone\n",
    "a/c.py": "try:\n    import a.broken\nexcept Exception:\n    pass\n",
    "a/broken.py": "1 / 0\nraise ValueError\n",
    "d.py": "import json\n",
}


@pytest.fixture(autouse=True)
def _few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have even a few files looked at closely."""
    monkeypatch.setattr(traces, "_FEWEST_FILES", 0)


def _traces() -> dict[str, Trace]:
    tree = tree_from_mapping(_FILES)
    beginnings = Beginnings(settings_of(tree, PathIndex(tree.files), (3, 11)))
    found = {trace.entry: trace for trace in run_modules(beginnings, ["a.b", "a.c", "d"], search_path=["."])}
    crash = Crash("E", "é\udce9", "t.py", 3)
    session = Trace("", Verdict.CRASH, crash, None, ("x",), (), {}, (PathChange("p.py", 1, ("q",)),))
    return found | {"session": session._replace(failures=(Failure("t.py", crash),), files=("t.py",))}


# Traces, and what counts of the files that were run.
Kept = tuple[bytes, bytes]


def _again(
    kept: Kept | None, changed: Iterable[str] | None, files: Mapping[str, str] = _FILES
) -> tuple[KnownTraces, list[str]]:
    told: list[str] = []
    return KnownTraces(
        *(kept or (None, None)), lambda: changed, told.append, skeletons_of(tree_from_mapping(files))
    ), told


def _write(known: KnownTraces) -> Kept:
    return known.write(), known.write_skeletons()


def _can_run(path: str) -> bool:
    return path != "broken.py"


def _written() -> Kept:
    known, _ = _again(None, None)
    for key, trace in _traces().items():
        assert known.find(key, _can_run) is None
        known.keep(key, trace)
    return _write(known)


def test_traces_come_back_whole() -> None:
    known, told = _again(_written(), ())
    for key, trace in _traces().items():
        assert known.find(key, _can_run) == trace
    assert set(told) == {*_FILES, "t.py"}
    assert _write(known) == _written()


def test_a_trace_lasts_as_long_as_the_files_that_it_ran() -> None:
    known, told = _again(_written(), ["a/broken.py"])
    assert known.find("a.c", _can_run) is None
    assert known.find("a.b", _can_run) is None
    assert known.find("d", _can_run) == _traces()["d"]
    assert told == ["d.py"]


def test_nothing_lasts_where_the_listing_is_another() -> None:
    known, _ = _again(_written(), None)
    assert known.find("d", _can_run) is None


# Of these files, `used` and what it calls run.
_BODIES = {
    "m.py": "import n\ndef unused():\n    x\n\nn.used()\nimport d\n",
    "n.py": "class N:\n    def unused(self):\n        1\n\ndef used():\n    def inner():\n        import d\n"
    "    inner()\n",
    "d.py": "def unused(): pass\n",
}


def _kept_of(files: Mapping[str, str]) -> Kept:
    tree = tree_from_mapping(files)
    settings = settings_of(tree, PathIndex(tree.files), (3, 11))
    (trace,) = run_modules(Beginnings(settings), ["m"], search_path=["."])
    known, _ = _again(None, None, files)
    known.find("m", _can_run)
    known.keep("m", trace)
    known.note_calls(settings.called)
    return _write(known)


@pytest.mark.parametrize(
    ("path", "old", "new", "lasts"),
    [
        ("m.py", "    x\n", "    x\n    y\n\n    z\n", True),
        ("m.py", "    x\n", "    return\n", True),
        ("n.py", "        1\n", "        def f():\n            return 2\n        3\n", True),
        ("n.py", "import d", "import d\n        2", False),
        ("n.py", "    inner()", "    inner() or inner()", False),
        ("n.py", "def unused(self)", "def unused(self, other)", False),
        ("m.py", "def unused():", "@n.used\ndef unused():", False),
        ("m.py", "n.used()\n", "n.used()\n\n", False),
        ("d.py", "def unused(): pass", "def unused(): 1", False),
    ],
)
def test_only_what_can_have_run_counts(path: str, old: str, new: str, lasts: bool) -> None:
    assert old in _BODIES[path]
    after = {**_BODIES, path: _BODIES[path].replace(old, new)}
    known, _ = _again(_kept_of(_BODIES), [path], after)
    found = known.find("m", _can_run)
    assert (found is not None) == lasts
    if found is None:
        return
    tree = tree_from_mapping(after)
    (expected,) = run_modules(Beginnings(settings_of(tree, PathIndex(tree.files), (3, 11))), ["m"], search_path=["."])
    assert found == expected
    # What was taken over is kept with what it rests on now.
    assert _write(known) == _kept_of(after)


def test_what_cannot_run_does_not_last() -> None:
    files = {"broken.py": "def f():\n    1\n"}
    known, _ = _again(None, None, files)
    known.find("m", _can_run)
    known.keep("m", _traces()["d"]._replace(files=("broken.py",)))
    known.note_calls({"broken.py": set()})
    after = {"broken.py": "def f():\n    2\n"}
    for can_run, lasts in ((lambda _: True, True), (_can_run, False)):
        again, _ = _again(_write(known), ["broken.py"], after)
        assert (again.find("m", can_run) is not None) == lasts


def test_a_file_that_was_read_otherwise_counts_whole() -> None:
    files = {"m.py": "def f():\n    1\n"}
    tree = tree_from_mapping(files)
    settings = settings_of(tree, PathIndex(tree.files), (3, 11))
    assert settings.program("m.py")
    assert settings.text("m.py")
    assert settings.program("m.py")
    assert settings.called == {"m.py": None}
    known, _ = _again(None, None, files)
    known.find("m", _can_run)
    known.keep("m", _traces()["d"]._replace(files=("m.py",)))
    known.note_calls(settings.called)
    again, _ = _again(_write(known), ["m.py"], {"m.py": "def f():\n    2\n"})
    assert again.find("m", _can_run) is None
