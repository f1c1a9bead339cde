"""What pytest puts on the search path."""

import pytest

from tests.resolve.surveys import provided, reasons, roots_of

MODULES = {"a/lib/acme/__init__.py": "", "a/tests/test_acme.py": "import acme\n"}


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("a/pytest.ini", "[pytest]\npythonpath = . lib\n", 2),
        ("a/pytest.ini", "[pytest]\npythonpath =\n    lib\n", 3),
        ("a/pyproject.toml", '[tool.pytest.ini_options]\npythonpath = ["lib"]\n', 2),
        ("a/pyproject.toml", '[tool.pytest]\npythonpath = "lib"\n', 2),
        ("a/tox.ini", "[pytest]\npythonpath = lib\n", 2),
        ("a/setup.cfg", "[tool:pytest]\npythonpath = lib\n", 2),
    ],
)
def test_pythonpath_names_roots(file: str, text: str, line: int) -> None:
    roots = roots_of({**MODULES, "a/Dockerfile": "", file: text})
    assert f"{file}:{line}: `lib` is in pytest's pythonpath" in reasons(roots["a/lib"])
    assert roots["a/tests"].search_path == ("a/tests", "a/lib")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("a/pytest.ini", "[tool:pytest]\npythonpath = lib\n"),
        ("a/setup.cfg", "[pytest]\npythonpath = lib\n"),
        ("a/pyproject.toml", '[pytest]\npythonpath = ["lib"]\n'),
    ],
)
def test_a_section_that_pytest_does_not_read_is_passed_by(file: str, text: str) -> None:
    assert "pytest" not in " ".join(reasons(roots_of({**MODULES, file: text})["a/lib"]))


def test_the_first_directory_without_init_is_a_root() -> None:
    files = {
        "a/src/acme/__init__.py": "",
        "a/tests/unit/__init__.py": "",
        "a/tests/unit/test_x.py": "",
        "a/setup.py": "",
    }
    roots = roots_of(files)
    assert provided(roots["a/tests"]) == ["unit"]
    assert reasons(roots["a/tests"]) == ["a/tests/unit/test_x.py:0: pytest imports this file from there"]


def test_each_test_directory_without_init_is_a_root() -> None:
    roots = roots_of({"tests/conftest.py": "", "tests/unit/test_x.py": "", "tests/e2e/x_test.py": ""})
    assert {path: provided(root) for path, root in roots.items()} == {
        "tests": ["conftest"],
        "tests/e2e": ["x_test"],
        "tests/unit": ["test_x"],
    }


def test_import_mode_importlib_leaves_the_search_path_alone() -> None:
    files = {"pytest.ini": "[pytest]\naddopts = -q --import-mode=importlib\n", "tests/test_x.py": ""}
    assert roots_of(files)["tests"].origin == "outermost"


def test_tests_that_are_imported_as_a_package_belong_to_the_directory_above() -> None:
    files = {"a/tests/helpers.py": "", "a/tests/unit/test_x.py": "from tests.helpers import x\n"}
    assert {path: provided(root) for path, root in roots_of(files).items()} == {"a": ["tests"]}
