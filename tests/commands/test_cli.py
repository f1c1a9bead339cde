"""The frame of the command line: the list of commands, what is printed where, and how a run ends."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import IO

import click
import pytest

from importlint import __version__
from importlint.cli import COMMANDS, Entry, main
from tests.commands.conftest import Run, Write
from tests.commands.projects import CLEAN, TWO_SERVICES

NAMES = [entry.name for entries in COMMANDS.values() for entry in entries]
COMMAND = [sys.executable, "-m", "importlint"]


def test_the_list_is_the_folder() -> None:
    folder = Path(import_module("importlint.commands").__file__ or "").parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    commands = {name for name in modules if hasattr(import_module(f"importlint.commands.{name}"), "command")}
    assert {name.replace("-", "_") for name in NAMES} == commands


@pytest.mark.parametrize("entry", [entry for entries in COMMANDS.values() for entry in entries])
def test_the_list_and_the_command_begin_alike(entry: Entry) -> None:
    command = import_module(f"importlint.commands.{entry.name.replace('-', '_')}").command
    assert isinstance(command, click.Command)
    assert command.name == entry.name
    assert entry.summary.split()[0] == (command.help or "").split()[0]
    assert entry.summary.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_a_help_page_that_fits_a_terminal(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert done.status == 0
    assert done.out.startswith(f"Usage: importlint {name} ")
    assert f"  importlint {name}" in done.out.partition("Examples:")[2]
    assert max(map(len, done.out.splitlines())) <= 100


def test_the_help_page_lists_all_commands_under_headings(run: Run) -> None:
    out = run("--help").out
    assert all(f"  {name} " in out for name in NAMES)
    assert all(f"\n{heading}:\n" in out for heading in COMMANDS)


def test_without_a_command_the_help_is_printed_as_an_error(run: Run) -> None:
    done = run()
    assert (done.status, done.out) == (2, "")
    assert done.err == run("--help").out


def test_the_version(run: Run) -> None:
    assert run("--version") == (0, f"importlint {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (("scna",), "importlint: there is no command scna\nhelp: did you mean scan?\n"),
        (("xyz",), "importlint: there is no command xyz\nhelp: `importlint --help` lists the commands\n"),
        (
            ("why", "a"),
            "importlint: missing argument 'IMPORTED'\nhelp: `importlint why --help` says what is expected\n",
        ),
    ],
)
def test_wrong_usage_is_two_lines_and_status_2(run: Run, arguments: tuple[str, ...], err: str) -> None:
    assert run(*arguments) == (2, "", err)


def test_an_option_that_does_not_exist(run: Run) -> None:
    done = run("--nope")
    # click words it in one of two ways, by version.
    assert done.err.replace(": --nope", " '--nope'") == (
        "importlint: no such option '--nope'\nhelp: `importlint --help` says what is expected\n"
    )
    assert (done.status, done.out) == (2, "")


def start(project: Path, *arguments: str, stdout: int | IO[bytes] = subprocess.PIPE) -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return subprocess.Popen([*COMMAND, *arguments], cwd=project, env=environment, stdout=stdout, stderr=subprocess.PIPE)


def test_a_reader_that_goes_away_is_no_error(write: Write) -> None:
    process = start(write(TWO_SERVICES), "scan", "--format", "json")
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate()
    assert process.returncode == 1
    assert b"Traceback" not in err
    assert b"BrokenPipe" not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("argument", ["scan", "--help", "--version"])
def test_a_full_disk_behind_standard_output_is_an_error(write: Write, argument: str) -> None:
    with Path("/dev/full").open("wb") as full:
        process = start(write(CLEAN), argument, stdout=full)
        _, err = process.communicate()
    assert process.returncode == 2
    assert err == b"importlint: the output cannot be written: No space left on device\n"


def test_an_interrupt_ends_the_run_quietly(write: Write, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    write(CLEAN)

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("importlint.commands.analysis.make_report", interrupt)
    assert run("scan") == (130, "", "\nimportlint: interrupted\n")


def test_output_is_utf8_wherever_it_goes(write: Write) -> None:
    process = start(write(TWO_SERVICES), "scan")
    out, _ = process.communicate()
    assert "●" in out.decode("utf-8")


def test_nothing_is_printed_where_standard_output_is_closed(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(CLEAN)
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(SystemExit) as ended:
        main(["scan"])
    assert ended.value.code == 0
    assert "0 findings" in capsys.readouterr().err
