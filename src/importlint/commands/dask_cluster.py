"""An executor whose workers are those of a Dask cluster; the only user of dask.distributed."""

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from distributed import Client
from distributed.client import ClosedClientError

from importlint.errors import UsageError

_SECONDS_TO_CONNECT = 30


@contextmanager
def open_cluster(name: str) -> Iterator[Executor]:
    """Connect to the scheduler at `dask://HOST:PORT`; raises UsageError where there is none, or no worker."""
    address = _find_scheduler(name)
    try:
        client = Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except OSError as error:
        raise UsageError(f"--executor {name}: {error}", help="is that a Dask scheduler?") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
        except TimeoutError:
            help_ = f"start some: dask worker {address}"
            raise UsageError(f"--executor {name}: that scheduler has no workers", help=help_) from None
        yield _ClusterExecutor(client)


def _find_scheduler(name: str) -> str:
    """Return the address of a scheduler; where nobody listens, a Dask client would try for a long time."""
    try:
        place = urlsplit(name)
        host, port = place.hostname, place.port
    except ValueError:
        host = port = None
    if not (host and port):
        raise UsageError(f"--executor {name}: no host and port", help="give dask://HOST:PORT")
    try:
        socket.create_connection((host, port), timeout=_SECONDS_TO_CONNECT).close()
    except OSError as error:
        help_ = "nobody listens there: start the scheduler, or give another address"
        raise UsageError(f"--executor {name}: {error.strerror or error}", help=help_) from None
    return f"tcp://{place.netloc}"


class _ClusterExecutor(Executor):
    """Dask's executor, which breaks as those of the standard library do."""

    def __init__(self, client: Client) -> None:
        self._inner = client.get_executor()

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Future[Any]:
        """Hand a call over; raises BrokenExecutor when the scheduler has gone."""
        try:
            future: Future[Any] = self._inner.submit(function, *arguments, **keywords)
        except ClosedClientError as error:
            raise BrokenExecutor(str(error)) from error
        return future
