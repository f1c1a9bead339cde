"""Call a function of a service in another interpreter, or in this one."""

from __future__ import annotations

import pickle
import sys
import threading
from collections.abc import Mapping
from typing import Any

from importlint.loader.errors import CallError, UnpicklableError
from importlint.loader.finder import Mount
from importlint.loader.pool import Pool
from importlint.loader.worker import RenamingUnpickler, Reply

_IMPORTING = ("<frozen importlib._bootstrap>", "_find_and_load")


def call_in_pool(
    mount: Mount,
    pool: Pool,
    target: str,
    arguments: tuple[Any, ...],
    keywords: Mapping[str, Any],
    timeout: float | None,
) -> Any:
    """Call a target in a worker and return its result; raises what the target raises, or a CallError."""
    what = f"{target} of service {mount.name!r}"
    try:
        request = pickle.dumps((target, arguments, dict(keywords)), pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise UnpicklableError(f"an argument for {what} cannot be sent to a worker: {error}") from error
    try:
        reply = Reply(*pickle.loads(pool.ask(request, timeout)))  # noqa: S301  (our own worker's)
    except CallError as error:
        raise type(error)(f"{what}: {error}") from None
    return _value_of(reply, mount, what)


def _value_of(reply: Reply, mount: Mount, what: str) -> Any:
    if reply.kind == "unreadable":
        raise UnpicklableError(
            f"the arguments for {what} cannot be read in a worker, which is not this program: {reply.text}"
        )
    if reply.kind == "unpicklable":
        raise UnpicklableError(f"the result of {what} cannot be sent back: {reply.text}")
    if not reply.pickled:
        last = reply.text.strip().rpartition("\n")[2]
        raise CallError(f"{what} raised what cannot be sent back: {last}", reply.text)
    unpickler = RenamingUnpickler(reply.pickled, lambda name: f"{mount.name}.{name}" if mount.owns(name) else name)
    value = unpickler.load()
    if reply.kind == "returned":
        return value
    raise value from CallError(f"raised in a worker of service {mount.name!r}:\n{reply.text}", reply.text)


def is_another_thread_importing() -> bool:
    """Return whether any other thread is in the middle of an import."""
    this = threading.get_ident()
    frames: list[Any] = [frame for thread, frame in sys._current_frames().items() if thread != this]  # noqa: SLF001
    while frames:
        frame = frames.pop()
        if (frame.f_code.co_filename, frame.f_code.co_name) == _IMPORTING:
            return True
        if frame.f_back is not None:
            frames.append(frame.f_back)
    return False
