"""Commands in the copy of a project: they look at the copy, or the proof says that they do not."""

import sys
from pathlib import Path

import pytest

from importlint.proof.copies import copied
from importlint.proof.programs import find_python, run_command, run_python
from importlint.proof.prove import compare_runs


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "project/pkg").mkdir(parents=True)
    (tmp_path / "project/pkg/__init__.py").write_text("HERE = __file__\n")
    return tmp_path / "project"


def test_the_working_directory_is_the_copy(project: Path) -> None:
    with copied(str(project)) as copy:
        ran = run_command(f'{sys.executable} -c "import pkg; print(pkg.HERE)"', project=str(project), copy=copy)
        assert (ran.status, ran.strayed) == (0, ())
        assert ran.said == (str(Path(copy, "pkg/__init__.py")),)
    assert not Path(copy).exists()


def test_a_directory_below_it_can_be_asked_for(project: Path) -> None:
    with copied(str(project)) as copy:
        ran = run_command("pwd", project=str(project), copy=copy, directory="pkg")
        assert ran.said == (str(Path(copy, "pkg").resolve()),)


def test_the_search_path_leads_to_the_copy(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{project}")
    with copied(str(project)) as copy:
        command = f'cd / && {sys.executable} -c "import pkg; print(pkg.HERE)"'
        ran = run_command(command, project=str(project), copy=copy)
        assert ran.said == (str(Path(copy, "pkg/__init__.py")),)


def test_what_is_on_the_path_by_other_means_is_led_to_the_copy(project: Path, tmp_path: Path) -> None:
    """A `.pth` file, as editable installs write it, in a user directory of packages."""
    site = tmp_path / "base/lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    site.mkdir(parents=True)
    (site / "editable.pth").write_text(f"{project}\n")
    with copied(str(project)) as copy:
        command = f'cd / && PYTHONUSERBASE={tmp_path}/base {sys.executable} -s -c "import pkg; print(pkg.HERE)"'
        assert run_command(command, project=str(project), copy=copy).status == 1
        base = getattr(sys, "_base_executable", sys.executable)
        command = f'cd / && PYTHONUSERBASE={tmp_path}/base {base} -c "import pkg; print(pkg.HERE)"'
        ran = run_command(command, project=str(project), copy=copy)
        assert ran.said == (str(Path(copy, "pkg/__init__.py")),)


def test_who_takes_the_original_all_the_same_proves_nothing(project: Path) -> None:
    with copied(str(project)) as copy:
        command = f'{sys.executable} -c "import sys; sys.path[:0] = [{str(project)!r}]; import pkg"'
        ran = run_command(command, project=str(project), copy=copy)
    assert ran.strayed == ("pkg/__init__.py",)
    check = compare_runs(command, ran, ran)
    assert not check.holds
    assert check.says == "proves nothing: it imports pkg/__init__.py from the project itself, not from the copy"


def test_a_sitecustomize_of_the_user_still_runs(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/sitecustomize.py").write_text("print('mine')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "own"))
    with copied(str(project)) as copy:
        ran = run_command(f'{sys.executable} -c "print(1)"', project=str(project), copy=copy)
    assert ran.said == ("mine", "1")


def test_what_a_command_writes_stays_in_the_copy(project: Path) -> None:
    with copied(str(project)) as copy:
        run_command("echo changed > pkg/__init__.py", project=str(project), copy=copy)
    assert (project / "pkg/__init__.py").read_text() == "HERE = __file__\n"


def test_an_import_that_does_not_end_is_given_up(project: Path) -> None:
    ran = run_python(sys.executable, "import time; time.sleep(60)", [], directory=str(project), seconds=0.5)
    assert (ran.status, ran.said) == (None, ("did not end within 0.5 seconds",))


def test_the_interpreter_is_that_of_the_environment(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    assert find_python(str(project), None) == sys.executable
    own = project / (".venv/Scripts/python.exe" if sys.platform == "win32" else ".venv/bin/python")
    own.parent.mkdir(parents=True)
    own.touch()
    assert find_python(str(project), None) == str(own)
    assert find_python(str(project), "/usr/bin/python3") == "/usr/bin/python3"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes")
def test_copies_keep_links_and_leave_out_what_is_no_file(project: Path) -> None:
    import os

    (project / "link").symlink_to("pkg")
    (project / "away").symlink_to("/nowhere")
    os.mkfifo(project / "pipe")
    (project / ".git").write_text("gitdir: elsewhere\n")
    (project / "locked").mkdir()
    (project / "locked/file").write_text("x")
    (project / "locked/file").chmod(0o444)
    (project / "locked").chmod(0o555)
    with copied(str(project)) as copy:
        found = sorted(path.name for path in Path(copy).iterdir())
        assert found == ["away", "link", "locked", "pkg"]
        assert Path(copy, "link").is_symlink()
    assert not Path(copy).exists()
    (project / "locked").chmod(0o755)
