"""What the machine says does not depend on the Python that runs importlint."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.scan.test_hosts import interpreters


def dump(executable: str) -> str:
    """Return how all cases end, as one interpreter sees them."""
    command = [executable, "-I", str(Path(__file__).with_name("dump_outcomes.py"))]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


@pytest.mark.parametrize("executable", list(interpreters()))
def test_cases_end_the_same_on_every_host(executable: str) -> None:
    assert dump(executable) == dump(sys.executable)
