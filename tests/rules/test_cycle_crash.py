"""Cycles whose modules cannot be imported first."""

import pytest

from importlint.rules import cycle_crash, cycle_fragile
from tests.rules.checks import findings, reported

PACKAGE = {"setup.py": "", "app/__init__.py": ""}
ALWAYS = PACKAGE | {
    "app/models.py": "from app.services import notify\nclass User: ...\n",
    "app/services.py": "from app.models import User\ndef notify(): ...\n",
}


def test_a_cycle_that_fails_in_every_order_is_an_error() -> None:
    lines = reported(cycle_crash, ALWAYS)
    assert [line.partition(" importing ")[0] for line in lines] == [
        "error app/models.py:1",
        "error app/services.py:1",
    ]
    assert "cannot import name 'User' from partially initialized module 'app.models'" in lines[1]


def test_the_crash_stands_in_for_the_fragile_cycle() -> None:
    assert findings(cycle_fragile, ALWAYS) == ()


def test_a_cycle_that_fails_in_one_order_is_a_warning() -> None:
    files = PACKAGE | {
        "app/models.py": "class User: ...\nfrom app.services import notify\n",
        "app/services.py": "from app.models import User\ndef notify(): ...\n",
    }
    (found,) = findings(cycle_crash, files)
    assert found.severity == "warning"
    assert found.reproduce == 'python -c "import app.services"'
    assert [step.message for step in found.related] == ["`app.models` can be imported first"]


@pytest.mark.parametrize(
    ("models", "services"),
    [
        ("import app.services\nclass User: ...\n", "import app.models\ndef f(): return app.models.User\n"),
        ("from app.services import notify\nclass User: ...\n", "def notify():\n    from app.models import User\n"),
        (
            "from app.services import notify\nclass User: ...\n",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from app.models import User\ndef notify(): ...\n",
        ),
        ("from app import services\nclass User: ...\n", "from app import models\ndef f(): return models.User\n"),
    ],
)
def test_a_harmless_cycle_is_no_finding(models: str, services: str) -> None:
    assert reported(cycle_crash, PACKAGE | {"app/models.py": models, "app/services.py": services}) == []
