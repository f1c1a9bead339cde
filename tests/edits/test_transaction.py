"""Transactions: all or nothing, whatever comes in between."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from importlint.edits import transaction
from importlint.edits.interrupted import FOLDER, is_interrupted
from importlint.edits.snapshot import Snapshot
from importlint.edits.steps import Step
from importlint.edits.transaction import apply_changes, recover
from importlint.errors import FixError
from importlint.model.change import ChangeSet, Move, NewFile
from importlint.model.fix import Edit
from importlint.model.location import Span
from importlint.scan.files import list_tree

FILES = {
    "svc/app/__init__.py": "",
    "svc/app/a.py": "import app.b\n",
    "svc/app/b.py": "x = 1\r\n",
    "svc/app/data/table.bin": "\x00\x01",
    "svc/alone/only.py": "y = 1\n",
    "old/deep/gone.py": "z = 1\n",
    "swap/one.txt": "1",
    "swap/two.txt": "2",
    "Makefile": "run:\n\tpython -m app\n",
}
CHANGES = ChangeSet(
    edits=(
        Edit(path="svc/app/a.py", span=Span(1, 8, 1, 11), replacement="acme.svc"),
        Edit(path="svc/app/b.py", span=Span(1, 5, 1, 6), replacement="2"),
        Edit(path="Makefile", span=Span(2, 12, 2, 15), replacement="acme.svc"),
    ),
    moves=(
        Move("svc/app", "svc/src/acme/svc"),
        Move("svc/alone/only.py", "svc/src/other.py"),
        Move("swap/one.txt", "swap/two.txt"),
        Move("swap/two.txt", "swap/one.txt"),
    ),
    removals=("old/deep/gone.py",),
    new_files=(NewFile("svc/src/acme/svc/sub/new.py", "# new\n"), NewFile("run.sh", "#!/bin/sh\n", executable=True)),
)
DONE = {
    "svc/src/acme/svc/__init__.py": b"",
    "svc/src/acme/svc/a.py": b"import acme.svc.b\n",
    "svc/src/acme/svc/b.py": b"x = 2\r\n",
    "svc/src/acme/svc/data/table.bin": b"\x00\x01",
    "svc/src/acme/svc/sub/new.py": b"# new\n",
    "svc/src/other.py": b"y = 1\n",
    "swap/one.txt": b"2",
    "swap/two.txt": b"1",
    "Makefile": b"run:\n\tpython -m acme.svc\n",
    "run.sh": b"#!/bin/sh\n",
}
BEFORE = {path: text.encode() for path, text in FILES.items()}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path, content in BEFORE.items():
        target = tmp_path / "project" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return tmp_path / "project"


def contents(project: Path) -> dict[str, bytes]:
    files = (path for path in project.rglob("*") if path.is_file() and FOLDER not in path.parts)
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files}


def directories(project: Path) -> set[str]:
    return {path.relative_to(project).as_posix() for path in project.rglob("*") if path.is_dir()}


def scanned(project: Path) -> Snapshot:
    snapshot = Snapshot(list_tree(str(project)))
    for path in snapshot.tree.files:
        snapshot.read(path)
    return snapshot


def test_makes_the_whole_change(project: Path) -> None:
    apply_changes(str(project), CHANGES, scanned(project))
    assert contents(project) == DONE
    assert not (project / FOLDER).exists()
    assert directories(project).isdisjoint({"old", "old/deep", "svc/alone", "svc/app"})
    assert os.access(project / "run.sh", os.X_OK)


# Every call that changes the disk is a place where a process can die.
CALLS = ("replace", "rename", "mkdir", "remove", "rmdir", "fsync", "unlink")
KILLER = """
import os, signal, sys
sys.path[:0] = {paths!r}
calls, limit = 0, int(sys.argv[2])
def deadly(call):
    def counted(*arguments, **options):
        global calls
        if calls == limit:
            os.kill(os.getpid(), signal.SIGKILL)
        calls += 1
        return call(*arguments, **options)
    return counted
from tests.edits.test_transaction import CHANGES, CALLS, scanned
from importlint.edits import transaction
from pathlib import Path
snapshot = scanned(Path(sys.argv[1]))
import shutil
for name in CALLS:
    setattr(os, name, deadly(getattr(os, name)))
if sys.argv[3] == "apply":
    transaction.apply_changes(sys.argv[1], CHANGES, snapshot)
else:
    transaction.recover(sys.argv[1])
print(calls)
"""


def killed_at(limit: int, project: Path, what: str) -> "subprocess.CompletedProcess[str]":
    code = KILLER.format(paths=[str(Path(__file__).resolve().parents[2])])
    return subprocess.run(
        [sys.executable, "-c", code, str(project), str(limit), what], capture_output=True, text=True, check=False
    )


def fresh(project: Path, number: int) -> Path:
    target = project.parent / str(number)
    for path, content in BEFORE.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(content)
    return target


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_killed_at_any_step_the_project_is_put_back_or_complete(project: Path) -> None:
    """Kill the process before each of its system calls; the next command restores, and a second try succeeds."""
    ends = {"before": 0, "after": 0}
    for limit in range(1000):
        target = fresh(project, limit)
        ended = killed_at(limit, target, "apply")
        was_cut_off = is_interrupted(str(target))
        recover(str(target))
        found = contents(target)
        assert found in (BEFORE, DONE), f"neither nor, after {limit} calls"
        assert not was_cut_off or found == BEFORE
        ends["before" if found == BEFORE else "after"] += 1
        if found == BEFORE:
            assert directories(target) - {FOLDER} == directories(project)
            apply_changes(str(target), CHANGES, scanned(target))
        assert contents(target) == DONE
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert ends["before"] > 30
    assert ends["after"] > 3


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_killed_while_it_puts_things_back_it_goes_on_the_next_time(project: Path) -> None:
    half_done = halfway(project)
    for limit in range(1000):
        target = fresh(project, limit)
        killed_at(half_done, target, "apply")
        assert is_interrupted(str(target))
        ended = killed_at(limit, target, "recover")
        recover(str(target))
        assert contents(target) == BEFORE, f"after {limit} calls"
        if ended.returncode == 0:
            break
    assert limit > 10


def halfway(project: Path) -> int:
    """Return how many calls lead to the moment when all steps are taken and the journal is still there."""
    target = fresh(project, -1)
    total = int(killed_at(10_000, target, "apply").stdout)
    for limit in range(total, 0, -1):
        target = fresh(project, -limit - 1)
        killed_at(limit, target, "apply")
        if is_interrupted(str(target)):
            return limit
    raise AssertionError


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, BaseException], None]:
    """Return a function that makes a step of the transaction fail."""

    def fail_at(number: int, error: BaseException) -> None:
        steps = iter(range(10_000))
        original = transaction.take

        def take(project: str, step: Step) -> None:
            if next(steps) == number:
                raise error
            original(project, step)

        monkeypatch.setattr(transaction, "take", take)

    return fail_at


@pytest.mark.parametrize("number", range(18))
def test_an_error_at_any_step_undoes_what_was_done(
    number: int, project: Path, failing: Callable[[int, BaseException], None]
) -> None:
    failing(number, OSError(28, "No space left on device"))
    with pytest.raises(FixError, match="nothing was changed: No space left on device"):
        apply_changes(str(project), CHANGES, scanned(project))
    assert contents(project) == BEFORE
    assert not (project / FOLDER).exists()


def test_an_interrupt_undoes_what_was_done(project: Path, failing: Callable[[int, BaseException], None]) -> None:
    failing(5, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        apply_changes(str(project), CHANGES, scanned(project))
    assert contents(project) == BEFORE
    assert not (project / FOLDER).exists()


def cut_off(project: Path, failing: Callable[[int, BaseException], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave a transaction as a killed process does."""
    failing(5, KeyboardInterrupt())
    with monkeypatch.context() as context:
        context.setattr(transaction, "_put_back", lambda *_: None)
        with pytest.raises(KeyboardInterrupt):
            apply_changes(str(project), CHANGES, scanned(project))
    assert is_interrupted(str(project))


def test_nothing_new_begins_before_the_old_is_undone(
    project: Path, failing: Callable[[int, BaseException], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(project, failing, monkeypatch)
    with pytest.raises(FixError, match="an earlier change of this project was cut off"):
        apply_changes(str(project), CHANGES, scanned(project))
    assert recover(str(project)) == []
    assert recover(str(project)) is None
    assert contents(project) == BEFORE


def test_recovering_leaves_what_was_edited_since(
    project: Path, failing: Callable[[int, BaseException], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(project, failing, monkeypatch)
    (project / "Makefile").write_text("mine\n")
    (trouble,) = recover(str(project)) or []
    assert trouble.startswith("Makefile has been changed since; what it was is in ")
    assert (project / trouble.rpartition(" ")[2]).read_bytes() == BEFORE["Makefile"]
    assert contents(project) == BEFORE | {"Makefile": b"mine\n"}
    (project / "Makefile").write_bytes(BEFORE["Makefile"])
    assert recover(str(project)) == []
    assert not (project / FOLDER).exists()


def test_a_file_that_has_changed_since_the_scan_is_refused(project: Path) -> None:
    snapshot = scanned(project)
    (project / "svc/app/b.py").write_text("x = 3\n")
    with pytest.raises(FixError, match=r"svc/app/b\.py has changed since it was scanned"):
        apply_changes(str(project), CHANGES, snapshot)
    assert contents(project) == BEFORE | {"svc/app/b.py": b"x = 3\n"}


def test_a_read_only_file_is_refused(project: Path) -> None:
    (project / "svc/app/b.py").chmod(0o444)
    with pytest.raises(FixError, match=r"svc/app/b\.py is read-only"):
        apply_changes(str(project), CHANGES, scanned(project))
    assert contents(project) == BEFORE
    assert not (project / FOLDER).exists()


@pytest.mark.skipif(os.name != "posix", reason="modes")
def test_the_mode_stays(project: Path) -> None:
    (project / "Makefile").chmod(0o750)
    apply_changes(str(project), ChangeSet(edits=CHANGES.edits[2:]), scanned(project))
    assert stat.S_IMODE((project / "Makefile").stat().st_mode) == 0o750


@pytest.fixture
def outside(project: Path) -> Iterator[Path]:
    outside = project.parent / "outside"
    outside.mkdir()
    (outside / "x.py").write_text("import a\n")
    yield outside
    assert (outside / "x.py").read_text() == "import a\n"
    assert len(list(outside.iterdir())) == 1


EDIT = Span(1, 8, 1, 9)


@pytest.mark.parametrize(
    "changes",
    [
        ChangeSet(edits=(Edit(path="link/x.py", span=EDIT, replacement="b"),)),
        ChangeSet(edits=(Edit(path="x.py", span=EDIT, replacement="b"),)),
        ChangeSet(moves=(Move("link/x.py", "y.py"),)),
        ChangeSet(moves=(Move("Makefile", "link/Makefile"),)),
        ChangeSet(removals=("link/x.py",)),
        ChangeSet(new_files=(NewFile("link/new.py", ""),)),
        ChangeSet(new_files=(NewFile("../outside/new.py", ""),)),
        ChangeSet(moves=(Move("/etc/passwd", "passwd"),)),
    ],
)
def test_no_link_is_followed_out_of_the_project(changes: ChangeSet, project: Path, outside: Path) -> None:
    (project / "link").symlink_to(outside)
    (project / "x.py").symlink_to(outside / "x.py")
    snapshot = Snapshot(list_tree(str(project)))
    with pytest.raises(FixError, match=r"link that leads out of the project|not a path inside the project"):
        apply_changes(str(project), changes, snapshot)


def test_a_link_inside_the_project_stays_one(project: Path) -> None:
    (project / "link").symlink_to("Makefile")
    changes = ChangeSet(edits=(Edit(path="link", span=Span(1, 1, 1, 4), replacement="go"),))
    apply_changes(str(project), changes, scanned(project))
    assert (project / "link").is_symlink()
    assert (project / "Makefile").read_text().startswith("go:")


@pytest.mark.parametrize(
    "changes",
    [
        ChangeSet(moves=(Move("svc/app", "svc/alone"),)),
        ChangeSet(new_files=(NewFile("Makefile", ""),)),
        ChangeSet(moves=(Move("svc/app", "new"),), new_files=(NewFile("new/a.py", ""),)),
        ChangeSet(moves=(Move("svc/none", "new"),)),
        ChangeSet(removals=("svc/none",)),
    ],
)
def test_nothing_is_written_over_or_made_up(changes: ChangeSet, project: Path) -> None:
    with pytest.raises(FixError, match=r"exists already|does not exist any more"):
        apply_changes(str(project), changes, scanned(project))
    assert contents(project) == BEFORE


def test_where_no_journal_can_be_written_nothing_is_changed(project: Path) -> None:
    (project / FOLDER).write_text("a file in its place")
    with pytest.raises(FixError, match=r"nothing was changed: .*File exists"):
        apply_changes(str(project), CHANGES, scanned(project))
    assert contents(project) == BEFORE


def test_a_journal_that_cannot_be_read_is_told(project: Path) -> None:
    (project / FOLDER).mkdir()
    (project / FOLDER / "journal.json").write_text('{"version": 1, "steps": [[')
    with pytest.raises(FixError, match=r"journal.json cannot be read"):
        recover(str(project))
    assert contents(project) == BEFORE
    assert is_interrupted(str(project))


def test_two_at_once_are_refused(project: Path) -> None:
    code = (
        "import sys, time; from importlint.edits.journal import opened\n"
        "with opened(sys.argv[1]): print('in', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(project)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(FixError, match="another importlint fix is at work"):
            apply_changes(str(project), CHANGES, scanned(project))
        other.kill()
    apply_changes(str(project), CHANGES, scanned(project))
    assert contents(project) == DONE


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full's kind of limit")
def test_a_full_disk_changes_nothing(project: Path) -> None:
    """Let the process write files of a few bytes only, which fails as a full disk does: in the middle of a write."""
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        f"sys.path[:0] = [{str(Path(__file__).resolve().parents[2])!r}]\n"
        "from tests.edits.test_transaction import CHANGES, scanned\n"
        "from importlint.edits.transaction import apply_changes\n"
        "from importlint.errors import FixError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "project = Path(sys.argv[1]); snapshot = scanned(project)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))\n"
        "try: apply_changes(str(project), CHANGES, snapshot)\n"
        "except FixError as error: print(error)\n"
    )
    for limit in (0, 1, 12, 20, 100):
        command = [sys.executable, "-c", code, str(project), str(limit)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert said.startswith("nothing was changed: "), limit
        assert contents(project) == BEFORE
        assert not (project / FOLDER).exists()
