"""The command line: the only place that prints and exits."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from itertools import chain
from typing import NamedTuple, NoReturn, TextIO

import click

from importlint import __version__
from importlint.commands.outcome import Outcome
from importlint.errors import ImportlintError, OutputError, UsageError

_INTERRUPTED = 130  # 128 + SIGINT, as a shell has it


class Entry(NamedTuple):
    """A command in the list: its name, which is also its module in `importlint.commands`, and what it does."""

    name: str
    summary: str


COMMANDS = {
    "Look": (
        Entry("scan", "Report what is wrong with the imports of a project."),
        Entry("roots", "Print each source root, what it provides, and the evidence for it."),
        Entry("trace", "Say what happens when a script runs or a module is imported first: events, files, verdict."),
        Entry("which", "Say which file a name means in a process, and why that one."),
        Entry("why", "Print the shortest chains of imports from one module to another."),
        Entry("graph", "Print the import graph for Graphviz, Mermaid, GraphML or scripts."),
        Entry("render", "Render a saved JSON report in other formats."),
        Entry("explain", "Say what a rule means, with an example and how to mend it."),
    ),
    "Mend": (
        Entry("fix", "Change the code so that findings are gone: as a diff, proven in a copy, or applied."),
        Entry("loader", "Write a loader for programs that load several services which share module names."),
    ),
    "Decide": (Entry("baseline", "Accept today's findings, so that later scans fail on new ones only."),),
    "Keep": (Entry("cache", "Show or remove what a scan keeps for the next one."),),
}


class CommandGroup(click.Group):
    """The commands, each loaded only when it is called, so that none costs the others start-up time."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of the list."""
        return [entry.name for entries in COMMANDS.values() for entry in entries]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        # The names are those of COMMANDS, and none is imported before it is asked for.
        name = cmd_name.replace("-", "_")
        module = import_module(f"importlint.commands.{name}")  # importlint: ignore[dynamic-import]
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments name; raises UsageError for one that does not exist."""
        names = self.list_commands(ctx)
        if args[0] not in names and not args[0].startswith("-"):
            raise UsageError(f"there is no command {args[0]}", help=_nearest(args[0], names))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list under its headings; no command is loaded for it."""
        width = max(len(entry.name) for entries in COMMANDS.values() for entry in entries)
        for heading, entries in COMMANDS.items():
            with formatter.section(heading):
                formatter.write_dl([(f"{entry.name:<{width}}", entry.summary) for entry in entries])


@click.group(
    "importlint",
    cls=CommandGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def importlint(ctx: click.Context) -> Outcome | None:
    """Say which file every import means, in every process, what breaks, and what change mends it.

    Start with `importlint scan`. It executes no code of the project.
    """
    return Outcome(notes=f"{ctx.get_help()}\n", status=2) if ctx.invoked_subcommand is None else None


def run() -> NoReturn:
    """Run the command line in a process that does nothing else, and end the process."""
    # A run makes many objects that live to its end. To look through them for circles takes a third of the time, unless
    # there are very many (1 GB); to take them apart one by one at the end takes as long again.
    gc.set_threshold(8_000_000, 50, 1_000)
    status = _execute(None)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError):
            stream.flush()
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 for nothing found, 1 for findings, 2 where the run could not go on."""
    sys.exit(_execute(arguments))


def _execute(arguments: Sequence[str] | None) -> int:
    """Run the command line and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        _prepare(stream)
    try:
        outcome = importlint.main(arguments, prog_name="importlint", standalone_mode=False)
        return _show(outcome) if isinstance(outcome, Outcome) else int(outcome or 0)
    except ImportlintError as error:
        return _fail(str(error), error.help)
    except click.ClickException as error:
        return _fail(*_said_by_click(error))
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted", "", status=_INTERRUPTED)
    except BrokenPipeError:
        _silence(sys.stdout)
        return 0
    except OSError as error:
        _silence(sys.stdout)
        return _fail(_said_by_system(error), "")


def _prepare(stream: TextIO | None) -> None:
    """Make a stream take any text: UTF-8 where no terminal reads it, escapes for what it cannot show."""
    if isinstance(stream, TextIOWrapper):
        encoding = None if stream.isatty() or "PYTHONIOENCODING" in os.environ else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace", newline="\n")


def _show(outcome: Outcome) -> int:
    for text in chain((outcome.out,), outcome.lines):
        _print(sys.stdout, text)
    _print(sys.stderr, outcome.notes)
    return outcome.status() if callable(outcome.status) else outcome.status


def _print(stream: TextIO | None, text: str) -> None:
    """Write all of a text at once; a reader that has gone away is no error, a full disk is."""
    if stream is None or not text:
        return
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        _silence(stream)
        if not isinstance(error, BrokenPipeError):
            raise OutputError(_said_by_system(error)) from None


def _silence(stream: TextIO | None) -> None:
    """Write no more: what is left in the buffer is not tried again at the end (Doc/library/signal.rst)."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _fail(what: str, help_text: str, *, status: int = 2) -> int:
    with suppress(OutputError):
        _print(sys.stderr, f"importlint: {what}\n" + (f"help: {help_text}\n" if help_text else ""))
    return status


def _said_by_system(error: OSError) -> str:
    what = error.strerror or error
    return f"{error.filename}: {what}" if error.filename else f"the output cannot be written: {what}"


def _said_by_click(error: click.ClickException) -> tuple[str, str]:
    """Return what a usage error says, and what to do about it, in our own form."""
    what, _, hint = error.format_message().partition("\n")[0].rstrip(".").partition(". ")
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "importlint"
    hint = hint[:1].lower() + hint[1:] if hint else f"`{command} --help` says what is expected"
    return what[:1].lower() + what[1:], hint


def _nearest(name: str, names: Sequence[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  (only this error needs it)

    nearest = get_close_matches(name, names, n=1)
    return f"did you mean {nearest[0]}?" if nearest else "`importlint --help` lists the commands"
