"""Run something that recurses deeply, without harm to the rest of the process."""

import sys
import threading
from collections.abc import Callable
from typing import Final, TypeVar

_Result = TypeVar("_Result")

# A chain of 300 imports, each in a call or two, takes 10,000 frames of ours. CPython 3.11 lets its own parser recurse
# in C in proportion to the limit (Parser/asdl_c.py, COMPILER_STACK_FRAME_SCALE), hence the stack.
_FRAMES: Final = 20_000
_STACK_BYTES: Final = 256 * 1024 * 1024


def run_deep(action: Callable[[], _Result]) -> _Result:
    """Return what an action returns, run in a thread with a large stack; the limit is as before afterwards."""
    results: list[_Result] = []
    errors: list[BaseException] = []

    def target() -> None:
        try:
            results.append(action())
        except BaseException as error:  # noqa: BLE001 - raised again below, in the caller's thread
            errors.append(error)

    limit, size = sys.getrecursionlimit(), threading.stack_size(_STACK_BYTES)
    try:
        sys.setrecursionlimit(max(limit, _FRAMES))
        thread = threading.Thread(target=target, name="importlint-machine", daemon=True)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(size)
        sys.setrecursionlimit(limit)
    if errors:
        raise errors[0]
    return results[0]
