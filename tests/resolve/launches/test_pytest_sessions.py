"""What a pytest session puts on the search path, against pytest itself."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from importlint.model.launch import LaunchKind
from tests.projects import project_from
from tests.resolve.launches.launched import launches_of

TEST = "def test_it():\n    pass\n"
LAYOUTS = {
    "plain": {"pytest.ini": "[pytest]\n", "tests/test_a.py": TEST},
    "package of tests": {
        "pytest.ini": "",
        "tests/__init__.py": "",
        "tests/unit/__init__.py": "",
        "tests/unit/test_a.py": TEST,
    },
    "conftest above": {
        "pytest.ini": "[pytest]\n",
        "conftest.py": "",
        "sub/tests/test_a.py": TEST,
        "sub/conftest.py": "",
    },
    "several directories": {
        "pyproject.toml": "[tool.pytest.ini_options]\n",
        "b/tests/test_b.py": TEST,
        "b/tests/conftest.py": "",
        "a/tests/test_a.py": TEST,
        "test_first.py": TEST,
        "tests/inner/test_c.py": TEST,
        "tests/conftest.py": "",
    },
    "pythonpath": {
        "pytest.ini": "[pytest]\npythonpath = src lib\ntestpaths = tests\n",
        "tests/test_a.py": TEST,
        "src/a.py": "",
        "lib/b.py": "",
    },
    "append": {"pytest.ini": "[pytest]\naddopts = --import-mode=append\n", "a/test_a.py": TEST, "b/test_b.py": TEST},
    "importlib": {
        "setup.cfg": "[tool:pytest]\naddopts = --import-mode=importlib\npythonpath = .\n",
        "a/test_a.py": TEST,
        "b/test_a.py": TEST,
    },
    "testpaths": {
        "tox.ini": "[pytest]\ntestpaths = b a\n",
        "a/test_a.py": TEST,
        "b/test_b.py": TEST,
        "c/test_c.py": TEST,
    },
    "patterns": {
        "pytest.ini": "[pytest]\ntestpaths = s*\npython_files = check_*.py\n",
        "s1/check_a.py": TEST,
        "s2/check_b.py": TEST,
        "s1/x/test_c.py": TEST,
    },
    "left out": {"pytest.ini": "[pytest]\n", "build/test_a.py": TEST, ".hidden/test_b.py": TEST, "c/test_c.py": TEST},
}


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_the_search_path_is_that_of_pytest(layout: str, tmp_path: Path) -> None:
    for path, text in LAYOUTS[layout].items():
        (tmp_path / "it" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "it" / path).write_text(text)
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    (plugins / "tell_path.py").write_text(
        "import json, sys\ndef pytest_sessionfinish(session):\n    print('PATH', json.dumps(sys.path))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(plugins), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    run = [Path(sys.executable).with_name("pytest"), "-q", "-s", "-p", "tell_path", "-p", "no:cacheprovider"]
    printed = subprocess.run(run, cwd=tmp_path / "it", env=environment, capture_output=True, text=True, check=False)
    entries = json.loads(printed.stdout.partition("PATH ")[2].splitlines()[0])
    inside = [Path(entry) for entry in entries if Path(entry).is_relative_to(tmp_path / "it")]
    real = tuple(dict.fromkeys(entry.relative_to(tmp_path / "it").as_posix() for entry in inside))
    launches = launches_of(LAYOUTS[layout])
    assert launches["pytest"].search_path == real
    assert launches["pytest"].entry == "."


@pytest.mark.parametrize("name", ["pytest.ini", "tox.ini"])
def test_a_section_that_pytest_does_not_read_is_noted(name: str) -> None:
    text = "# settings\n[tool:pytest]\npythonpath = src\n"
    project = project_from({"x/pytest.ini": "", f"x/{name}": text, "x/src/a.py": "", "x/tests/test_a.py": TEST})
    assert [launch.search_path for launch in project.launches] == [("x/tests",)]
    (note,) = project.diagnostics
    assert (note.location.path, note.location.span.line) == (f"x/{name}", 2)
    assert note.message == f"x/{name}: pytest ignores [tool:pytest] here, it reads [pytest]"


@pytest.mark.parametrize(
    ("arguments", "root", "tests"),
    [
        ("a b", ".", ["a/test_a.py", "b/test_b.py"]),
        ("a/test_a.py::test_it b", ".", ["a/test_a.py", "b/test_b.py"]),
        ("b", "b", ["b/test_b.py"]),
        ("-c b/pytest.ini a", "b", ["a/test_a.py"]),
        ("--rootdir b a", "b", ["a/test_a.py"]),
        ("--ignore a", ".", ["b/test_b.py"]),
        ("--ignore-glob '*/test_a.py'", ".", ["b/test_b.py"]),
        ("-k a -m 'not b' --cov a b", "b", ["b/test_b.py"]),
        ("-o python_files=x_*.py", ".", ["a/x_a.py"]),
        ("a/x_a.py a", ".", ["a/test_a.py"]),
    ],
)
def test_arguments_say_what_is_collected_and_how(arguments: str, root: str, tests: list[str]) -> None:
    files = {"Makefile": f"test:\n\tpytest {arguments}\n", "setup.cfg": "[tool:pytest]\n", "b/pytest.ini": ""}
    launches = launches_of({**files, "a/test_a.py": TEST, "a/x_a.py": TEST, "b/test_b.py": TEST})
    (session,) = (each.session for name, each in launches.items() if name.startswith("Makefile"))
    assert session is not None
    assert (session.root, [load.path for load in session.loads]) == (root, tests)


@pytest.mark.parametrize(
    ("files", "root"),
    [
        ({"pyproject.toml": "[project]\n"}, "."),
        ({"a/setup.py": ""}, "a"),
        ({"pytest.toml": "[pytest]\n", "a/tox.ini": "[tox]\n"}, "."),
        ({"a/pyproject.toml": "[tool.pytest]\nminversion = '9'\n"}, "a"),
        ({}, "a/b"),
    ],
)
def test_the_rootdir_is_that_of_pytest(files: dict[str, str], root: str) -> None:
    made = {"Makefile": "test:\n\tpytest a/b\n", **files, "a/b/test_a.py": TEST}
    (session,) = (each.session for name, each in launches_of(made).items() if name.startswith("Makefile"))
    assert session is not None
    assert session.root == (root if files else ".")


@pytest.mark.parametrize(("option", "count"), [("", 3), ("--confcutdir a", 2), ("--noconftest", 1)])
def test_conftest_files_are_loaded_from_the_confcutdir_down(option: str, count: int) -> None:
    files = {"Makefile": f"test:\n\tpytest {option} a\n", "conftest.py": "", "a/conftest.py": "", "a/test_a.py": TEST}
    launches = launches_of({**files, "setup.cfg": "[tool:pytest]\n"})
    (session,) = (each.session for name, each in launches.items() if name.startswith("Makefile"))
    assert session is not None
    assert len(session.loads) == count


def test_each_service_has_a_session_of_its_own() -> None:
    files = {
        "pytest.ini": "[pytest]\n",
        "services/a/requirements.txt": "",
        "services/a/app/__init__.py": "",
        "services/a/tests/__init__.py": "",
        "services/a/tests/test_a.py": TEST,
        "services/b/requirements.txt": "",
        "services/b/b.py": "",
    }
    launches = launches_of(files)
    assert sorted(launches) == ["pytest", "services/a: pytest"]
    session = launches["services/a: pytest"]
    assert (session.kind, session.entry, session.cwd) == (LaunchKind.PYTEST, ".", "services/a")
    assert session.search_path == ("services/a",)
    assert session.command == "cd services/a && pytest"


@pytest.mark.parametrize(
    ("recipe", "search_path"),
    [
        ("pytest -q a", ("a",)),
        ("pytest b/test_b.py::test_it a", ("a", "b")),
        ("python -m pytest a -k 'x or y'", ("a", ".")),
        ("PYTHONPATH=lib pytest a", ("a", "lib")),
        ("cd b && python -m pytest --import-mode append", ("b",)),
        ("python -m pytest --import-mode=importlib a", (".",)),
    ],
)
def test_a_command_begins_a_session(recipe: str, search_path: tuple[str, ...]) -> None:
    files = {"Makefile": f"test:\n\t{recipe}\n", "a/test_a.py": TEST, "b/test_b.py": TEST, "lib/x.py": ""}
    (launch,) = (launch for name, launch in launches_of(files).items() if name.startswith("Makefile"))
    assert (launch.kind, launch.search_path) == (LaunchKind.PYTEST, search_path)


@pytest.mark.parametrize(
    "recipe", ["pytest nowhere/test_x.py", "pytest -c other.ini a", "pytest $(PLACES)", "cd lib && pytest"]
)
def test_what_is_not_known_is_not_claimed(recipe: str) -> None:
    files = {"Makefile": f"test:\n\t{recipe}\n", "a/test_a.py": TEST, "lib/x.py": ""}
    assert not any(name.startswith("Makefile") for name in launches_of(files))
