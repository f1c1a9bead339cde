"""The real interpreters of this machine, and a server in each that runs entries in forked children."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Self

_SERVER = Path(__file__).with_name("fork_server.py")
VERSIONS = ((3, 11), (3, 12), (3, 13), (3, 14), (3, 15))


class Interpreter(NamedTuple):
    """A CPython: its version and its executable."""

    version: tuple[int, int]
    executable: str


def find_interpreters() -> Iterator[Interpreter]:
    """Yield an interpreter of each version that runs here; the one that runs the tests stands for its own version."""
    for version in VERSIONS:
        name = f"python{version[0]}.{version[1]}"
        executable = sys.executable if version == sys.version_info[:2] else shutil.which(name)
        if executable and _runs(executable, version):
            yield Interpreter(version, executable)


def _runs(executable: str, version: tuple[int, int]) -> bool:
    question = "import sys; print(sys.implementation.name, *sys.version_info[:2])"
    done = subprocess.run([executable, "-c", question], capture_output=True, text=True, check=False)
    return done.stdout.split() == ["cpython", *map(str, version)]


class ForkServer:
    """A real interpreter that answers jobs (see fork_server.py)."""

    def __init__(self, interpreter: Interpreter) -> None:
        """Start the interpreter, away from the environment's own modules."""
        self.version = interpreter.version
        command = [interpreter.executable, "-B", "-E", "-s", str(_SERVER)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def run(self, **job: Any) -> dict[str, Any]:
        """Run one entry in a fresh child; return what happened."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(job), file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer
