"""Where the baseline is, and what it holds."""

from pathlib import Path

from importlint.commands.places import shown
from importlint.config import Config
from importlint.engine.baseline import DEFAULT_FILE, Entry
from importlint.errors import TargetError
from importlint.store import read_text


def baseline_path(config: Config, given: str | None) -> Path:
    """Return the path of the baseline: the one given, the one configured, else the default in the project."""
    return Path(given).absolute() if given else Path(config.project, config.baseline or DEFAULT_FILE)


def read_baseline(config: Config, given: str | None) -> tuple[Entry, ...]:
    """Read the baseline; () if none was asked for and there is none. Raises TargetError and ConfigError."""
    path = baseline_path(config, given)
    if not path.exists():
        if not given and not config.baseline:
            return ()
        raise TargetError(f"{shown(str(path))}: no such baseline", help="write it with `importlint baseline`")
    from importlint.engine.baseline_text import parse_baseline  # noqa: PLC0415  (most scans have no baseline)

    return parse_baseline(read_text(path), shown(str(path)))
