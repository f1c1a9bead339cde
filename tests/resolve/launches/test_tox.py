"""Launches of tox."""

import pytest

from tests.resolve.launches.launched import launches_of

FILES = {
    "a/app/main.py": "",
    "a/src/main.py": "",
    "a/tests/test_it.py": "",
    "lib/pyproject.toml": '[project]\nname = "acme"\n',
    "lib/src/acme/__init__.py": "",
}


@pytest.mark.parametrize(
    ("text", "entry", "search_path"),
    [
        ("[testenv]\ncommands = python -m app.main\n", "app.main", ("a",)),
        ("[testenv]\nchangedir = src\ncommands = python main.py\n", "a/src/main.py", ("a/src",)),
        ("[testenv]\nchange_dir = {toxinidir}/src\ncommands =\n  - python -m main\n", "main", ("a/src",)),
        ("[testenv]\nset_env =\n  PYTHONPATH = {tox_root}{/}src\ncommands = python -m app.main", "app.main",
         ("a", "a/src")),
        ("[testenv]\nsetenv =\n  PYTHONPATH={env:PYTHONPATH:}{:}src\ncommands = python -m app.main\n", "app.main",
         ("a", "a/src")),
        ("[testenv]\ndeps = -e ../lib\ncommands = python -m app.main", "app.main", ("a", "lib/src")),
        ("[testenv]\ncommands =\n  py311: python -m \\\n    {posargs:app.main}\n", "app.main", ("a",)),
        ("[x]\nwhat = app.main\n[testenv:one]\ncommands = python -m {[x]what}\n", "app.main", ("a",)),
        ("[testenv]\nsetenv = PYTHONPATH=src\n[testenv:b]\ncommands = python -m app.main\n", "app.main",
         ("a", "a/src")),
    ],
)  # fmt: skip
def test_an_environment_runs_commands(text: str, entry: str, search_path: tuple[str, ...]) -> None:
    (launch,) = (each for each in launches_of({**FILES, "a/tox.ini": text}).values() if each.kind != "pytest")
    assert (launch.entry, launch.search_path) == (entry, search_path)
    number = next(number for number, line in enumerate(text.splitlines(), 1) if "python" in line)
    assert [(evidence.path, evidence.line) for evidence in launch.evidence] == [("a/tox.ini", number)]


def test_a_line_holds_in_the_environments_that_have_its_factors() -> None:
    tox = """[tox]
envlist = py3{11,12}-{a,b}, lint
skipsdist = true
[testenv]
deps =
    a: -e lib
    b: -r b.txt
commands =
    {a,b}: python -m x.{envname}
    !lint-a: python -m x.one
    b: python -m x.two
    lint: python -m x.three
"""
    files = dict.fromkeys(("x/one.py", "x/two.py", "x/three.py", "other/src/other/__init__.py"), "")
    project = {"other/pyproject.toml": '[project]\nname = "other"\n', "b.txt": "# local\n-e ./other\n"}
    launches = launches_of({**FILES, **files, **project, "tox.ini": tox}).values()
    assert {each.entry: (each.search_path, each.evidence[0].line) for each in launches if each.kind == "module"} == {
        "x.one": ((".", "lib/src"), 10),
        "x.two": ((".", "other/src"), 11),
        "x.three": ((".",), 12),
    }


@pytest.mark.parametrize(
    "text",
    [
        "[tool.tox.env_run_base]\ncommands = [['python', '-m', {replace = 'posargs', default = ['app.main']}]]\n",
        "[tool.tox.env.x]\nset_env = {PYTHONPATH = '{tox_root}'}\ncommands = [['python', '-m', 'app.main']]\n",
        '[tool.tox]\nlegacy_tox_ini = """\n[testenv]\ncommands = python -m app.main\n"""\n',
    ],
)
def test_pyproject_configures_it_as_well(text: str) -> None:
    (launch,) = (each for each in launches_of({**FILES, "a/pyproject.toml": text}).values() if each.kind != "pytest")
    assert (launch.entry, launch.search_path) == ("app.main", ("a", "a/src"))


@pytest.mark.parametrize(("line", "search_path"), [("", ("tests", "src")), ("skip_install = true\n", ("tests",))])
def test_the_project_is_installed(line: str, search_path: tuple[str, ...]) -> None:
    files = {
        "pyproject.toml": '[project]\nname = "x"\n',
        "src/x/__init__.py": "",
        "tests/test_x.py": "",
        "tox.ini": f"[testenv]\n{line}commands = pytest tests\n",
    }
    assert launches_of(files)["tox.ini: pytest tests"].search_path == search_path


@pytest.mark.parametrize(
    "text",
    [
        "[testenv]\ncommands = python -m {env:WHAT}\n",
        "[testenv]\nsetenv = PYTHONPATH={env_tmp_dir}\ncommands = python -m app.main\n",
        "[testenv]\nchangedir = {env_tmp_dir}\ncommands = python -m app.main\n",
        "[testenv]\nallowlist = python -m app.main\n",
        "[testenv\ncommands = python -m app.main\n",
    ],
)
def test_what_is_not_known_is_not_claimed(text: str) -> None:
    assert not any(name.startswith("a/tox.ini") for name in launches_of({**FILES, "a/tox.ini": text}))
