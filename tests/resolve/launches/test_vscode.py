"""Launches of Visual Studio Code."""

import pytest

from tests.projects import project_from
from tests.resolve.launches.launched import launches_of

FILES = {
    "services/a/app/main.py": "",
    "x.py": 'if __name__ == "__main__":\n    pass\n',
    "tests/test_x.py": "",
    "lib/y.py": "",
}
A = ("services/a",)
BASE = '"type": "debugpy", "request": "launch"'


@pytest.mark.parametrize(
    ("entry", "module", "search_path"),
    [
        ('"module": "app.main", "cwd": "${workspaceFolder}/services/a"', "app.main", A),
        ('"module": "uvicorn", "args": ["app.main:app"], "cwd": "services/a"', "app.main", A),
        ('"module": "uvicorn", "args": "app.main:app --app-dir services/a"', "app.main", (*A, ".", "lib")),
        ('"module": "app.main", "env": {"PYTHONPATH": "${workspaceFolder}/services/a:${env:PYTHONPATH}"}', "app.main",
         (".", *A)),
        ('"module": "app.main", "envFile": "${workspaceFolder}/env"', "app.main", (".", *A)),
        ('"program": "${workspaceFolder}/x.py"', "x.py", (".", "lib")),
        ('"program": "x.py", "cwd": "${workspaceFolder}"', "x.py", (".", "lib")),
    ],
)  # fmt: skip
def test_a_configuration_starts_a_process(entry: str, module: str, search_path: tuple[str, ...]) -> None:
    text = f'// comment\n{{"configurations": [\n  /* one */\n  {{"name": "it", {BASE}, {entry},}},\n]}}\n'
    files = {".vscode/launch.json": text, ".env": "PYTHONPATH=./lib\n", "env": "PYTHONPATH=./services/a\n"}
    launches = [each for name, each in launches_of({**FILES, **files}).items() if name.startswith(".vscode")]
    assert [(each.entry, each.search_path) for each in launches] == [(module, search_path)]
    first, *more = [(evidence.path, evidence.line) for evidence in launches[0].evidence]
    assert first == (".vscode/launch.json", 4)
    assert more == ([] if '"PYTHONPATH"' in entry else [("env" if "envFile" in entry else ".env", 1)])


@pytest.mark.parametrize(
    "entry",
    [
        '"program": "${file}"',
        '"module": "${input:name}"',
        '"module": "app.main", "cwd": "${fileDirname}"',
        '"connect": {"port": 5678}',
    ],
)
def test_what_is_not_known_is_not_claimed(entry: str) -> None:
    files = {".vscode/launch.json": f'{{"configurations": [{{{BASE}, {entry}}}, 1]}}'}
    assert not any(name.startswith(".vscode") for name in launches_of({**FILES, **files}))


def test_settings_say_how_tests_run_and_what_a_terminal_has() -> None:
    settings = """{
        "python.testing.pytestEnabled": true,
        "python.testing.pytestArgs": ["tests"],
        "terminal.integrated.env.linux": {"PYTHONPATH": "${workspaceFolder}/lib"}
    }"""
    launches = launches_of({**FILES, ".vscode/settings.json": settings, ".env": "PYTHONPATH=services/a\n"})
    session = launches[".vscode/settings.json: python -m pytest tests"]
    assert (session.kind, session.search_path, session.evidence[0].line) == ("pytest", ("tests", ".", "services/a"), 2)
    script = launches[".vscode/settings.json: python x.py"]
    assert (script.search_path, script.evidence[0].line) == ((".", "lib"), 4)


@pytest.mark.parametrize("text", ['{"a": }', '{"a": 1', "[1]", "", '{"a": "// b", }'])
def test_broken_settings_are_noted(text: str) -> None:
    project = project_from({**FILES, ".vscode/settings.json": text})
    noted = [each.location.path for each in project.diagnostics if each.location is not None]
    assert noted == ([".vscode/settings.json"] if text.startswith('{"a": }') or text == '{"a": 1' else [])
