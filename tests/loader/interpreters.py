"""The Pythons that the loader is to run in: every one of this machine from 3.9 on, free-threaded builds too."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

NAMES = tuple(f"python3.{minor}{build}" for minor in range(9, 16) for build in ("", "t"))


OWN = f"python{sys.version_info[0]}.{sys.version_info[1]}{'t' if 't' in sys.abiflags else ''}"


def each_python() -> list[ParameterSet]:
    """Return a parameter for each Python; those that do not run the tests themselves are for `make test` only."""
    return [pytest.param(name, marks=() if name == OWN else pytest.mark.slow) for name in sorted(find_pythons())]


@cache
def find_pythons() -> dict[str, str]:
    """Return the executable of each Python that runs here, by name; the one that runs the tests stands for its own."""
    found = {name: sys.executable if name == OWN else _find(name) for name in NAMES}
    return {name: executable for name, executable in found.items() if executable}


def _find(name: str) -> str | None:
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    candidates = [shutil.which(name), *sorted(map(str, root.glob(f"versions/*/bin/{name}")))]
    return next((candidate for candidate in candidates if candidate and _runs(candidate)), None)


def _runs(executable: str) -> bool:
    """Return whether an executable is a Python: pyenv has stand-ins for versions that it does not."""
    question = [executable, "-c", "import sys; print(sys.implementation.name)"]
    return subprocess.run(question, capture_output=True, text=True, check=False).stdout.split() == ["cpython"]
