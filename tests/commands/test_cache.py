"""What a scan keeps for the next one: the same bytes with it and without, whatever happens in between."""

import ast
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from importlint.cache import traces
from importlint.cache.directory import SUFFIX
from importlint.machine import entries, importing
from importlint.machine.frames import Frame
from importlint.machine.values import Module
from importlint.machine.vm import Vm
from tests.commands.conftest import Run, Write
from tests.commands.projects import CYCLE, TWO_SERVICES

PIECES = [
    "import app.core\n",
    "import missing\n",
    "from app.models import Order\n",
    "x = 1\n",
    "def f():\n    import app.b\n",
    "import sys\nsys.path.insert(0, '..')\n",
    "from . import core\n",
    "import app.core  # importlint: ignore[unresolved-import]\n",
    "class Order: ...\n",
    "def broken(\n",
    "print 'old'\n",
]
NAMES = [
    "services/a/app/core.py",
    "services/b/app/core.py",
    "services/a/app/b.py",
    "run.py",
    "services/b/tests/test_x.py",
]
Scan = Callable[..., str]


@pytest.fixture
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory for the cache that does not exist yet."""
    return tmp_path_factory.mktemp("kept") / "cache"


@pytest.fixture(autouse=True)
def _few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have even a few files looked at closely."""
    monkeypatch.setattr(traces, "_FEWEST_FILES", 0)


@pytest.fixture
def scan(run: Run, cache: Path) -> Scan:
    """Return a function that scans with the cache and returns the report."""

    def scan_with_cache(*arguments: str) -> str:
        return run("scan", "-q", "--cache-dir", str(cache), *arguments).out

    return scan_with_cache


@pytest.fixture
def fresh(run: Run) -> Scan:
    """Return a function that scans without a cache."""
    return lambda *arguments: run("scan", "-q", "--no-cache", *arguments).out


def let_settle(project: Path) -> None:
    """Make all files as old as those that nobody works on."""
    for path in project.rglob("*"):
        os.utime(path, (1_000_000, 1_000_000))


@pytest.mark.parametrize("arguments", [(), ("--format", "json"), ("--format", "html"), ("services/a",)])
def test_the_second_scan_says_the_same(write: Write, scan: Scan, fresh: Scan, arguments: tuple[str, ...]) -> None:
    write({**TWO_SERVICES, **CYCLE})
    assert scan(*arguments) == scan(*arguments) == fresh(*arguments) != ""


def test_a_report_without_its_graph_does_for_the_formats_that_need_none(
    write: Write, scan: Scan, fresh: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = write({**TWO_SERVICES, **CYCLE})
    let_settle(project)
    scan()
    first = scan("--format", "json")
    assert first == fresh("--format", "json")
    expected = fresh()
    monkeypatch.delattr("importlint.commands.analysis.build_project")
    assert (scan(), scan("--format", "json")) == (expected, first)


def test_nothing_is_analysed_again(write: Write, scan: Scan, monkeypatch: pytest.MonkeyPatch) -> None:
    write(TWO_SERVICES)
    first = scan()
    monkeypatch.delattr("importlint.commands.analysis.build_project")
    assert scan() == first


def test_a_text_that_bears_on_nothing_is_read_and_no_more(
    write: Write, scan: Scan, fresh: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = write({**TWO_SERVICES, "services/a/app/quiet.py": "x = 1\n"})
    scan()
    (project / "services/a/app/quiet.py").write_text("x = 2\ny = x\n")
    expected = fresh()
    monkeypatch.delattr("importlint.commands.analysis.build_project")
    assert scan() == expected


def test_names_that_others_take_are_all_that_matters_of_a_text(
    write: Write, scan: Scan, fresh: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = write({"app/__init__.py": "", "app/a.py": "from app.b import take\n", "app/b.py": "def take(): ...\n"})
    scan()
    (project / "app/b.py").write_text("def helper(): ...\ndef take():\n    return helper()\n")
    expected = fresh()
    with monkeypatch.context() as patch:
        patch.delattr("importlint.commands.analysis.build_project")
        assert scan() == expected == ""
    (project / "app/b.py").write_text("def helper(): ...\n")
    assert scan() == fresh() != ""


def test_the_machine_runs_again_what_a_change_can_matter_to(
    write: Write, scan: Scan, fresh: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = "import sys\nsys.path.insert(0, 'services/{}')\nimport app.core\n"
    project = write({**TWO_SERVICES, **CYCLE, "a/run.py": run.format("a"), "b/run.py": run.format("b")})
    for name in ("a", "b"):
        (project / name / "run.py").write_text(run.format(name) + "if __name__ == '__main__':\n    pass\n")
    scan()
    (project / "b/run.py").write_text("import wave\n" + (project / "b/run.py").read_text())
    expected = fresh()
    ran: list[str] = []
    execute = importing.execute_body

    def execute_and_note(vm: Vm, module: Module, node: ast.AST, frame: Frame) -> None:
        ran.append(module.path)
        execute(vm, module, node, frame)

    monkeypatch.setattr(importing, "execute_body", execute_and_note)
    monkeypatch.setattr(entries, "execute_body", execute_and_note)
    assert scan() == expected
    assert "b/run.py" in ran
    assert not {"a/run.py", "one.py", "two.py"} & set(ran)
    scan("--select", "name-collision")
    assert "a/run.py" not in ran


def test_the_body_of_a_function_that_nobody_called_does_not_count(
    write: Write, scan: Scan, fresh: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "def unused():\n    return 1\n\n\n"
    project = write({**CYCLE, "one.py": body + CYCLE["one.py"], "two.py": body + CYCLE["two.py"]})
    before = scan()
    (project / "one.py").write_text(body.replace("return 1", "import json\n\n    return json") + CYCLE["one.py"])
    with monkeypatch.context() as patch:
        patch.delattr(importing, "execute_body")
        # Rules that try fixes run something in any case.
        assert scan("--select", "unresolved-import") == ""
    expected = fresh()
    assert scan() == expected != before
    (project / "two.py").write_text(body + "unused()\n" + CYCLE["two.py"])
    assert scan() == fresh() != expected


def test_what_the_machine_saw_does_not_outlive_the_ignored_paths(write: Write, scan: Scan, fresh: Scan) -> None:
    files = {"app/one.py": "import app.two\nimport app.made\nX = 1\n", "app/two.py": "from app.one import X\n"}
    project = write({**files, "app/__init__.py": "", ".gitignore": "other\n"})
    before = scan()
    (project / ".gitignore").write_text("app/made.py\n")
    assert scan() == fresh() != before


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_edited_the_report_is_that_of_a_full_scan(write: Write, scan: Scan, fresh: Scan, seed: int) -> None:
    chance = random.Random(seed)
    project = write({**TWO_SERVICES, **CYCLE})
    for _ in range(8):
        path = project / chance.choice(NAMES)
        match chance.randrange(5):
            case 0 if path.exists():
                path.unlink()
            case 1:
                (project / ".gitignore").write_text(chance.choice(["", "services/b/\n", "run.py\n"]))
            case 2:
                (project / "Makefile").write_text(f"go:\n\tPYTHONPATH={chance.choice('ab')} python run.py\n")
            case _:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("".join(chance.sample(PIECES, chance.randrange(4))))
        if chance.random() < 0.3:
            let_settle(project)
        assert scan() == fresh()


def random_function(chance: random.Random, name: str) -> str:
    """Return the text of a function or class with a body of some lines."""
    lines = chance.choices(
        ["import app.late", "x = 1", "return 2", "# why", "def g():\n        import app.b", "''", "x = 3", "# so"], k=3
    )
    body = "".join(f"    {line}\n" for line in ["pass", *lines[: chance.randrange(4)]])
    return f"{chance.choice(['', '# what', '@str'])}\ndef {name}():\n{body}".lstrip()


@pytest.mark.parametrize("seed", range(12))
def test_whatever_becomes_of_functions_the_report_is_that_of_a_full_scan(
    write: Write, scan: Scan, fresh: Scan, seed: int
) -> None:
    chance = random.Random(seed)
    begin = {
        "one.py": "from two import b\n",
        "two.py": "from one import a\n",
        "app/a.py": "import app.b\n",
        "app/b.py": "from app import late\n",
        "app/late.py": "",
        "run.py": "import sys\nsys.path.insert(0, 'lib')\nimport app.a\nfrom one import a\n",
        "quiet.py": "import app.gone  # importlint: ignore\nfrom one import b\n",
        "calm.py": "import json\n",
    }
    names = list(begin)
    parts = {name: {each: random_function(chance, each) for each in "abc"} for name in names}
    called = {name: chance.choice(["", "a()\n", "b()\nc()\n"]) for name in names}

    def text(name: str) -> str:
        end = "if __name__ == '__main__':\n    pass\n" if name == "run.py" else ""
        return begin[name] + "".join(parts[name].values()) + called[name] + end

    project = write({"setup.py": "", "app/__init__.py": "", "lib/x.py": "", **{name: text(name) for name in names}})
    for _ in range(8):
        name = chance.choice(names)
        parts[name][chance.choice("abc")] = random_function(chance, chance.choice("abc"))
        if chance.random() < 0.2:
            called[name] = chance.choice(["", "a()\n", "b()\nc()\n"])
        (project / name).write_text(text(name))
        if chance.random() < 0.3:
            let_settle(project)
        question = chance.choice([(), (), ("--select", "cycle-crash"), ("--format", "json")])
        for asked in (question, ()):
            assert scan(*asked) == fresh(*asked)


def test_a_file_rewritten_within_a_tick_of_the_clock_is_read_again(write: Write, scan: Scan, fresh: Scan) -> None:
    project = write(TWO_SERVICES)
    path = project / "services/a/app/core.py"
    for text in ("import aaaaaaa\n", "import bbbbbbb\n", "import app.aaa\n"):
        path.write_text(text)
        # Same size, same time of modification: as if both writes fell into one tick.
        os.utime(path, ns=(path.parent.stat().st_mtime_ns, path.parent.stat().st_mtime_ns))
        assert scan() == fresh()


def test_other_questions_have_other_answers(write: Write, scan: Scan, fresh: Scan) -> None:
    write(TWO_SERVICES)
    questions = [(), ("--select", "contested-name"), ("services/b",), ("--only", "services/a/app/core.py")]
    for question in (*questions, *questions):
        assert scan(*question) == fresh(*question)


def test_the_baseline_and_the_configuration_count(write: Write, run: Run, scan: Scan, fresh: Scan) -> None:
    project = write(TWO_SERVICES)
    assert scan() != ""
    run("baseline")
    assert scan() == fresh() == ""
    (project / "importlint.toml").write_text('ignore = ["contested-name"]\n')
    assert scan("--no-baseline") == fresh("--no-baseline")


@pytest.mark.parametrize("damage", [b"", b"importlint cache\n", b"\0" * 100, b"[]\n[]\n"])
def test_a_damaged_file_is_no_file(write: Write, scan: Scan, fresh: Scan, cache: Path, damage: bytes) -> None:
    write(TWO_SERVICES)
    scan()
    (kept,) = cache.glob(f"*{SUFFIX}")
    whole = kept.read_bytes()
    for content in (damage, whole[: len(whole) // 2], whole[:-1], whole.replace(b"app", b"ppa")):
        kept.write_bytes(content)
        assert scan() == fresh()


def test_a_place_that_cannot_be_written_is_said_once(write: Write, run: Run, fresh: Scan) -> None:
    project = write(TWO_SERVICES)
    (project / "file").write_text("")
    done = run("scan", "--cache-dir", str(project / "file" / "cache"))
    assert done.err.count("nothing is kept for the next run") == 1
    assert run("scan", "-q", "--cache-dir", str(project / "file" / "cache")).out == fresh()


def test_two_scans_at_once(write: Write, cache: Path, fresh: Scan) -> None:
    project = write(TWO_SERVICES)
    command = [sys.executable, "-m", "importlint", "scan", "-q", "--cache-dir", str(cache)]
    running = [subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert {each.communicate()[0] for each in running} == {fresh()}
    assert [path.suffix for path in cache.iterdir()] == [SUFFIX]


def test_showing_and_clearing(write: Write, run: Run, scan: Scan, cache: Path) -> None:
    write(TWO_SERVICES)
    scan()
    assert "1 project" in run("cache", "show", "--cache-dir", str(cache)).out
    assert "removed 1 project" in run("cache", "clear", "--cache-dir", str(cache)).out
    assert list(cache.iterdir()) == []


def test_no_cache_and_a_place_for_it_exclude_each_other(write: Write, run: Run, cache: Path) -> None:
    write(TWO_SERVICES)
    assert run("scan", "--no-cache", "--cache-dir", str(cache)).status == 2
