"""A progress bar on a terminal, for projects that take a while to read."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from importlint.model.tree import Tree

# What is done sooner needs no bar.
_PATIENCE = 0.6
_REFRESH = 0.1


@contextmanager
def watched(tree: Tree, files: int, *, show: bool) -> Iterator[Tree]:
    """Give a tree that shows on standard error how many of its files have been read, if that takes long."""
    if not show or sys.stderr is None or not sys.stderr.isatty():
        yield tree
        return
    bar = _Bar(files)

    def read(path: str) -> bytes:
        bar.step()
        return tree.read(path)

    try:
        yield tree._replace(read=read)
    finally:
        bar.close()


class _Bar:
    """A bar that appears when patience ends; it needs no thread, because each file read moves it."""

    def __init__(self, files: int) -> None:
        self._files = files
        self._read = 0
        self._due = monotonic() + _PATIENCE
        self._progress: Any = None
        self._closed = False

    def step(self) -> None:
        self._read += 1
        now = monotonic()
        if now < self._due or self._closed:
            return
        self._due = now + _REFRESH
        if self._progress is None:
            self._progress = _start()
            self._task = self._progress.add_task("Reading files", total=self._files)
        self._progress.update(self._task, completed=min(self._read, self._files), refresh=True)

    def close(self) -> None:
        self._closed = True
        if self._progress is not None:
            self._progress.stop()


def _start() -> Any:
    from rich.console import Console  # noqa: PLC0415  (slow to load, and seldom needed)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    progress.start()
    return progress
