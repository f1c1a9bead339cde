"""Reloaded modules whose names others keep."""

import pytest

from importlint.rules import reload_leaves_stale
from tests.rules.checks import findings, reported

APP = {
    "app/__init__.py": "",
    "app/settings.py": "DEBUG = False\n",
    "app/views.py": "from app.settings import DEBUG\n",
    "app/admin.py": "import importlib\nimport app.settings\ndef apply():\n    importlib.reload(app.settings)\n",
}


def test_the_holders_are_named() -> None:
    assert reported(reload_leaves_stale, APP) == [
        "warning app/admin.py:4 after `reload(app.settings)`, `app.views` still hold names of the old `app.settings`"
    ]
    (found,) = findings(reload_leaves_stale, APP)
    assert (
        found.fixes[0].text == "in app/views.py: `import app.settings`, and `app.settings.DEBUG` where it says `DEBUG`"
    )


@pytest.mark.parametrize(
    "text",
    [
        "from importlib import reload\nfrom app import settings\nreload(settings)\n",
        "from importlib import reload\nfrom . import settings as s\nreload(s)\n",
        "from importlib import reload\nimport app.settings as s\nreload(s)\n",
        'import importlib, sys\nimportlib.reload(sys.modules["app.settings"])\n',
    ],
)
def test_every_way_to_name_the_module_counts(text: str) -> None:
    assert [found.subject[1] for found in findings(reload_leaves_stale, APP | {"app/admin.py": text})] == [
        "app.settings"
    ]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(APP | {"app/views.py": "import app.settings\n"}, id="importers hold the module"),
        pytest.param(APP | {"app/views.py": "def f():\n    from app.settings import DEBUG\n"}, id="read at each call"),
        pytest.param(APP | {"tests/test_app.py": APP["app/admin.py"], "app/admin.py": ""}, id="in a test"),
        pytest.param(APP | {"app/admin.py": "import importlib, json\nimportlib.reload(json)\n"}, id="not ours"),
        pytest.param(APP | {"app/admin.py": "import importlib\ndef f(m):\n    importlib.reload(m)\n"}, id="unknown"),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(reload_leaves_stale, files) == []
