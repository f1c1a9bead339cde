"""Computed names of modules."""

import pytest

from importlint.rules import dynamic_import
from tests.rules.checks import findings, reported

HANDLERS = {
    "setup.py": "",
    "app/__init__.py": "",
    "app/handlers/__init__.py": "",
    "app/handlers/csv.py": "",
    "app/handlers/xml.py": "",
}


def loading(call: str) -> str:
    return f"from importlib import import_module\n\ndef load(kind):\n    return {call}\n"


@pytest.mark.parametrize(
    "call",
    [
        'import_module(f"app.handlers.{kind}")',
        'import_module("app.handlers." + kind)',
        'import_module("app.handlers.%s" % kind)',
        'import_module("app.handlers.{}".format(kind))',
        'import_module(f".handlers.{kind}", __package__)',
        'import_module(f".{kind}", "app.handlers")',
        '__import__(f"app.handlers.{kind}")',
    ],
)
def test_the_candidates_are_listed(call: str) -> None:
    (found,) = findings(dynamic_import, HANDLERS | {"app/load.py": loading(call)})
    assert found.severity == "note"
    assert found.message.endswith(" imports one of 2 modules in `app.handlers`")
    assert [step.message for step in found.related] == ["it can be `app.handlers.csv`", "it can be `app.handlers.xml`"]


def test_a_package_that_loads_its_own_modules() -> None:
    files = HANDLERS | {"app/handlers/__init__.py": loading('import_module(f"{__name__}.{kind}")')}
    assert len(findings(dynamic_import, files)[0].related) == 2


def test_a_name_out_of_the_blue_has_no_candidates() -> None:
    assert reported(dynamic_import, HANDLERS | {"app/load.py": loading("import_module(kind)")}) == [
        "note app/load.py:4 `import_module(kind)` imports whatever it is told"
    ]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"app.py": loading('import_module("json")')}, id="a literal"),
        pytest.param({"app.py": loading('import_module(f"numpy.{kind}")')}, id="a package of others"),
        pytest.param(HANDLERS | {"tests/test_load.py": loading("import_module(kind)")}, id="in a test"),
        pytest.param({"app.py": "import importlib\n"}, id="importlib alone"),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(dynamic_import, files) == []
