"""The user's configuration: `[tool.importlint]` in pyproject.toml, or importlint.toml, made into a frozen Config."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from importlint.errors import ConfigError, TargetError
from importlint.model.contract import Contract
from importlint.model.rule import Severity
from importlint.model.versions import DEFAULT, NEWEST
from importlint.required_python import oldest_python
from importlint.setting_values import Place
from importlint.settings import LaunchSetting, read_settings

_OWN_FILE = "importlint.toml"
_SHARED_FILE = "pyproject.toml"


class Config(NamedTuple):
    """What the user asks for; all paths and patterns are relative to `project`, an absolute directory.

    roots: source roots, in order; patterns such as `services/*` are allowed. exclude: gitignore patterns.
    select: the rules to run, () for all. ignore: the rules to leave out. per_path_ignores: gitignore pattern -> rules.
    fail_on: the lowest severity that makes the exit status 1, None for never.
    first_party: top-level names that are the user's own. namespace: top-level names meant to span several roots.
    baseline: its path, "" for none. source: the file that this was read from, "" for none. target_version: the Python
    that runs the code. syntax_version: the same if somebody states it, else the newest.
    """

    project: str
    source: str = ""
    roots: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_path_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    fail_on: Severity | None = Severity.WARNING
    target_version: tuple[int, int] = DEFAULT
    syntax_version: tuple[int, int] = NEWEST
    launches: tuple[LaunchSetting, ...] = ()
    contracts: tuple[Contract, ...] = ()
    baseline: str = ""
    first_party: tuple[str, ...] = ()
    namespace: tuple[str, ...] = ()


def load_config(
    paths: Sequence[str],
    *,
    rules: Collection[str],
    config: str | None = None,
    isolated: bool = False,
    overrides: Mapping[str, object] | None = None,
) -> Config:
    """Load the configuration that applies to some paths, relative to the working directory.

    `rules` are the names that exist. `overrides` are command-line options by key, spelled as in the file
    (`{"fail-on": "error"}`); they replace what the file says. Raises ConfigError, and TargetError for a missing path.
    """
    start = _common_directory(paths)
    project, file = (_project_without_config(start), None) if isolated else _find_config(start)
    if config is not None:
        file = Path(config).absolute()
        project = file.parent if start.is_relative_to(file.parent) else project
    values: dict[str, Any] = {}
    if file is not None:
        text = _read(file)
        values |= read_settings(_table(_parse(text, file), file) or {}, Place(_shown(file), text, tuple(rules)))
    for key, value in (overrides or {}).items():
        values |= read_settings({key: value}, Place(f"--{key}", "", tuple(rules)))
    stated = values.get("target_version") or _required_python(project / _SHARED_FILE)
    if stated:
        values |= {"target_version": stated, "syntax_version": stated}
    return Config(project=str(project), source=_shown(file) if file else "", **values)


def _required_python(file: Path) -> tuple[int, int] | None:
    """Return the oldest Python that a project supports, but none before the default, None if it does not say."""
    try:
        text = file.read_text(encoding="utf-8-sig") if file.is_file() else ""
        document = _parse(text, file) if "python" in text else {}
    except (OSError, UnicodeDecodeError, ConfigError):
        return None  # Whoever needs what is in it says so.
    oldest = oldest_python(document)
    return max(oldest, DEFAULT) if oldest else None


def _common_directory(paths: Sequence[str]) -> Path:
    """Return the nearest directory that holds all paths."""
    absolute = [Path(path).resolve() for path in paths or (".",)]
    for given, path in zip(paths, absolute, strict=False):
        if not path.exists():
            raise TargetError(f"{given}: no such file or directory")
    first = absolute[0] if absolute[0].is_dir() else absolute[0].parent
    return next(folder for folder in (first, *first.parents) if all(path.is_relative_to(folder) for path in absolute))


def _project_without_config(start: Path) -> Path:
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), start)


def _find_config(start: Path) -> tuple[Path, Path | None]:
    """Return the project directory and its configuration file: the nearest ancestor with either it or `.git`."""
    for folder in (start, *start.parents):
        if (folder / _OWN_FILE).is_file():
            return folder, folder / _OWN_FILE
        if (folder / _SHARED_FILE).is_file() and _has_table(folder / _SHARED_FILE):
            return folder, folder / _SHARED_FILE
        if (folder / ".git").exists():
            return folder, None
    return start, None


def _has_table(file: Path) -> bool:
    # Parsing is left out for the many files that never name us; a broken one of those is none of our business here.
    text = _read(file)
    return "importlint" in text and _table(_parse(text, file), file) is not None


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{_shown(file)}: not valid UTF-8 (byte {error.start})", help="TOML files are UTF-8"
        ) from None
    except OSError as error:
        raise ConfigError(f"{_shown(file)}: cannot be read: {error.strerror}") from None


def _parse(text: str, file: Path) -> Mapping[str, Any]:
    import tomli  # noqa: PLC0415  (most trees have no configuration, and start-up time counts)

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ConfigError(f"{_shown(file)}:{error.lineno}: not valid TOML: {error.msg}") from None
    except RecursionError:
        raise ConfigError(f"{_shown(file)}: nested too deeply") from None


def _table(document: Mapping[str, Any], file: Path) -> Any:
    if file.name != _SHARED_FILE:
        return document
    tool = document.get("tool")
    return tool.get("importlint") if isinstance(tool, dict) else None


def _shown(file: Path) -> str:
    """Return a path as the user would type it: relative to the working directory where that is possible."""
    here = Path.cwd()
    return (file.relative_to(here) if file.is_relative_to(here) else file).as_posix()
