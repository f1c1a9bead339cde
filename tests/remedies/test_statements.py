"""Import statements as text."""

import pytest

from importlint.remedies.statements import renamed, written
from importlint.scan.reader import read_facts


@pytest.mark.parametrize(
    "line",
    [
        "import app",
        "import app.core as c, json",
        "from app.core import Engine as E, start",
        "from ..core import *",
        "from . import core",
        "lazy import app",
        "lazy from app import core",
    ],
)
def test_what_is_written_is_what_was_read(line: str) -> None:
    (statement,) = read_facts("a.py", line.encode()).imports
    assert written(statement) == line


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("from app.core import Engine", "from acme.pillars.core import Engine"),
        ("from app import core", "from acme.pillars import core"),
        ("import app.core, application", "import acme.pillars.core, application"),
        ("from .app import core", "from .app import core"),
        ("from application import core", "from application import core"),
    ],
)
def test_only_the_package_itself_is_renamed(line: str, after: str) -> None:
    (statement,) = read_facts("a.py", line.encode()).imports
    assert written(renamed(statement, "app", "acme.pillars")) == after
