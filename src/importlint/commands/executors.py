"""Executors that read files: processes of this machine, a Dask cluster, or what a function of the user's makes.

A module of its own, because loading executors takes time.
"""

import sys
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager
from multiprocessing import get_context
from pkgutil import resolve_name

from importlint.errors import UsageError

_HELP = "give dask://HOST:PORT, or MODULE:FUNCTION, a function that returns a concurrent.futures.Executor"


def open_processes(workers: int) -> AbstractContextManager[Executor]:
    """Start processes of this machine."""
    return ProcessPoolExecutor(workers)


def open_copies(
    workers: int, begin: Callable[..., object], arguments: tuple[object, ...]
) -> AbstractContextManager[Executor]:
    """Start processes of this machine which know what this one knows, where the system can copy it; each begins so."""
    context = get_context("fork") if sys.platform == "linux" else None
    return ProcessPoolExecutor(workers, context, begin, arguments)


def open_executor(name: str) -> AbstractContextManager[Executor]:
    """Connect to the scheduler at `dask://HOST:PORT`, or call what `MODULE:FUNCTION` names; raises UsageError."""
    if not name.startswith("dask://"):
        return _make(name)
    try:
        from importlint.commands.dask_cluster import open_cluster  # noqa: PLC0415  (an extra, and slow to load)
    except ImportError as error:
        raise UsageError(f"--executor {name}: {error}", help="pip install 'importlint-scan[dask]'") from None
    return open_cluster(name)


def _make(name: str) -> Executor:
    try:
        executor = resolve_name(name)()
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise UsageError(f"--executor {name}: {error}", help=_HELP) from error
    if not isinstance(executor, Executor):
        raise UsageError(f"--executor {name}: it returned {executor!r}", help=_HELP)
    return executor
