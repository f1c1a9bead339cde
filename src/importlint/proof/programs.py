"""Run a program in the copy of a project, and see to it that it looks at the copy."""
# ruff: noqa: PTH118

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

_LINES_KEPT = 12


class Ran(NamedTuple):
    """How a program ended: its exit status (None if it took too long), the end of what it said, and what it loaded of
    the original project though it was to use the copy.
    """

    status: int | None
    said: tuple[str, ...]
    strayed: tuple[str, ...] = ()


def run_command(command: str, *, project: str, copy: str, directory: str = ".") -> Ran:
    """Run a shell command in a directory of the copy.

    An interpreter that has the project installed in editable mode would import the original. A `sitecustomize` leads
    it to the copy, and tells at its end what came from the original all the same.
    """
    work = os.path.join(os.path.dirname(copy), "watch")  # noqa: PTH120
    os.makedirs(work, exist_ok=True)  # noqa: PTH103
    source = files("importlint.proof").joinpath("sitecustomize.py").read_text("utf-8")
    Path(work, "sitecustomize.py").write_text(source, "utf-8")
    told = Path(work, "strayed.txt")
    told.unlink(missing_ok=True)
    environment = _environment(project, copy, work, str(told))
    ended = subprocess.run(  # noqa: S602  (the command is the user's own)
        command,
        shell=True,
        cwd=os.path.join(copy, directory),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="backslashreplace",
        check=False,
    )
    strayed = sorted(set(told.read_text("utf-8").splitlines())) if told.exists() else []
    return Ran(ended.returncode, _end_of(ended.stdout), tuple(strayed))


def _environment(project: str, copy: str, work: str, told: str) -> dict[str, str]:
    given = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    moved = [
        os.path.join(copy, os.path.relpath(path, project)) if _is_inside(path, project) else path for path in given
    ]
    watch = json.dumps({"original": os.path.realpath(project), "copy": os.path.realpath(copy), "told": told})
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([work, *moved]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "IMPORTLINT_PROOF": watch,
    }


def _is_inside(path: str, directory: str) -> bool:
    return os.path.realpath(path).startswith(os.path.realpath(directory) + os.sep)


def run_python(python: str, code: str, arguments: Sequence[str], *, directory: str, seconds: float) -> Ran:
    """Run code in a fresh interpreter."""
    try:
        ended = subprocess.run(  # noqa: S603  (the interpreter is the user's own)
            [python, "-c", code, *arguments],
            cwd=directory,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="backslashreplace",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Ran(None, (f"did not end within {seconds:g} seconds",))
    return Ran(ended.returncode, _end_of(ended.stderr))


def _end_of(output: str) -> tuple[str, ...]:
    return tuple(output.rstrip().splitlines()[-_LINES_KEPT:])


def find_python(project: str, given: str | None) -> str:
    """Return the interpreter that has the project's packages: the one given, the active environment's, its `.venv`."""
    environments = [os.environ.get("VIRTUAL_ENV", ""), os.path.join(project, ".venv")]
    inside = ("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")
    found = (os.path.join(environment, *inside) for environment in environments if environment)
    return given or next((path for path in found if os.path.exists(path)), sys.executable)  # noqa: PTH110
