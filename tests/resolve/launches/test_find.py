"""All launches of a project together."""

import importlib
import pkgutil

from importlint.config import Config
from importlint.model.launch import LaunchKind
from importlint.project import build_project
from importlint.resolve import launches
from importlint.resolve.launches.find import ORIGINS
from importlint.scan.files import tree_from_mapping
from importlint.settings import LaunchSetting
from tests.resolve.launches.launched import launches_of


def test_the_list_of_origins_is_the_folder() -> None:
    names = [each.name for each in pkgutil.iter_modules(launches.__path__, f"{launches.__name__}.")]
    having = {name.rpartition(".")[2] for name in names if hasattr(importlib.import_module(name), "find")}
    assert having - {"find"} == {name for name, _ in ORIGINS}


def test_launches_of_one_name_are_told_apart() -> None:
    makefile = "a:\n\tcd a && python -m app\nb:\n\tcd b && python -m app\nc:\n\tcd b && PYTHONPATH=../a python -m app\n"
    assert sorted(launches_of({"Makefile": makefile, "a/app.py": "", "b/app.py": ""})) == [
        "Makefile: python -m app in a",
        "Makefile: python -m app in b with b",
        "Makefile: python -m app in b with b:a",
    ]


def test_the_configuration_names_launches() -> None:
    tree = tree_from_mapping(
        {"importlint.toml": "[launches.job]\n", "a/app/__init__.py": "", "a/app/x.py": "", "s/run.py": ""}
    )
    settings = (
        LaunchSetting(name="job", entry="app.x", cwd="a", python_path=("s",)),
        LaunchSetting(name="script", entry="s/run.py", python_path=("a",)),
        LaunchSetting(name="missing", entry="app.y", cwd="a"),
    )
    config = Config(project="", source="here/importlint.toml", launches=settings)
    job, script = build_project(tree, config).launches
    assert (job.kind, job.entry, job.cwd, job.search_path) == (LaunchKind.MODULE, "app.x", "a", ("a", "s"))
    assert job.command == "cd a && PYTHONPATH=../s python -m app.x"
    assert [(found.path, found.line) for found in job.evidence] == [("importlint.toml", 1)]
    assert (script.kind, script.search_path) == (LaunchKind.SCRIPT, ("s", "a"))
    assert script.command == "PYTHONPATH=a python s/run.py"
