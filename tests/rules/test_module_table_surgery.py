"""Edits of `sys.modules`."""

import pytest

from importlint.rules import module_table_surgery
from tests.rules.checks import findings, reported

APP = {"setup.py": "", "app/__init__.py": ""}


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        ('del sys.modules["app"]', '`"app"` from `sys.modules`, while importers keep the old module'),
        ("sys.modules.pop(name)", "`name` from `sys.modules`, while importers keep the old module"),
        ("sys.modules.clear()", "`sys.modules`, while importers keep the old modules"),
    ],
)
def test_removing_is_a_warning(edit: str, message: str) -> None:
    (found,) = findings(module_table_surgery, APP | {"app/load.py": f"import sys\nname = 'app'\n{edit}\n"})
    assert found.severity == "warning"
    assert found.message.endswith(message)


def test_a_second_name_for_a_module_is_a_note() -> None:
    files = APP | {"app/load.py": 'import sys, app\nsys.modules["application"] = app\n'}
    assert reported(module_table_surgery, files) == [
        'note app/load.py:2 puts another module at `"application"` in `sys.modules`'
    ]


def test_the_edits_of_one_file_are_one_finding_that_begins_with_the_worst() -> None:
    text = 'import sys\nsys.modules["x"] = sys\ndel sys.modules["app"]\n'
    (found,) = findings(module_table_surgery, APP | {"app/load.py": text})
    assert (found.severity, found.location.span.line, len(found.related)) == ("warning", 3, 1)


def test_removing_an_own_module_in_a_test_is_a_note() -> None:
    files = APP | {"tests/test_app.py": 'import sys\ndef test():\n    del sys.modules["app"]\n'}
    assert [found.severity for found in findings(module_table_surgery, files)] == ["note"]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(APP | {"app/load.py": "import sys\nsys.modules[__name__] = object()\n"}, id="itself"),
        pytest.param(
            APP
            | {
                "app/load.py": (
                    "import sys\nfrom importlib.util import module_from_spec\n"
                    "def load(spec):\n    module = module_from_spec(spec)\n    sys.modules[spec.name] = module\n"
                    "    spec.loader.exec_module(module)\n    return module\n"
                )
            },
            id="the documented recipe",
        ),
        pytest.param(
            APP | {"tests/test_app.py": 'import sys\nsys.modules["torch"] = object()\n'}, id="a stub for a test"
        ),
        pytest.param(APP | {"app/load.py": "import sys\nprint('app' in sys.modules)\n"}, id="read only"),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(module_table_surgery, files) == []
