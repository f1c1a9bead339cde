"""Console scripts of the projects."""

import pytest

from importlint.model.launch import LaunchKind
from tests.resolve.launches.launched import launches_of

FILES = {
    "tool/src/acme/__init__.py": "",
    "tool/src/acme/cli.py": "def main(): ...\n",
    "lib/pyproject.toml": '[project]\nname = "lib"\n',
    "lib/src/lib/__init__.py": "",
}
BEGIN = '[project]\nname = "tool"\ndependencies = ["lib"]\n'

SETUP_CFG = """\
[metadata]
name = tool
[options]
install_requires = lib
package_dir =
    =src
[options.entry_points]
console_scripts =
    acme = acme.cli:main [extra]
"""
SETUP_PY = """\
from setuptools import setup
setup(name="tool", package_dir={"": "src"}, install_requires=["lib"],
    entry_points={"console_scripts": ["acme = acme.cli:main"]})
"""


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("tool/pyproject.toml", BEGIN + '[project.scripts]\nacme = "acme.cli:main"\n', 5),
        ("tool/pyproject.toml", BEGIN + '[tool.poetry.scripts]\nacme = { reference = "acme.cli:main" }\n', 5),
        ("tool/setup.cfg", SETUP_CFG, 9),
        ("tool/setup.py", SETUP_PY, 3),
    ],
)
def test_a_console_script_sees_what_is_installed(path: str, text: str, line: int) -> None:
    (launch,) = launches_of({**FILES, path: text}).values()
    assert (launch.kind, launch.entry, launch.command) == (LaunchKind.CONSOLE, "acme.cli", "acme")
    assert launch.search_path == ("tool/src", "lib/src")
    assert [(found.path, found.line) for found in launch.evidence] == [(path, line)]


@pytest.mark.parametrize("entry", ["elsewhere.cli:main", "acme cli", ""])
def test_a_module_that_is_not_there_is_not_claimed(entry: str) -> None:
    assert launches_of({**FILES, "tool/pyproject.toml": f'{BEGIN}[project.scripts]\nacme = "{entry}"\n'}) == {}
