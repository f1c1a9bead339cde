"""Caches around imports."""

import pytest

from importlint.rules import cached_loader
from tests.rules.checks import findings, reported
from tests.rules.test_contested_name import SCRIPT, SERVICES

CACHED = "from functools import cache\n\n@cache\ndef engine():\n    from app.core import Engine\n    return Engine\n"
APP = {"setup.py": "", "app/__init__.py": "", "app/core.py": "class Engine: ...\n", "app/load.py": CACHED}
CLEAR = "import sys\ndef clear():\n    for name in list(sys.modules):\n        del sys.modules[name]\n"


def test_with_entries_removed_elsewhere() -> None:
    files = APP | {"app/clear.py": "import sys\n\ndef clear():\n    del sys.modules['app.core']\n"}
    (found,) = findings(cached_loader, files)
    assert found.message.endswith(" keeps what `engine` returns, though `app` can change")
    assert found.location.path == "app/load.py"
    assert found.related[0].location.path == "app/clear.py"


def test_with_a_name_that_two_services_share_in_one_process() -> None:
    files = SERVICES | {"scripts/load_both.py": SCRIPT, "services/billing-service/app/load.py": CACHED}
    assert [found.subject[0] for found in findings(cached_loader, files)] == ["services/billing-service/app/load.py"]


def test_with_entries_removed_by_computed_name_in_the_same_file() -> None:
    assert len(findings(cached_loader, APP | {"app/load.py": CACHED + CLEAR})) == 1


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(APP, id="a module table that nobody touches"),
        pytest.param(APP | {"app/clear.py": "import sys\ndel sys.modules['numpy']\n"}, id="another name is removed"),
        pytest.param(
            APP | {"app/load.py": CACHED.replace("from app.core", "from json") + CLEAR},
            id="what is imported is not ours",
        ),
        pytest.param(APP | {"app/clear.py": CLEAR}, id="removed by computed names elsewhere"),
        pytest.param(APP | {"app/load.py": CACHED.replace("@cache\n", "") + CLEAR}, id="no cache"),
        pytest.param(APP | {"tests/test_app.py": CLEAR}, id="removed in a test"),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(cached_loader, files) == []
