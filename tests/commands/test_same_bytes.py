"""The same bytes out, with any number of workers and whatever an earlier scan has left: cold, warm and incremental."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Run, Write
from tests.commands.test_determinism import FILES

SCRIPT = "import sys\nsys.path[:0] = ['services/{}', 'services/{}']\nimport app.core, app.new\n"

Change = Callable[[Path], object]


def writes(name: str, text: str) -> Change:
    """Return what writes a file of the project."""

    def change(project: Path) -> None:
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return change


CHANGES: dict[str, Change] = {
    "an import more": writes("services/alpha/app/one.py", "from app import core, three\nimport app.nowhere\n"),
    "a cycle less": writes("services/gamma/app/one.py", ""),
    "a module that was missing": writes("services/gamma/app/missing.py", "y = 1\n"),
    "a module less": lambda project: (project / "services/gamma/app/core.py").unlink(),
    "a mistake in a statement": writes("services/alpha/app/two.py", "import json\nfoo bar baz\n"),
    "a broken file": writes("services/alpha/app/two.py", "from app import (\n"),
    "another service": writes("services/delta/app/__init__.py", "import json\nfrom app import nothing\n"),
    "a script": writes("scripts/run.py", SCRIPT.format("alpha", "gamma")),
    "a launch": writes("Makefile", "run:\n\tPYTHONPATH=services/gamma:services/alpha python -m app.core\n"),
    "a root more": writes("services/alpha/lib/pyproject.toml", "[project]\nname = 'lib'\nversion = '1'\n"),
    "a comment": writes("services/gamma/app/three.py", "from app import one  # importlint: ignore\n"),
    "a setting": writes("importlint.toml", "ignore = ['contested-name']\n"),
    "an ignored directory": writes(".gitignore", "services/gamma/\n"),
    "a file that importlint does not read": writes("notes.txt", "nothing\n"),
}


def scan(run: Run, *arguments: str) -> str:
    """Return what a scan prints."""
    done = run("scan", "--format", "json", *arguments)
    assert done.status == 1, done.err
    return done.out


@pytest.mark.parametrize("what", CHANGES)
def test_an_earlier_scan_and_the_number_of_workers_change_nothing(
    write: Write, run: Run, tmp_path_factory: pytest.TempPathFactory, what: str
) -> None:
    project = write({**FILES, "services/alpha/much.py": "x = 1\n" * 10_000})
    caches = {workers: str(tmp_path_factory.mktemp("cache")) for workers in ("1", "2", "8")}
    before = scan(run, "--no-cache", "--workers", "1")
    for workers, cache in caches.items():
        kept = ("--cache-dir", cache, "--workers", workers)
        assert scan(run, *kept) == before, "cold"
        assert scan(run, *kept) == before, "warm"
    CHANGES[what](project)
    after = scan(run, "--no-cache", "--workers", "1")
    for workers, cache in caches.items():
        kept = ("--cache-dir", cache, "--workers", workers)
        assert scan(run, *kept) == after, "incremental"
        assert scan(run, *kept) == after, "warm after a change"


@pytest.mark.parametrize("format_", ["text", "sarif", "html", "markdown"])
def test_every_format_comes_out_of_the_cache_as_it_went_in(
    write: Write, run: Run, tmp_path_factory: pytest.TempPathFactory, format_: str
) -> None:
    write(FILES)
    cache = str(tmp_path_factory.mktemp("cache"))
    reports = {
        run("scan", "--format", format_, *kept).out
        for kept in (
            ("--no-cache",),
            ("--cache-dir", cache),
            ("--cache-dir", cache),
            ("--cache-dir", cache, "--workers", "8"),
        )
    }
    assert len(reports) == 1
    assert reports != {""}
