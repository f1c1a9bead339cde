"""Start workers: processes of their own, or sub-interpreters where this Python has them."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import threading
from typing import Any, BinaryIO, Callable, cast

from importlint.loader.errors import ServiceError
from importlint.loader.finder import Mount
from importlint.loader.pool import Worker
from importlint.loader.worker import WORKER_FILE

_LOAD = """
from importlib.util import module_from_spec, spec_from_file_location
spec = spec_from_file_location("importlint_worker", {file!r})
worker = module_from_spec(spec)
spec.loader.exec_module(worker)
"""


def start_process(mount: Mount) -> Worker:
    """Start a worker in a process of its own."""
    program = f"{_LOAD.format(file=WORKER_FILE)}\nworker.main({mount.name!r}, {list(mount.roots)!r})"
    command = [sys.executable, "-c", program]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  (its own code)

    def end() -> str:
        process.kill()
        status = process.wait()
        return f"exit status {status}" if status >= 0 else f"signal {-status}"

    return Worker(cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout), end)


def start_interpreter(mount: Mount) -> Worker:
    """Start a worker in a sub-interpreter; raises ServiceError where Python has none that a program may use."""
    execute = _new_interpreter()
    (incoming, requests), (replies, outgoing) = os.pipe(), os.pipe()
    serve = f"worker.serve_pipes({incoming}, {outgoing}, {mount.name!r}, {list(mount.roots)!r})"
    program = f"{_LOAD.format(file=WORKER_FILE)}\n{serve}"

    def run() -> None:
        try:
            execute(program)
        finally:
            os.close(incoming)
            os.close(outgoing)

    thread = threading.Thread(target=run, daemon=True, name=f"importlint-{mount.name}")
    thread.start()

    # Nothing ends a sub-interpreter from outside: it ends after its call, for nobody asks any more.
    return Worker(
        os.fdopen(requests, "wb"),
        os.fdopen(replies, "rb"),
        end=lambda: "the sub-interpreter is no more",
        thread=thread,
    )


def _new_interpreter() -> Callable[[str], None]:
    """Return a function that runs a program in a new interpreter, which it then destroys (PEP 734)."""
    try:
        interpreters: Any = importlib.import_module("concurrent.interpreters")  # Python 3.14
    except ImportError:
        return _new_early_interpreter()
    interpreter = interpreters.create()

    def execute(program: str) -> None:
        try:
            interpreter.exec(program)
        finally:
            interpreter.close()

    return execute


def _new_early_interpreter() -> Callable[[str], None]:
    try:
        interpreters: Any = importlib.import_module("_interpreters")  # Python 3.13: the same, before it got its name
    except ImportError:
        version = ".".join(map(str, sys.version_info[:2]))
        raise ServiceError(
            f"Python {version} has no sub-interpreters to use, 3.13 has: isolate by subprocess"
        ) from None
    number = interpreters.create()

    def execute(program: str) -> None:
        try:
            interpreters.exec(number, program)
        finally:
            interpreters.destroy(number)

    return execute
