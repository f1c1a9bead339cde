"""Cycles that deferred, lazy and type-only imports close."""

import pytest

from importlint.rules import cycle_deferred
from tests.rules.checks import findings, reported


def test_a_deferred_import_closes_it() -> None:
    files = {"a.py": "import b\n", "b.py": "def f():\n    import a\n"}
    assert reported(cycle_deferred, files) == [
        "note b.py:2 `a` and `b` import each other, which works by deferred imports"
    ]
    assert findings(cycle_deferred, files)[0].flow[1].message == "`b` imports `a` when `f` runs"


def test_a_module_that_imports_itself_is_no_pair() -> None:
    files = {"a.py": "def f():\n    import a\nimport b\n", "b.py": "def f():\n    import a\n"}
    assert reported(cycle_deferred, files) == [
        "note a.py:2 2 modules import each other, which works by deferred imports, such as `a -> a`"
    ]


def test_type_only_imports_close_it() -> None:
    files = {"a.py": "import b\n", "b.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import A\n"}
    assert reported(cycle_deferred, files) == [
        "note b.py:3 `a` and `b` import each other, which works by type-only imports"
    ]


def test_lazy_imports_close_it() -> None:
    files = {"a.py": "import b\n", "b.py": "lazy import a\n"}
    assert [line.split(" works by ")[1] for line in reported(cycle_deferred, files)] == ["lazy imports"]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"a.py": "import b\n", "b.py": "import a\n"}, id="an eager cycle"),
        pytest.param(
            {"a.py": "import b\n", "b.py": "import a\ndef f():\n    import a\n"}, id="deferred inside an eager cycle"
        ),
        pytest.param({"a.py": "def f():\n    import b\n", "b.py": ""}, id="deferred and one way"),
        pytest.param({"a.py": "import b\n", "b.py": "if __name__ == '__main__':\n    import a\n"}, id="a main guard"),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(cycle_deferred, files) == []
