"""A module and a package of one name in one directory."""

import pytest

from importlint.rules import module_and_package
from tests.rules.checks import reported


def test_the_module_is_dead() -> None:
    files = {"app/__init__.py": "", "app/models.py": "", "app/models/__init__.py": ""}
    assert reported(module_and_package, files) == [
        (
            "warning app/models.py:1 `import app.models` means the package beside this file; "
            "the file itself is out of reach"
        )
    ]


def test_a_script_can_still_be_started() -> None:
    files = {"tool.py": 'if __name__ == "__main__":\n    pass\n', "tool/__init__.py": ""}
    assert [line.partition(" ")[0] for line in reported(module_and_package, files)] == ["note"]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"app/__init__.py": "", "app/models.py": "", "app/models/data.json": "{}"}, id="no code inside"),
        pytest.param({"app/models.py": "", "app/models/extra.py": ""}, id="no __init__, so that the file wins"),
        pytest.param({"app/models.pyi": "", "app/models/__init__.py": ""}, id="a stub"),
        pytest.param({"a/models.py": "", "b/models/__init__.py": ""}, id="in different directories"),
        pytest.param({"__init__.py": "", "app/__init__.py": ""}, id="nothing but packages"),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(module_and_package, files) == []
