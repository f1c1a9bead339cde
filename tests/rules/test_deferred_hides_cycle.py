"""Deferred imports that would close a cycle at the top of their file."""

import pytest

from importlint.rules import deferred_hides_cycle
from tests.rules.checks import findings, reported

CYCLE = {
    "app/__init__.py": "",
    "app/engine.py": "def start():\n    from app.plugins import load_all\n    load_all()\n\ndef register(): ...\n",
    "app/plugins.py": "from app.engine import register\n\ndef load_all(): ...\n",
}


def test_the_way_back_is_drawn() -> None:
    assert reported(deferred_hides_cycle, CYCLE) == [
        (
            "note app/engine.py:2 at the top of the file, `from app.plugins import load_all` "
            "would close a cycle through `app.plugins`"
        )
    ]
    (found,) = findings(deferred_hides_cycle, CYCLE)
    assert found.cycle == ("app.engine", "app.plugins")
    assert [step.message for step in found.flow] == [
        "`app.engine` takes `load_all` from `app.plugins` when `start` runs",
        "`app.plugins` takes `register` from `app.engine`",
    ]
    assert found.fixes[0].title == "Move `register` out of `app.engine` into a module that both can import"


def test_the_imports_of_one_cycle_are_one_finding() -> None:
    files = CYCLE | {"app/other.py": "from app.engine import register\n"}
    files["app/engine.py"] += "\ndef stop():\n    import app.other\n"
    (found,) = findings(deferred_hides_cycle, files)
    assert found.message.endswith(" through `app.plugins`, and 1 more such import another one")
    assert [step.message for step in found.related] == ["`import app.other` would close one as well"]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(CYCLE | {"app/plugins.py": "def load_all(): ...\n"}, id="no way back"),
        pytest.param(CYCLE | {"app/plugins.py": "import app.engine\n"}, id="no name is taken on the way back"),
        pytest.param(
            CYCLE | {"app/plugins.py": "def load_all():\n    from app.engine import register\n"},
            id="deferred both ways",
        ),
        pytest.param(
            {
                "app/__init__.py": "",
                "app/old.py": "def __getattr__(name):\n    from app.new import thing\n    return thing\nX = 1\n",
                "app/new.py": "from app.old import X\n",
            },
            id="a module's __getattr__",
        ),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(deferred_hides_cycle, files) == []
