"""Where a pytest session has its rootdir and its configuration (pytest: src/_pytest/config/findpaths.py).

`determine_setup` looks upward from the common ancestor of what is collected for a configuration file, then for a
`pyproject.toml` of any kind, then for a `setup.py`; then from each place; then it takes what the ancestor and the
working directory share.
"""

from collections.abc import Iterable, Mapping
from posixpath import commonpath
from typing import Any, NamedTuple

from importlint.resolve.directories import child, folder, upward
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.pytest_arguments import Arguments
from importlint.resolve.sources.pytest import CONFIGURATIONS, options_of


class Setup(NamedTuple):
    """A rootdir, the configuration file ("" for none), and what it says."""

    root: str
    config: str
    options: Mapping[str, Any]


def find_setup(known: Known, cwd: str, arguments: Arguments) -> Setup:
    """Return the set-up of a session that begins in a directory."""
    places = [place if known.index.is_directory(place) else folder(place) for place in arguments.places]
    ancestor = _shared(places) if places else cwd
    if arguments.config:
        options = options_of(known.metadata, arguments.config) or {}
        found = Setup(folder(arguments.config), arguments.config, options)
    else:
        found = _located(known, [ancestor]) or _beside_setup_script(known, ancestor) or _elsewhere(known, cwd, places)
    root = arguments.root or found.root
    return Setup(root, found.config, {**found.options, **arguments.overrides})


def _located(known: Known, starts: Iterable[str]) -> Setup | None:
    """Return the first configuration upward from some places, or the first `pyproject.toml` there."""
    beside = ""
    for start in starts:
        for directory in upward(start):
            for name in CONFIGURATIONS:
                path = child(directory, name)
                if not known.metadata.exists(path):
                    continue
                options = options_of(known.metadata, path)
                if options is not None:
                    return Setup(directory, path, options)
                beside = beside or (path if name == "pyproject.toml" else "")
    return Setup(folder(beside), beside, {}) if beside else None


def _beside_setup_script(known: Known, ancestor: str) -> Setup | None:
    above = (directory for directory in upward(ancestor) if known.metadata.exists(child(directory, "setup.py")))
    found = next(above, None)
    return Setup(found, "", {}) if found is not None else None


def _elsewhere(known: Known, cwd: str, places: list[str]) -> Setup:
    found = _located(known, places) if len(places) > 1 else None
    return found or Setup(_shared([cwd, *places]), "", {})


def _shared(directories: Iterable[str]) -> str:
    """Return the directory that is above some others, or one of them."""
    return commonpath(list(directories)) or "."
