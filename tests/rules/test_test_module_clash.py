"""Test modules that one pytest session cannot tell apart."""

from importlint.rules import test_module_clash as rule
from tests.rules.checks import findings, reported

SAME = {"a/tests/test_api.py": "", "b/tests/test_api.py": "", "a/setup.py": "", "b/setup.py": ""}
PACKAGES = SAME | {"a/tests/__init__.py": "", "b/tests/__init__.py": ""}


def test_files_of_one_name_in_one_session() -> None:
    assert reported(rule, SAME | {"pytest.ini": "[pytest]\n"}) == [
        (
            "warning b/tests/test_api.py:1 `test_api.py` stands in `a/tests` and in `b/tests`, which one session of"
            " pytest cannot tell apart: pytest stops with an import file mismatch"
        )
    ]


def test_packages_of_one_name_in_one_session() -> None:
    files = {"a/tests/__init__.py": "", "a/tests/test_a.py": "", "b/tests/__init__.py": "", "b/tests/test_b.py": ""}
    (found,) = findings(rule, files | {"pyproject.toml": "[tool.pytest.ini_options]\n"})
    assert "the package `tests` stands in `a` and in `b`" in found.message
    assert found.reproduce == "pytest a/tests/test_a.py b/tests/test_b.py"


def test_sessions_of_their_own_are_fine() -> None:
    assert reported(rule, SAME) == []
    assert reported(rule, PACKAGES | {"a/pytest.ini": "", "b/pytest.ini": ""}) == []


def test_import_mode_importlib_is_fine() -> None:
    ini = "[pytest]\naddopts = --import-mode=importlib\n"
    assert reported(rule, SAME | {"pytest.ini": ini}) == []


def test_one_package_tree_is_fine() -> None:
    files = {"tests/__init__.py": "", "tests/a/__init__.py": "", "tests/b/__init__.py": ""}
    tests = {"tests/a/test_api.py": "", "tests/b/test_api.py": "", "pytest.ini": ""}
    assert reported(rule, files | tests) == []


def test_a_section_that_pytest_does_not_read_is_no_configuration() -> None:
    assert reported(rule, SAME | {"tox.ini": "[tool:pytest]\n"}) == []


def test_by_location_one_package_stands_for_the_other_silently() -> None:
    ini = {"pytest.ini": "[pytest]\naddopts = --import-mode=importlib\n"}
    (found,) = findings(rule, PACKAGES | ini)
    assert found.message.endswith(
        "it runs the tests of `a/tests/test_api.py` in place of those of `b/tests/test_api.py`"
    )
    assert found.fixes[0].text == "git rm b/tests/__init__.py"
    files = {"a/tests/__init__.py": "", "a/tests/test_a.py": "", "b/tests/__init__.py": "", "b/tests/test_b.py": ""}
    assert reported(rule, files | ini) == []


def test_a_command_line_can_join_what_configurations_part() -> None:
    parted = PACKAGES | {"a/pytest.ini": "", "b/pytest.ini": ""}
    assert reported(rule, parted | {"Makefile": "test:\n\tcd a && pytest\n\tcd b && pytest\n"}) == []
    (found,) = findings(rule, parted | {"Makefile": "test:\n\tpytest a b\n"})
    assert found.launches == ("Makefile: pytest a b",)
    assert found.reproduce == "pytest a/tests/test_api.py b/tests/test_api.py"


def test_what_is_not_collected_does_not_clash() -> None:
    assert reported(rule, SAME | {"pytest.ini": "[pytest]\ntestpaths = a\n"}) == []
    assert reported(rule, SAME | {"pytest.ini": "[pytest]\naddopts = --ignore=b\n"}) == []


def test_a_session_whose_parts_run_one_by_one_is_worth_a_note() -> None:
    files = SAME | {"pyproject.toml": "[tool.pytest.ini_options]\n"}
    tox = "[tox]\nenvlist = a, b\n[testenv]\ncommands =\n  a: pytest a/tests\n  b: pytest b/tests\n"
    assert [found.severity for found in findings(rule, files)] == ["warning"]
    assert [found.severity for found in findings(rule, files | {"tox.ini": tox})] == ["note"]
