"""Eight threads, two hundred rounds, three services that share names: never a wrong file, never a deadlock."""

import re
from collections.abc import Callable

import pytest

from tests.loader.conftest import PROGRAMS
from tests.loader.interpreters import each_python

THREADS, ROUNDS, SERVICES = 8, 200, 3


@pytest.mark.parametrize("python", each_python())
def test_every_import_means_its_own_service(python: str, run: Callable[..., str]) -> None:
    printed = run(PROGRAMS / "torture.py", str(THREADS), str(ROUNDS), python=python, stand_alone=True)
    print(printed, end="")  # `pytest -s` shows the figures
    found = re.search(r"(\d+) right, (\d+) wrong", printed)
    assert found
    assert (int(found[1]), int(found[2])) == (THREADS * ROUNDS * SERVICES, 0)
