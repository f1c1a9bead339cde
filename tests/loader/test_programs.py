"""What programs can do with the loader: as a package and as one file, in every Python of this machine.

Each program in `programs/` is a list of assertions. That it passes with both forms is what shows that they are alike.
"""

from collections.abc import Callable

import pytest

from tests.loader.conftest import PROGRAMS
from tests.loader.interpreters import OWN, each_python

NAMES = ("byte_code", "calls", "context", "failing", "lazily", "mounted", "spawned", "surroundings")


def test_no_program_is_forgotten() -> None:
    assert {path.stem for path in PROGRAMS.glob("*.py")} == {*NAMES, "torture"}


@pytest.mark.parametrize("name", NAMES)
def test_with_the_package(name: str, run: Callable[..., str]) -> None:
    run(PROGRAMS / f"{name}.py", python=OWN, stand_alone=False)


@pytest.mark.parametrize("python", each_python())
@pytest.mark.parametrize("name", NAMES)
def test_with_one_file(name: str, python: str, run: Callable[..., str]) -> None:
    run(PROGRAMS / f"{name}.py", python=python, stand_alone=True)
