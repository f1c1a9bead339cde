"""What a scan is asked."""

from typing import NamedTuple

from importlint.cache.digest import digest
from importlint.config import Config
from importlint.engine.baseline import Entry


class Question(NamedTuple):
    """All that a report depends on besides the files of the project.

    target: the places whose findings are asked for. only: further limits, None for none. prefix: as in `Report`.
    """

    config: Config
    target: tuple[str, ...]
    no_ignore: bool
    only: tuple[str, ...] | None
    baseline: tuple[Entry, ...]
    prefix: str

    def key(self) -> str:
        """Return what tells questions apart."""
        return digest(repr(self).encode("utf-8", "surrogateescape"))
