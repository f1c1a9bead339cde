"""Programs that run another program: `env`, `exec`, `poetry run`, `sudo`, `timeout` and their like."""

from collections.abc import Callable, Mapping
from posixpath import join, normpath
from typing import NamedTuple

from importlint.resolve.launches.shell import Command, Shell

Variables = Mapping[str, str | None]


class _Wrapper(NamedTuple):
    """How many words after the options are a wrapper's own, and which of its options take the next word."""

    operands: int = 0
    valued: frozenset[str] = frozenset()


_PLAIN = _Wrapper()
_WRAPPERS = {
    "exec": _Wrapper(valued=frozenset({"-a"})),
    "command": _PLAIN,
    "builtin": _PLAIN,
    "nohup": _PLAIN,
    "time": _PLAIN,
    "setsid": _PLAIN,
    "tini": _PLAIN,
    "dumb-init": _PLAIN,
    "catchsegv": _PLAIN,
    "ddtrace-run": _PLAIN,
    "opentelemetry-instrument": _Wrapper(
        valued=frozenset({"--service_name", "--traces_exporter", "--metrics_exporter"})
    ),
    "sudo": _Wrapper(valued=frozenset({"-u", "-g", "-h", "-p", "-C", "--user", "--group"})),
    "gosu": _Wrapper(operands=1),
    "su-exec": _Wrapper(operands=1),
    "nice": _Wrapper(valued=frozenset({"-n", "--adjustment"})),
    "ionice": _Wrapper(valued=frozenset({"-c", "-n", "-t"})),
    "stdbuf": _Wrapper(valued=frozenset({"-i", "-o", "-e"})),
    "timeout": _Wrapper(operands=1, valued=frozenset({"-k", "-s", "--kill-after", "--signal"})),
    "xvfb-run": _Wrapper(valued=frozenset({"-n", "-s", "-e", "-f", "--server-num", "--server-args"})),
    "env": _Wrapper(valued=frozenset({"-u", "--unset"})),
}
# Programs whose `run` runs another one; `hatch run` and `pipenv run` know scripts of their own as well.
_RUNNERS = {
    "poetry": frozenset({"-C", "--directory", "-P", "--project"}),
    "pipenv": frozenset({"--python"}),
    "pdm": frozenset({"-p", "--project"}),
    "rye": frozenset({"--pyproject"}),
    "dotenv": frozenset({"-f", "--file", "-q", "--quote"}),
    "hatch": frozenset({"-e", "--env", "-p", "--project"}),
    "uv": frozenset(
        {"--with", "--with-editable", "--with-requirements", "--extra", "--group", "--only-group", "--package", "-p",
         "--python", "--env-file", "--index", "--index-url", "--project", "--directory", "--cache-dir", "--config-file"}
    ),
}  # fmt: skip
# Programs that run a script, or `-m` a module, as the interpreter itself does, entry 0 of the search path included
# (coverage/execfile.py, PyRunner.prepare; debugpy/server/cli.py; Lib/cProfile.py); the word that must follow, and the
# options that take the next word.
_TRACERS = {
    "coverage": ("run", frozenset({"--source", "--rcfile", "--omit", "--include", "--data-file", "--context",
                                   "--concurrency", "--debug", "--source-pkgs", "--save-signal"})),
    "memray": ("run", frozenset({"-o", "--output", "--live-port"})),
    "debugpy": ("", frozenset({"--listen", "--connect", "--log-to", "--configure-subProcess"})),
    "cProfile": ("", frozenset({"-o", "-s", "--outfile", "--sort"})),
    "profile": ("", frozenset({"-o", "-s", "--outfile", "--sort"})),
    "pdb": ("", frozenset({"-c", "--command"})),
    "pyinstrument": ("", frozenset({"-o", "--outfile", "-r", "--renderer", "-i", "--interval"})),
    "viztracer": ("", frozenset({"-o", "--output_file", "--max_stack_depth"})),
}  # fmt: skip
# Programs that start a command again when a file changes.
_WATCHERS = frozenset({"watchmedo", "nodemon"})
_DIRECTORY_OPTIONS = frozenset({"-C", "--directory", "--chdir"})


# Programs that read an environment file first: the option that names it, and the one that is read without it
# (pipenv/utils/environment.py; https://docs.astral.sh/uv/configuration/files/#env; dotenv/cli.py).
_ENV_FILES = {"pipenv": ("", ".env"), "uv": ("--env-file", ""), "dotenv": ("-f", ".env")}


def unwrap(command: Command, read: Callable[[str], Variables]) -> Command | None:
    """Return the command that is run in the end, None if that cannot be known.

    read: returns what the environment file at an absolute path sets.
    """
    words, shell = command.words, command.shell
    for _ in range(10):
        program = (words[0] or "").rpartition("/")[2] if words else ""
        if (traced := _traced(program, words, shell)) is not None:
            words = traced
        elif program in _WATCHERS and "--" in words:
            words = words[words.index("--") + 1 :]
        elif program in _WRAPPERS:
            stripped = _strip(words[1:], shell, _WRAPPERS[program].valued)
            if stripped is None:
                return None
            words, shell = stripped
            words = words[_WRAPPERS[program].operands :]
            words, shell = _with_assignments(words, shell) if program in {"env", "sudo"} else (words, shell)
        elif program in _RUNNERS and "run" in words:
            run = words.index("run")
            before = _strip(words[1:run], shell, _RUNNERS[program])
            after = (
                _strip(words[run + 1 :], before[1], _RUNNERS[program], runs_modules=program == "uv")
                if before is not None
                else None
            )
            if after is None:
                return None
            shell = _with_env_file(program, words, after[1], read)
            words = _run_by_uv(after[0]) if program == "uv" else after[0]
        else:
            return command._replace(words=words, shell=shell) if program else None
    return None


def _traced(program: str, words: tuple[str | None, ...], shell: Shell) -> tuple[str | None, ...] | None:
    """Return the command of the interpreter that a tracer carries out, None for any other program."""
    if program.startswith("python") and words[1:2] == ("-m",) and len(words) > 2 and words[2] in _TRACERS:
        program, words = words[2] or "", words[2:]
    first, valued = _TRACERS.get(program, ("", frozenset[str]()))
    if program not in _TRACERS or (first and words[1:2] != (first,)):
        return None
    stripped = _strip(words[2:] if first else words[1:], shell, valued, runs_modules=True)
    rest = stripped[0] if stripped is not None else ()
    return rest if rest[:1] == ("python",) else ("python", *rest) if rest else None


def _strip(
    words: tuple[str | None, ...], shell: Shell, valued: frozenset[str], *, runs_modules: bool = False
) -> tuple[tuple[str | None, ...], Shell] | None:
    """Return the words after a wrapper's options, and the shell with the directory that one of them names."""
    rest = list(words)
    while rest and (word := rest[0]) is not None and word.startswith("-") and word != "-":
        rest.pop(0)
        if word == "--":
            break
        if word in {"-m", "--module"} and runs_modules:
            return ("python", "-m", *rest), shell
        name, equals, value = word.partition("=")
        given: str | None = value if equals else None
        if not equals and (name in valued or name in _DIRECTORY_OPTIONS):
            given = rest.pop(0) if rest else None
        if name in _DIRECTORY_OPTIONS:
            if given is None or shell.directory is None:
                return None
            shell = shell._replace(directory=normpath(join(shell.directory, given)))
    return tuple(rest), shell


def _with_env_file(
    program: str, words: tuple[str | None, ...], shell: Shell, read: Callable[[str], Variables]
) -> Shell:
    """Return the shell with what an environment file sets; for uv, what is set already stays."""
    option, usual = _ENV_FILES.get(program, ("", ""))
    named = words[words.index(option) + 1] if option and option in words[:-1] else usual
    if named is None or shell.directory is None:
        return shell._replace(variables={**shell.variables, "PYTHONPATH": None})
    found = read(normpath(join(shell.directory, named))) if named else {}
    variables = {**found, **shell.variables} if program == "uv" else {**shell.variables, **found}
    return shell._replace(variables=variables)


def _with_assignments(words: tuple[str | None, ...], shell: Shell) -> tuple[tuple[str | None, ...], Shell]:
    variables = dict(shell.variables)
    rest = list(words)
    while rest and (word := rest[0]) is not None and "=" in word and word.partition("=")[0].isidentifier():
        name, _, variables[name] = word.partition("=")
        rest.pop(0)
    return tuple(rest), shell._replace(variables=variables)


def _run_by_uv(words: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """`uv run FILE.py` runs the file with Python."""
    return ("python", *words) if words and (words[0] or "").endswith(".py") else words
