"""Directories that editors and `.pth` files name."""

import pytest

from tests.resolve.surveys import diagnostics_of, provided, reasons, roots_of

MODULES = {"libs/acme/__init__.py": "", "other/x.py": ""}
SETTINGS = (
    '{\n  // where to look\n  "python.analysis.extraPaths": ["./libs", "${workspaceFolder}/libs", "${env:X}"],\n}\n'
)


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        (".vscode/settings.json", SETTINGS, ".vscode/settings.json:3: `./libs` is in python.analysis.extraPaths"),
        ("pyrightconfig.json", '{"extraPaths": ["libs"]}', "pyrightconfig.json:1: `libs` is in extraPaths"),
        (
            "pyrightconfig.json",
            '{"executionEnvironments": [{"root": "other", "extraPaths": ["libs"]}]}',
            "pyrightconfig.json:1: `libs` is in extraPaths",
        ),
        ("pyproject.toml", '[tool.pyright]\nextraPaths = ["libs"]\n', "pyproject.toml:2: `libs` is in extraPaths"),
        ("env/acme.pth", "# ours\nlibs\nimport os\n", "env/acme.pth:2: `libs` is in a .pth file"),
        ("env/acme.pth", "../libs\n", "env/acme.pth:1: `../libs` is in a .pth file"),
    ],
)
def test_a_directory_that_is_named_is_a_root(file: str, text: str, reason: str) -> None:
    root = roots_of({**MODULES, file: text})["libs"]
    assert provided(root) == ["acme"]
    assert reason in reasons(root)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("settings.json", '{"python.analysis.extraPaths": ["libs"]}'),
        (".vscode/settings.json", '{"python.analysis.extraPaths": ["/usr/lib", 1]}'),
        (".vscode/settings.json", "[]"),
        ("pyrightconfig.json", '{"executionEnvironments": "libs"}'),
        ("env/acme.pth", "import libs\n/usr/lib\n../../libs\n"),
    ],
)
def test_what_names_no_directory_of_the_tree_is_passed_by(file: str, text: str) -> None:
    root = roots_of({**MODULES, file: text}).get("libs")
    assert root is None or not any(file in reason for reason in reasons(root))


def test_a_directory_that_does_not_exist_is_noted() -> None:
    assert diagnostics_of({**MODULES, "pyrightconfig.json": '{"extraPaths": ["nowhere"]}'}) == [
        "pyrightconfig.json:1: pyrightconfig.json names the directory `nowhere`, which does not exist"
    ]
