"""Installed programs that import modules of the user's: what each puts on the search path, and what it imports.

Each rule is the program's own source: uvicorn/main.py (`app_dir`), gunicorn/app/base.py (`chdir`, `pythonpath`),
hypercorn/utils.py (`load_application`), celery/utils/imports.py (`cwd_in_path`), flask/cli.py (`prepare_import`),
fastapi_cli/discover.py, streamlit/web/bootstrap.py (`_fix_sys_path`), alembic/script/base.py (`from_config`).
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from posixpath import join, normpath, relpath
from shlex import split
from typing import NamedTuple

from importlint.model.launch import LaunchKind, Session
from importlint.patterns import regex
from importlint.resolve.directories import child, upward
from importlint.resolve.launches.alembic_files import read_environment
from importlint.resolve.launches.disk import HOST, Disk, folder_on
from importlint.resolve.launches.env_files import read_env_file
from importlint.resolve.launches.gunicorn_files import read_settings
from importlint.resolve.launches.pytest_sessions import read_session, search_path_of
from importlint.resolve.launches.shell import Shell

_APPLICATION = regex(r"([^\W\d]\w*(?:\.[^\W\d]\w*)*):[^\W\d][\w.]*(?:\(.*\))?")
_FILE_OF_APPLICATION = regex(r"[\w./-]+\.py:[^\W\d]\w*")
_DOTTED = regex(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


class Call(NamedTuple):
    """A call of a program: its arguments, the search path as it begins, the shell around it, and its disk."""

    words: tuple[str | None, ...]
    path: tuple[str, ...]
    shell: Shell
    disk: Disk

    def at(self, place: str) -> str:
        """Return the absolute path of what is named relative to the working directory."""
        return normpath(join(self.shell.directory or "/", place))


class Start(NamedTuple):
    """What is started: a module's dotted name or a script's absolute path, with the search path, of absolute paths.

    session: what pytest imports, if it is pytest.
    """

    kind: LaunchKind
    entry: str
    path: tuple[str, ...]
    session: Session | None = None


def _uvicorn(call: Call) -> Start | None:
    options = _options(call.words, {"--app-dir"})
    name, here = _application(call.words), options.get("--app-dir", "")
    return _serve(name, (call.at(here), *call.path)) if name and here is not None else None


def _gunicorn(call: Call) -> Start | None:
    options = _options(call.words, {"--chdir", "--pythonpath", "-c", "--config"})
    settings = _gunicorn_settings(call, options)
    if settings is None or "--paste" in options:
        return None
    here, more = settings.get("chdir", "."), settings.get("pythonpath", "")
    name = _application(call.words) or _last_dotted(call.words) or settings.get("wsgi_app")
    if name is None or here is None or more is None:
        return None
    moved = call._replace(shell=call.shell._replace(directory=call.at(here)))
    # The working directory is put on the path before the configuration is read, and again if that changes it.
    places = (call.at("."), call.at(here), *(moved.at(place) for place in more.split(",") if place))
    return _serve(name.partition(":")[0], _with_missing(call.path, places))


def _gunicorn_settings(call: Call, options: Mapping[str, str | None]) -> dict[str, str | None] | None:
    """Return what the configuration file and the options say, None if that cannot be known; options count more."""
    named = options.get("-c", options.get("--config", "gunicorn.conf.py"))
    file = call.disk.file(call.at(named.removeprefix("file:"))) if named is not None else None
    if file is None and options.keys() & {"-c", "--config"}:
        return None
    given = {name: options[f"--{name}"] for name in ("chdir", "pythonpath") if f"--{name}" in options}
    return {**(read_settings(call.disk.known.metadata.text(file)) if file is not None else {}), **given}


def _hypercorn(call: Call) -> Start | None:
    name = _application(call.words)
    return _hypercorn_file(call) or (_serve(name, (call.at("."), *call.path)) if name else None)


def _hypercorn_file(call: Call) -> Start | None:
    """Read `PLACE.py:NAME`: the directory of the file is put on the path."""
    found = next((word for word in call.words if word and _FILE_OF_APPLICATION.fullmatch(word)), None)
    file = call.at(found.rpartition(":")[0]) if found is not None else ""
    if not file or not call.disk.file(file):
        return None
    return _serve(file.rpartition("/")[2].removesuffix(".py"), (folder_on(file), *call.path))


def _alembic(call: Call) -> Start | None:
    options = _options(call.words, {"-c", "--config", "-x", "-n", "--name"})
    named = options.get("-c", options.get("--config", call.shell.variables.get("ALEMBIC_CONFIG", "alembic.ini")))
    if named is None or options.keys() & {"-n", "--name"} or None in call.words or "init" in call.words:
        return None
    for name in dict.fromkeys((named, "pyproject.toml")):
        file = call.disk.file(call.at(name))
        found = read_environment(call.disk.known.metadata, file, folder_on(call.at(name))) if file else None
        if found is not None and ":" not in found.location:
            path = (*(call.at(place) for place in found.first), *call.path)
            return Start(LaunchKind.ALEMBIC, f"{call.at(found.location)}/env.py", tuple(dict.fromkeys(path)))
    return None


def _celery(call: Call) -> Start | None:
    options = _options(call.words, {"-A", "--app", "--workdir"})
    name, here = options.get("-A", options.get("--app")), options.get("--workdir", ".")
    if name is None or here is None:
        return None
    path = _with_missing(call.path, (call.at(here),))
    module = _nearest_module(call.disk, name.partition(":")[0], path)
    if module and f"{module}.celery" in _modules(call.disk, f"{module}.celery", path):
        # A package that has no `app` of its own keeps it in its module `celery`.
        module = f"{module}.celery"
    return _serve(module, path) if module else None


def _flask(call: Call) -> Start | None:
    options = _options(call.words, {"--app", "-A"})
    named = options.get("--app", options.get("-A", _variable(call, "FLASK_APP", (".flaskenv", ".env"))))
    if named is None:
        return None
    candidates = [re.split(r":(?![\\/])", named, maxsplit=1)[0]] if named else ["wsgi.py", "app.py"]
    found = next((name for name in candidates if named or call.disk.file(call.at(name))), None)
    return _found_by_packages(call, found) if found else None


def _variable(call: Call, name: str, files: tuple[str, ...]) -> str | None:
    """Return a variable, which files beside or above may set if nothing else does; "" if it is not set."""
    if name in call.shell.variables or not call.disk.is_host:
        return call.shell.variables.get(name, "")
    here = next(iter(call.disk.directories(call.at(".")) or ()), ".")
    for file in files:
        for directory in upward(here):
            found = read_env_file(call.disk.known.metadata, child(directory, file), call.shell.variables)
            if name in found:
                return found[name]
    return ""


def _found_by_packages(call: Call, place: str) -> Start | None:
    """Put the first directory above a module that is no package on the path; the module's name is read from there."""
    file = call.at(place)
    stem = file.removesuffix(".py").removesuffix("/__init__")
    directory, _, name = stem.rpartition("/")
    while directory and call.disk.file(f"{directory}/__init__.py"):
        directory, _, part = directory.rpartition("/")
        name = f"{part}.{name}"
    return _serve(name, (directory or "/", *call.path))


def _fastapi(call: Call) -> Start | None:
    if not call.words or call.words[0] not in {"run", "dev"}:
        return None
    options = _options(call.words[1:], {"--entrypoint", "-e"})
    if options.keys() & {"--entrypoint", "-e"} or None in call.words:
        return None
    operands = [word for word in call.words[1:] if word and word.endswith(".py")]
    usual = ("main.py", "app.py", "api.py", "app/main.py", "app/app.py", "app/api.py")
    found = next((name for name in operands or usual if call.disk.file(call.at(name))), None)
    return _found_by_packages(call, found) if found else None


def _streamlit(call: Call) -> Start | None:
    file = next((word for word in call.words[1:] if word and word.endswith(".py")), None)
    if call.words[:1] != ("run",) or file is None:
        return None
    return Start(LaunchKind.SCRIPT, call.at(file), (folder_on(call.at(file)), *call.path))


def _pytest(call: Call) -> Start | None:
    """Plan a session where it begins: on the host in words of the tree, in a container in those of its root."""
    added = _words(call.shell.variables.get("PYTEST_ADDOPTS", ""))
    if None in call.words or added is None or call.disk.directories(call.at(".")) is None:
        return None
    root = HOST if call.disk.is_host else ""
    known = call.disk.known if call.disk.is_host else call.disk.inside
    words = [*added, *(word for word in call.words if word is not None)]
    in_root = [relpath(word, call.at(".")) if word.startswith(f"{root}/") else word for word in words]
    before = tuple(_below(entry, root) for entry in call.path if entry == root or entry.startswith(f"{root}/"))
    session = read_session(known, _below(call.at("."), root), in_root, before)
    if session is None:
        return None
    path = tuple(normpath(f"{root}/{place}") for place in search_path_of(session))
    return Start(LaunchKind.PYTEST, session.root, path, session)


def _below(path: str, root: str) -> str:
    return path[len(root) :].strip("/") or "."


def _words(text: str | None) -> list[str] | None:
    try:
        return split(text) if text is not None else None
    except ValueError:
        return None


SERVERS: Mapping[str, Callable[[Call], Start | None]] = {
    "uvicorn": _uvicorn,
    "gunicorn": _gunicorn,
    "hypercorn": _hypercorn,
    "celery": _celery,
    "alembic": _alembic,
    "flask": _flask,
    "fastapi": _fastapi,
    "streamlit": _streamlit,
    "pytest": _pytest,
    "py.test": _pytest,
}


def _serve(name: str, path: Iterable[str]) -> Start:
    return Start(LaunchKind.SERVER, name, tuple(dict.fromkeys(path)))


def _options(words: tuple[str | None, ...], names: Collection[str]) -> dict[str, str | None]:
    """Return the options that are given, with the values of those in `names`; None for a value that is not known."""
    found: dict[str, str | None] = {}
    for number, word in enumerate(words):
        if word is None or not word.startswith("-"):
            continue
        name, equals, value = word.partition("=")
        short = word[:2]
        if name in names:
            found[name] = value if equals else words[number + 1] if number + 1 < len(words) else None
        elif short in names and not word.startswith("--"):
            found[short] = word[2:]
        else:
            found[name] = value
    return found


def _application(words: tuple[str | None, ...]) -> str | None:
    """Return the module of the first `module:attribute` among some words."""
    found = (_APPLICATION.fullmatch(word) for word in words if word)
    return next((match[1] for match in found if match), None)


def _last_dotted(words: tuple[str | None, ...]) -> str | None:
    """Return the last word if it is a module's name and cannot be the value of an option."""
    last, before = (words[-1] if words else None), (words[-2] if len(words) > 1 else "")
    is_operand = before is not None and (not before.startswith("-") or "=" in before)
    return last if last and is_operand and _DOTTED.fullmatch(last) else None


def _with_missing(path: tuple[str, ...], places: Iterable[str]) -> tuple[str, ...]:
    """Return a search path with each place that it lacks put before all others, one after the other."""
    for place in places:
        path = path if place in path else (place, *path)
    return path


def _nearest_module(disk: Disk, name: str, path: tuple[str, ...]) -> str | None:
    """Return the longest part of a dotted name that is a module there."""
    return next(_modules(disk, name, path), None) if _DOTTED.fullmatch(name) else None


def _modules(disk: Disk, name: str, path: tuple[str, ...]) -> Iterator[str]:
    while name:
        if disk.find_dotted(name, path) is not None:
            yield name
        name = name.rpartition(".")[0]
