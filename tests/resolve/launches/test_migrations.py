"""Launches of Alembic's migrations."""

import pytest

from importlint.machine.beginnings import Beginnings
from importlint.machine.runs import run_launches
from importlint.model.launch import LaunchKind
from tests.projects import project_from
from tests.resolve.launches.launched import launches_of

FILES = {
    "a/app/__init__.py": "",
    "a/app/models.py": "Base = 1\n",
    "a/migrations/env.py": "from alembic import context\nfrom app.models import Base\n",
    "a/lib/y.py": "",
}
BEGIN = "[alembic]\nscript_location = %(here)s/migrations\n"


@pytest.mark.parametrize(
    ("text", "search_path"),
    [
        (BEGIN, ()),
        (BEGIN + "prepend_sys_path = .\n", ("a",)),
        (BEGIN + "prepend_sys_path = lib:.\n", ("a/lib", "a")),
        (BEGIN + "prepend_sys_path = lib, .\n", ("a/lib", "a")),
        (BEGIN + "prepend_sys_path = %(here)s lib\n", ("a", "a/lib")),
        (BEGIN + "prepend_sys_path = .;lib\npath_separator = ;\n", ("a", "a/lib")),
        ("[alembic]\nscript_location = migrations\nprepend_sys_path =\n", ()),
    ],
)
def test_only_what_the_configuration_names_is_on_the_path(text: str, search_path: tuple[str, ...]) -> None:
    (launch,) = launches_of({**FILES, "a/alembic.ini": text}).values()
    assert (launch.kind, launch.entry, launch.cwd) == (LaunchKind.ALEMBIC, "a/migrations/env.py", "a")
    assert launch.search_path == search_path
    assert [(evidence.path, evidence.line) for evidence in launch.evidence] == [("a/alembic.ini", 2)]


def test_pyproject_configures_it_as_well() -> None:
    text = '[tool.alembic]\nscript_location = "%(here)s/migrations"\nprepend_sys_path = ["."]\n'
    launches = launches_of({**FILES, "a/pyproject.toml": text})
    assert launches["a/pyproject.toml: alembic upgrade head"].search_path == ("a",)


@pytest.mark.parametrize(
    ("recipe", "search_path"),
    [
        ("cd a && alembic upgrade head", ("a",)),
        ("alembic -c a/alembic.ini upgrade head", (".",)),
        ("cd a && PYTHONPATH=lib alembic --config alembic.ini current", ("a", "a/lib")),
        ("cd a && python -m alembic upgrade head", ("a",)),
    ],
)
def test_a_command_may_begin_it_elsewhere(recipe: str, search_path: tuple[str, ...]) -> None:
    files = {"a/alembic.ini": BEGIN + "prepend_sys_path = .\n", "Makefile": f"migrate:\n\t{recipe}\n"}
    launches = launches_of({**FILES, **files}).values()
    (launch,) = [each for each in launches if each.evidence[0].path == "Makefile"]
    assert (launch.kind, launch.search_path) == (LaunchKind.ALEMBIC, search_path)


def test_the_machine_runs_it_with_alembic_loaded() -> None:
    files = {**FILES, "a/alembic.ini": BEGIN + "prepend_sys_path = .\n", "a/alembic/__init__.py": ""}
    project = project_from(files)
    (run,) = run_launches(Beginnings(project.settings), project.launches)
    assert (run.trace.verdict, run.trace.error) == ("ok", None)
    assert run.trace.modules == {"app": "a/app/__init__.py", "app.models": "a/app/models.py"}


@pytest.mark.parametrize(
    "text", ["[alembic]\n", "[other]\nscript_location = migrations\n", "script_location = x\n", ""]
)
def test_a_file_that_configures_nothing_starts_nothing(text: str) -> None:
    assert launches_of({**FILES, "a/alembic.ini": text}) == {}
