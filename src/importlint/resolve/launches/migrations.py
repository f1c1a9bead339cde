"""Launches of Alembic's migrations: each configuration says which `env.py` runs, and on which search path."""

from collections.abc import Iterator

from importlint.model.launch import Launch
from importlint.patterns import regex
from importlint.resolve.directories import folder
from importlint.resolve.launches.alembic_files import read_environment
from importlint.resolve.launches.disk import on_host
from importlint.resolve.launches.hosted import launches_of_words
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.shell import Shell

_NAME = regex(r".*alembic.*\.ini|pyproject\.toml")


def find(known: Known) -> Iterator[Launch]:
    """Yield a launch for each configuration, begun in its own directory as its relative places mean it."""
    for name in known.metadata.names():
        for path in known.metadata.named(name) if _NAME.fullmatch(name) else ():
            if read_environment(known.metadata, path, "") is not None:
                option = () if name in {"alembic.ini", "pyproject.toml"} else ("-c", name)
                line = known.metadata.evidence(path, "", "script_location").line
                words = ("alembic", *option, "upgrade", "head")
                yield from launches_of_words(words, Shell(on_host(folder(path))), known, path, line)
