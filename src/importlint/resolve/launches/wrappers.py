"""Programs that run another program: `env`, `exec`, `poetry run`, `sudo`, `timeout` and their like."""

from posixpath import join, normpath
from typing import NamedTuple

from importlint.resolve.launches.shell import Command, Shell


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
    "hatch": frozenset({"-e", "--env", "-p", "--project"}),
    "uv": frozenset(
        {"--with", "--with-editable", "--with-requirements", "--extra", "--group", "--only-group", "--package", "-p",
         "--python", "--env-file", "--index", "--index-url", "--project", "--directory", "--cache-dir", "--config-file"}
    ),
}  # fmt: skip
_DIRECTORY_OPTIONS = frozenset({"-C", "--directory", "--chdir"})


def unwrap(command: Command) -> Command | None:
    """Return the command that is run in the end, None if that cannot be known."""
    words, shell = command.words, command.shell
    for _ in range(10):
        program = (words[0] or "").rpartition("/")[2] if words else ""
        if program in _WRAPPERS:
            stripped = _strip(words[1:], shell, _WRAPPERS[program].valued)
            if stripped is None:
                return None
            words, shell = stripped
            words = words[_WRAPPERS[program].operands :]
            words, shell = _with_assignments(words, shell) if program in {"env", "sudo"} else (words, shell)
        elif program in _RUNNERS and "run" in words:
            run = words.index("run")
            before = _strip(words[1:run], shell, _RUNNERS[program])
            after = _strip(words[run + 1 :], before[1], _RUNNERS[program]) if before is not None else None
            if after is None:
                return None
            words, shell = after
            words = _run_by_uv(words) if program == "uv" else words
        else:
            return command._replace(words=words, shell=shell) if program else None
    return None


def _strip(
    words: tuple[str | None, ...], shell: Shell, valued: frozenset[str]
) -> tuple[tuple[str | None, ...], Shell] | None:
    """Return the words after a wrapper's options, and the shell with the directory that one of them names."""
    rest = list(words)
    while rest and (word := rest[0]) is not None and word.startswith("-") and word != "-":
        rest.pop(0)
        if word == "--":
            break
        if word in {"-m", "--module"} and "--with" in valued:
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
