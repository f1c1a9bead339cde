"""No worker outlives its program, however that ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.loader.conftest import PROJECT

PROGRAM = """
import os, signal, sys, threading, time
from importlint.loader import ServiceLoader

signal.signal(signal.SIGINT, signal.default_int_handler)  # A suite in the background of a shell has it ignored.

services = ServiceLoader({"pillars": "services/pillars-service"})
pillars = services["pillars"]
worker = pillars.call("app.jobs:where", isolation="subprocess")[1]
print(worker, flush=True)
ending = sys.argv[1]
if ending == "busy":
    threading.Thread(target=lambda: pillars.call("app.jobs:sleep", 60, isolation="subprocess"), daemon=True).start()
    time.sleep(0.2)
elif ending == "collected":
    del services, pillars
    import gc
    gc.collect()
    sys.stdin.read()
elif ending == "wait":
    pillars.call("app.jobs:sleep", 60, isolation="subprocess")
elif ending == "raise":
    raise SystemExit(3)
"""


def start(monorepo: Path, ending: str) -> tuple[subprocess.Popen[str], int]:
    """Start the program; return it and the number of its worker."""
    (monorepo / "ends.py").write_text(PROGRAM, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "ends.py", ending],
        cwd=monorepo,
        env={**os.environ, "PYTHONPATH": str(PROJECT / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    return process, int(process.stdout.readline())


def is_gone(process: int) -> bool:
    """Return whether a process ends within some seconds."""
    latest = time.monotonic() + 20
    while time.monotonic() < latest:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{process}/stat").exists() and ") Z " in Path(f"/proc/{process}/stat").read_text():
            return True  # Ended, and its new parent has not asked yet.
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("ending", ["returns", "busy", "raise"])
def test_when_the_program_ends(monorepo: Path, ending: str) -> None:
    process, worker = start(monorepo, ending)
    process.communicate(timeout=60)
    assert process.returncode == (3 if ending == "raise" else 0)
    assert is_gone(worker)


def test_when_nobody_has_the_services_any_more(monorepo: Path) -> None:
    process, worker = start(monorepo, "collected")
    gone = is_gone(worker)
    process.communicate("", timeout=60)
    assert gone


@pytest.mark.parametrize("kind", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=lambda kind: kind.name)
def test_when_the_program_is_ended(monorepo: Path, kind: signal.Signals) -> None:
    process, worker = start(monorepo, "wait")
    time.sleep(0.3)
    process.send_signal(kind)
    _, errors = process.communicate(timeout=60)
    assert process.returncode != 0
    assert kind is not signal.SIGINT or "KeyboardInterrupt" in errors
    assert is_gone(worker)
