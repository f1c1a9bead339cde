"""What runs in a worker: an interpreter in which a service's directories come first on `sys.path`, and no other's are.

There the service's modules have their own names, `app.core` and not `pillars.app.core`; what is pickled on one side is
read on the other under the name that the same module has there.
"""

from __future__ import annotations

import io
import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, BinaryIO, Callable, NamedTuple

# What a new interpreter is told to load; in the stand-alone loader that is the whole of it.
WORKER_FILE = os.path.abspath(__file__)

_LENGTH_BYTES = 8


class Reply(NamedTuple):
    """How a call ended: `returned` or `raised` with a pickle of the value, else why nothing can be sent back."""

    kind: str
    pickled: bytes
    text: str


class RenamingUnpickler(pickle.Unpickler):
    """Reads a pickle from an interpreter in which the service's modules have other names."""

    def __init__(self, pickled: bytes, rename: Callable[[str], str]) -> None:
        super().__init__(io.BytesIO(pickled))
        self._rename = rename

    def find_class(self, module: str, name: str) -> Any:
        """Return what a pickle names."""
        return super().find_class(self._rename(module), name)


def send(stream: BinaryIO, message: bytes) -> None:
    """Write a message with its length before it; raises OSError if nobody reads."""
    stream.write(len(message).to_bytes(_LENGTH_BYTES, "big"))
    stream.write(message)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """Read a message; None if the other side is gone."""
    head = stream.read(_LENGTH_BYTES)
    if len(head) < _LENGTH_BYTES:
        return None
    length = int.from_bytes(head, "big")
    message = stream.read(length)
    return message if len(message) == length else None


def resolve_target(target: str) -> Any:
    """Return what `app.core.engine:analyze` names; raises ImportError or AttributeError."""
    module, _, attributes = target.partition(":")
    found: Any = import_module(module)
    for attribute in filter(None, attributes.split(".")):
        found = getattr(found, attribute)
    return found


def serve(requests: Iterable[bytes], replies: BinaryIO, service: str) -> None:
    """Answer requests until there are no more."""
    for request in requests:
        send(replies, pickle.dumps(tuple(answer(request, service))))


def answer(request: bytes, service: str) -> Reply:
    """Make one call."""
    prefix = f"{service}."
    try:
        target, arguments, keywords = RenamingUnpickler(request, lambda name: name.removeprefix(prefix)).load()
    except Exception as error:  # noqa: BLE001  (reading a pickle runs the code that it names)
        return Reply("unreadable", b"", f"{type(error).__name__}: {error}")
    try:
        value = resolve_target(target)(*arguments, **keywords)
    except BaseException as error:  # noqa: BLE001  (whatever it is, the caller is to get it)
        return _raised(error)
    try:
        return Reply("returned", pickle.dumps(value, pickle.HIGHEST_PROTOCOL), "")
    except Exception as error:  # noqa: BLE001  (pickling runs the code of the value's class)
        return Reply("unpicklable", b"", f"{type(value).__qualname__}: {error}")


def _raised(error: BaseException) -> Reply:
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    try:
        pickled = pickle.dumps(error, pickle.HIGHEST_PROTOCOL)
        pickle.loads(pickled)  # noqa: S301  (its own; many exceptions can be written but not read)
    except Exception:  # noqa: BLE001  (pickling runs the code of the exception's class)
        return Reply("raised", b"", text)
    return Reply("raised", pickled, text)


def serve_pipes(requests: int, replies: int, service: str, roots: Sequence[str]) -> None:
    """Serve in a sub-interpreter, over two file descriptors that its starter closes."""
    sys.path[:0] = roots
    with open(requests, "rb", closefd=False) as incoming, open(replies, "wb", closefd=False) as outgoing:
        serve(iter(lambda: receive(incoming), None), outgoing, service)


def main(service: str, roots: Sequence[str]) -> None:
    """Serve in a process of its own, over standard input and output.

    What the service prints goes to standard error. The working directory is the caller's, and is not searched.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the caller decides.
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.path[:] = [*roots, *filter(None, sys.path)]
    sys.argv = [service]
    serve(_watched(incoming), outgoing, service)


def _watched(incoming: BinaryIO) -> Iterator[bytes]:
    """Yield requests; end the process as soon as the caller is gone, even in the middle of a call."""
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def read() -> None:
        while (request := receive(incoming)) is not None:
            waiting.put(request)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    while True:
        yield waiting.get()
